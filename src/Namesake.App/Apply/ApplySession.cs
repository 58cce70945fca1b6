using Namesake.App.Commands;
using Namesake.Sources.Aws;
using Namesake.Sources.Aws.Services;

namespace Namesake.App.Apply;

/// <summary>Opens the account and the journal, settles what earlier runs left open, and says what became of each role.</summary>
internal static class ApplySession
{
    /// <param name="terminal">Where it is said.</param>
    /// <param name="asked">Where to write, and as whom.</param>
    /// <param name="clock">Tells the time, and waits.</param>
    /// <param name="work">What is to be done.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>An exit code: failed where any role does not have what was asked for.</returns>
    public static async Task<int> Run(Terminal terminal, ApplyQuestion asked, TimeProvider clock, Func<ApplyRun, IAsyncEnumerable<ApplyResult>> work, CancellationToken cancellation)
    {
        if (!asked.Yes && !Terminal.IsAttended)
        {
            terminal.Say("namesake: nobody is there to be asked: give --yes to write without asking");
            return ExitCode.WrongUse;
        }
        try
        {
            var aws = await AwsConnection.Open(asked.Choice, cancellation);
            var (account, _) = await aws.WhoAmI(cancellation);
            using var iam = aws.Api(AwsService.Iam);
            using var journal = Journal.TryOpen(asked.Folder);
            if (journal is null)
            {
                terminal.Say($"namesake: another process changes policies with the ledger in \"{asked.Folder.Path}\": run again when it has ended");
                return ExitCode.Failed;
            }
            var run = new ApplyRun(TrustAccess.Of(iam), account, journal, clock, what => asked.Yes || terminal.Confirm(what));
            foreach (var settled in await run.Settle(cancellation)) terminal.Say(settled);
            return await Say(terminal, work(run));
        }
        catch (Exception e) when (TrustAccess.Failed(e))
        {
            terminal.Say($"namesake: {AwsFault.Of(e, "sts:AssumeRole").Message}; nothing was written");
            return ExitCode.Failed;
        }
    }

    private static async Task<int> Say(Terminal terminal, IAsyncEnumerable<ApplyResult> results)
    {
        var code = ExitCode.Fine;
        await foreach (var (isDone, message) in results)
        {
            terminal.Say($"{(isDone ? "" : "namesake: ")}{message}");
            if (!isDone) code = ExitCode.Failed;
        }
        return code;
    }
}
