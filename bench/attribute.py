#!/usr/bin/env python3
"""A peer to measure against: the same job in Python's gzip and json, one process, in memory.

usage: bench/attribute.py FOLDER OUT.jsonl

Each event once; for every session event the chain of issuing events, by access key or, without a key, by principal and
time of creation; the identity at its end. One JSON line each, in the form that bench/truth.py compares.
"""
import gzip
import json
import os
import sys
from datetime import datetime

SESSIONS = ("AssumedRole", "FederatedUser")
ISSUING = {"AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "AssumeRoot", "GetSessionToken", "GetFederationToken"}
MOST_HOPS = 16


def seconds(time):
    return int(datetime.fromisoformat(time).timestamp())


def files_below(folder):
    return sorted(os.path.join(root, name) for root, _, names in os.walk(folder) for name in names if name.endswith(".gz"))


class Trail:
    def __init__(self):
        self.seen = set()
        self.events = []
        self.by_key = {}
        self.by_session = {}

    def read(self, path):
        with gzip.open(path) as file:
            records = json.load(file)["Records"]
        for record in records:
            if record["eventID"] in self.seen:
                continue
            self.seen.add(record["eventID"])
            identity = record.get("userIdentity") or {}
            from_console = record.get("sessionCredentialFromConsole") == "true"
            if identity.get("type") in SESSIONS:
                self.events.append((record["eventID"], identity, from_console))
            if record["eventSource"] == "sts.amazonaws.com" and record["eventName"] in ISSUING and "errorCode" not in record:
                self.issue(record, identity, from_console)

    def issue(self, record, caller, from_console):
        response = record.get("responseElements") or {}
        key = (response.get("credentials") or {}).get("accessKeyId")
        principal = (response.get("assumedRoleUser") or {}).get("assumedRoleId") or (response.get("federatedUser") or {}).get("federatedUserId")
        issued = (key, record["eventID"], caller, from_console)
        # Two accounts log one call: the caller's own copy says who called.
        if key and (key not in self.by_key or self.by_key[key][2].get("type") == "AWSAccount"):
            self.by_key[key] = issued
        if principal:
            self.by_session.setdefault((principal, seconds(record["eventTime"])), {})[key] = issued

    def issuer_of(self, identity, from_console):
        """The issuing event of an identity, and what it was found by."""
        key = identity.get("accessKeyId")
        if key in self.by_key:
            return self.by_key[key], "key"
        # The console uses a new key for each request, which nobody logs.
        if key and not from_console:
            return None, "none"
        created = ((identity.get("sessionContext") or {}).get("attributes") or {}).get("creationDate")
        if created is None:
            return None, "none"
        at = seconds(created)
        found = {key: self.by_key.get(key, issued) for time in (at, at + 1) for key, issued in self.by_session.get((identity.get("principalId"), time), {}).items()}
        return (next(iter(found.values())), "session") if len(found) == 1 else (None, "none")

    def answer(self, identity, from_console):
        chain, evidence, origin = [], "none", None
        while len(chain) < MOST_HOPS:
            issued, by = self.issuer_of(identity, from_console)
            if issued is None:
                break
            evidence = "session" if "session" in (by, evidence) else by
            chain.append(issued)
            identity, from_console = origin, _ = issued[2:]
            # The user behind GetSessionToken stays a user, under a key that was issued too.
            if identity.get("type") not in SESSIONS and identity.get("accessKeyId") not in self.by_key:
                break
        origin = origin and [origin.get(name) for name in ("type", "arn", "userName", "invokedBy")]
        return {"evidence": evidence, "keys": [c[0] for c in chain], "issuing": [c[1] for c in chain], "origin": origin}


def main():
    folder, out = sys.argv[1:]
    trail = Trail()
    for path in files_below(folder):
        trail.read(path)
    answers = {}
    with open(out, "w", encoding="utf-8") as lines:
        for event, identity, from_console in trail.events:
            known = (identity.get("principalId"), identity.get("accessKeyId"), ((identity.get("sessionContext") or {}).get("attributes") or {}).get("creationDate"), from_console)
            if known not in answers:
                answers[known] = json.dumps(trail.answer(identity, from_console))[1:]
            lines.write(f'{{"eventId": "{event}", {answers[known]}\n')


if __name__ == "__main__":
    main()
