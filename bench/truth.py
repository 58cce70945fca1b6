#!/usr/bin/env python3
"""Compares the answers of a peer with the truth that `namesake demo` writes beside a trail: a peer must do the whole job.

usage: bench/truth.py TRUTH.jsonl ANSWERS.jsonl

An answer is {"eventId", "evidence", "keys", "issuing", "origin": [type, arn, userName, invokedBy] | null}, a chain from the
action back; a line of `namesake attribute` is understood too. Prints how many are right, and fails unless nearly all are.
"""
import json
import sys

# A peer may leave out what only a few events need; it may not leave out the work.
LEAST = 0.995


def of_namesake(line):
    origin = line["origin"]
    return {
        "evidence": line["evidence"],
        "keys": [hop["accessKeyId"] for hop in line["chain"]],
        "issuing": [hop["issuingEventId"] for hop in line["chain"]],
        "origin": origin and [origin[name] for name in ("type", "arn", "userName", "invokedBy")],
    }


def is_right(truth, answer):
    if truth["evidence"] == "none":
        return not answer["issuing"]
    root = truth["root"]
    return (answer["evidence"] == truth["evidence"] and answer["keys"] == truth["chain"] and answer["issuing"] == truth["issuingEventIDs"]
            and (root is None or answer["origin"] == [root[name] for name in ("type", "arn", "userName", "invokedBy")]))


def compare(truth_file, answers_file):
    """The number of true answers, of events, and the first few that are wrong."""
    answers = {}
    with open(answers_file, encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            answers[line["eventId"]] = of_namesake(line) if "chain" in line else line
    right, wrong, count = 0, [], 0
    with open(truth_file, encoding="utf-8") as lines:
        for truth in map(json.loads, lines):
            count += 1
            if (answer := answers.pop(truth["eventID"], None)) is not None and is_right(truth, answer):
                right += 1
            elif len(wrong) < 5:
                wrong.append((truth, answer))
    return right - len(answers), count, wrong


def main():
    right, count, wrong = compare(*sys.argv[1:])
    print(f"{right:,} of {count:,} answers are true")
    for truth, answer in wrong:
        print(f"  expected {json.dumps(truth)}\n  answered {json.dumps(answer)}", file=sys.stderr)
    return 0 if right >= LEAST * count else 1


if __name__ == "__main__":
    sys.exit(main())
