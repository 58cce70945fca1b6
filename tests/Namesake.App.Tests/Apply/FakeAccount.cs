using Namesake.App.Apply;
using Namesake.Ledger.Storage;

namespace Namesake.App.Tests.Apply;

/// <summary>An account with one role, which fails and changes as a test wants, and a journal of the test's own.</summary>
internal sealed class FakeAccount : IDisposable
{
    public const string Account = "111122223333";
    public const string Arn = "arn:aws:iam::111122223333:role/team/Deploy";
    public const string Open = """{ "Version": "2012-10-17",  "Statement": [ {"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"} ] }""";

    private readonly string _folder = Directory.CreateTempSubdirectory("namesake-apply-").FullName;
    private Journal? _journal;

    /// <summary>The role's policy.</summary>
    public string Text { get; set; } = Open;

    /// <summary>What reading shows; null for the truth.</summary>
    public Queue<string> StaleReads { get; } = new();

    /// <summary>Called instead of a write that succeeds.</summary>
    public Func<string, Task>? OnWrite { get; set; }

    /// <summary>Called before each reading.</summary>
    public Action? OnRead { get; set; }

    public int Writes { get; private set; }

    public Journal Journal => _journal ??= Journal.TryOpen(new LedgerFolder(_folder))!;

    public string Folder => _folder;

    public ApplyRun Run(Func<string, bool>? confirm = null) => new(
        new TrustAccess(
            (_, _) =>
            {
                OnRead?.Invoke();
                return Task.FromResult(new LiveTrust(Arn, StaleReads.TryDequeue(out var stale) ? stale : Text));
            },
            async (_, document, _) =>
            {
                Writes++;
                if (OnWrite is not null) await OnWrite(document);
                else Text = document;
            }),
        Account, Journal, new HastyClock(), confirm ?? (_ => true));

    /// <summary>As if the process had ended.</summary>
    public void End()
    {
        _journal?.Dispose();
        _journal = null;
    }

    public void Dispose()
    {
        End();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A clock for which no waiting takes time.</summary>
    private sealed class HastyClock : TimeProvider
    {
        private long _seconds = 1_740_000_000;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(Interlocked.Increment(ref _seconds));

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
