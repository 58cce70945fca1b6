using System.Runtime.CompilerServices;
using Namesake.App.Commands;

namespace Namesake.App.Apply;

/// <summary>What <c>fix --apply</c> and <c>fix --undo</c> do.</summary>
internal static class FixApplication
{
    public static Task<int> Apply(Terminal terminal, FixAsked asked, FixRun run, ApplyQuestion question, TimeProvider clock, CancellationToken cancellation) =>
        ApplySession.Run(terminal, question, clock, session => Each(session, asked, run, cancellation), cancellation);

    public static Task<int> Undo(Terminal terminal, string role, ApplyQuestion question, TimeProvider clock, CancellationToken cancellation)
    {
        if (RoleName.Of(role) is { } asked) return ApplySession.Run(terminal, question, clock, session => One(session.Undo(asked, cancellation)), cancellation);
        terminal.Say($"namesake: \"{role}\" is neither the name nor the ARN of a role");
        return Task.FromResult(ExitCode.WrongUse);
    }

    private static async IAsyncEnumerable<ApplyResult> Each(ApplyRun session, FixAsked asked, FixRun run, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var proposal in run.Proposals) yield return await session.Apply(proposal, run.Premises, asked.Carrier, cancellation);
    }

    private static async IAsyncEnumerable<ApplyResult> One(Task<ApplyResult> result)
    {
        yield return await result;
    }
}
