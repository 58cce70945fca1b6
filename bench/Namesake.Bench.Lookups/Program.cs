using System.Diagnostics;
using System.Globalization;
using Namesake.Bench.Lookups;
using Namesake.Ledger.Answering;
using Namesake.Ledger.Asking;
using Namesake.Ledger.Storage;

// How long one question takes of a ledger that is open, and how large the ledger is.
if (args is not [var path, .. var rest] || rest.Length > 1)
{
    Console.Error.WriteLine("usage: lookups LEDGER [COUNT]");
    return 2;
}

const int warmUps = 20;
var folder = new LedgerFolder(path);
var count = rest is [var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 500;
// Before the ledger is opened here: DuckDB opens a file once in a process.
IReadOnlyList<SegmentInfo> segments;
using (var first = Snapshot.Open(folder)) segments = first.Segments;
var questions = Questions.From(folder, segments, count);

using (var snapshot = Snapshot.Open(folder)) Lookups(snapshot);
using (var reader = LedgerReader.TryOpen(folder)!)
    Measure("sessions, a day", [.. questions.People.Take(40)], p => Sessions.Find(reader, new Filter { Person = PersonForms.Of(p.Name, Aliases.None), Since = p.Day, Until = p.Day + Questions.Day }, int.MaxValue).Rows.Length, mayBeNone: true);
return 0;

void Lookups(Snapshot snapshot)
{
    var answers = new LedgerAnswers(snapshot);
    var events = snapshot.Segments.Sum(s => (long)s.Events);
    var bytes = Directory.GetFiles(folder.Path).Sum(f => new FileInfo(f).Length);
    Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{events:N0} events in {snapshot.Segments.Length} segments, {bytes:N0} bytes: {(double)bytes / events:F1} an event"));
    Console.Out.WriteLine($"{"",-16}{"asked",8}{"p50 ms",9}{"p99 ms",9}{"max ms",9}");
    Measure("event id", questions.Events, id => answers.OfEvent(id).Count);
    Measure("access key", questions.Keys, key => answers.OfKey(key).Count);
    Measure("session ARN", questions.Sessions, arn => answers.OfSession(arn).Count);
}

static void Measure<T>(string name, IReadOnlyList<T> asked, Func<T, int> ask, bool mayBeNone = false)
{
    foreach (var item in asked.Take(Math.Min(warmUps, asked.Count / 4))) ask(item);
    var times = new List<double>();
    foreach (var item in asked)
    {
        var begin = Stopwatch.GetTimestamp();
        var found = ask(item);
        times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        if (found == 0 && !mayBeNone) throw new InvalidOperationException($"no answer for {item}, which is in the ledger");
    }
    times.Sort();
    if (times.Count == 0) return;
    Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-16}{times.Count,8}{At(0.5),9:F2}{At(0.99),9:F2}{times[^1],9:F2}"));

    double At(double part) => times[Math.Min(times.Count - 1, (int)(part * times.Count))];
}
