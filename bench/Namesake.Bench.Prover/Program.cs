using System.Diagnostics;
using Namesake.Bench.Prover;
using Namesake.Policy.Parsing;
using Namesake.Prover.Questions;

// prove [POLICIES]: verdicts a second of processor time, at the number given and at half of it; then the hardest policies.
var count = args.Length > 0 ? int.Parse(args[0]) : 10_000;
var texts = RealisticPolicies.Take(count).ToList();
// Until the compiler has done with the code, it is the compiler that is timed.
for (var i = 0; i < 3; i++) _ = Run(texts);
Thread.Sleep(500);
foreach (var part in new[] { count / 2, count })
{
    var (parse, ask, tally) = Run(texts.Take(part).ToList());
    Console.Out.WriteLine($"{part} policies: parse {parse.TotalMilliseconds:F0} ms, verdicts {ask.TotalMilliseconds:F0} ms, {part / (parse + ask).TotalSeconds:F0} policies a second with parsing, {part / ask.TotalSeconds:F0} without; {tally}");
}
foreach (var shape in texts.Select((t, i) => (Text: PolicyParser.Parse(t), Shape: i % 16)).GroupBy(t => t.Shape))
{
    foreach (var s in shape) _ = Attributable.Ask(s.Text);
    var bytes = GC.GetAllocatedBytesForCurrentThread();
    var clock = Cpu();
    var verdicts = shape.Select(s => Attributable.Ask(s.Text).Code).Distinct(StringComparer.Ordinal).ToList();
    Console.Out.WriteLine($"{(Cpu() - clock).TotalMicroseconds / shape.Count(),9:F1} us {(GC.GetAllocatedBytesForCurrentThread() - bytes) / shape.Count() / 1024,5} KiB  shape {shape.Key}: {string.Join(", ", verdicts)}");
}
foreach (var (name, policy) in WorstPolicies.All())
{
    var parsed = PolicyParser.Parse(policy);
    _ = Attributable.Ask(parsed);
    var clock = Cpu();
    var answer = Attributable.Ask(parsed);
    Console.Out.WriteLine($"{(Cpu() - clock).TotalMilliseconds,9:F1} ms  {policy.Length} characters, {name}: {answer.Verdict} ({answer.Code})");
}

static (TimeSpan Parse, TimeSpan Ask, string Tally) Run(List<string> texts)
{
    var clock = Cpu();
    var parsed = texts.Select(t => PolicyParser.Parse(t)).ToList();
    var parse = Cpu() - clock;
    clock = Cpu();
    var verdicts = parsed.Select(p => Attributable.Ask(p).Verdict).ToList();
    return (parse, Cpu() - clock, string.Join(", ", verdicts.CountBy(v => v).OrderBy(v => v.Key).Select(v => $"{v.Key} {v.Value}")));
}

// Processor time, so that what else runs on the machine does not count; the garbage collector's and compiler's does.
static TimeSpan Cpu()
{
    using var process = Process.GetCurrentProcess();
    return process.TotalProcessorTime;
}
