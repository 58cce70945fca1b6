using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using Namesake.App.Watching.Channels;
using Namesake.App.Watching.Settings;
using Namesake.App.Watching.State;
using Namesake.Audit.Rules;
using Namesake.Audit.Watching;
using Namesake.Ledger.Storage;

namespace Namesake.App.Tests.Watching;

/// <summary>What tests of the watch have in common.</summary>
internal static class Watched
{
    public static Finding Finding(string role = "Admin", FindingSeverity severity = FindingSeverity.High, string message = "Admin is forgeable") =>
        new("role-forgeable", severity, new FindingSubject(SubjectKind.Role, $"arn:aws:iam::111122223333:role/{role}", "111122223333", null), message, "demand names");

    public static FindingChange Change(ChangeKind kind = ChangeKind.New, string message = "Admin is forgeable") => new(kind, Finding(message: message), 1_700_000_000_000, 1_700_000_000_000);

    public static Alert Alert(long number = 1) => new(number, Change(), ["c"]);

    public static ImmutableArray<ChannelSettings> Channels(params string[] names) => [.. names.Select(n => new StdoutSettings(n, FindingSeverity.Informational, IsText: false))];

    /// <summary>Lets the clock run until a task has ended.</summary>
    /// <returns>How much time passed on it.</returns>
    public static async Task<TimeSpan> RunUntil(this FakeTimeProvider clock, Task task)
    {
        var begun = clock.GetUtcNow();
        for (var steps = 0; !task.IsCompleted; steps++)
        {
            Assert.True(steps < 20_000, "it did not end");
            await Task.Delay(1, TestContext.Current.CancellationToken);
            if (!task.IsCompleted) clock.Advance(TimeSpan.FromMilliseconds(200));
        }
        await task;
        return clock.GetUtcNow() - begun;
    }
}

/// <summary>A channel that answers what it is told to, and keeps what it was handed.</summary>
internal sealed class ScriptedChannel(params IEnumerable<ChannelAnswer?> answers) : IChannel
{
    private readonly Queue<ChannelAnswer?> _answers = new(answers);

    public List<long[]> Handed { get; } = [];

    public List<DateTimeOffset> Times { get; } = [];

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public int Most { get; init; } = 1;

    /// <summary>Where the script has ended, everything is taken; null hangs until it is told to stop.</summary>
    public async Task<ChannelAnswer> Deliver(ImmutableArray<Alert> alerts, CancellationToken cancellation)
    {
        lock (Handed)
        {
            Handed.Add([.. alerts.Select(a => a.Number)]);
            Times.Add(Clock.GetUtcNow());
        }
        if (!_answers.TryDequeue(out var answer)) return ChannelAnswer.Taken;
        if (answer is null) await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        return answer!;
    }
}

/// <summary>A ledger's folder of a test's own.</summary>
internal sealed class WatchedFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("namesake-watch-").FullName;

    public LedgerFolder Ledger => new(System.IO.Path.Combine(Path, "ledger"));

    public WatchStore Open(params string[] channels) => WatchStore.TryOpen(Ledger, Watched.Channels(channels))!;

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
