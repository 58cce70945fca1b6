using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Sessions.Tests.World;

/// <summary>An answer as text: two answers that read the same are the same.</summary>
internal static class AnswerText
{
    public static string Of(Answer answer) =>
        $"{answer.Evidence} {answer.Origin} [{Ids(answer.Chain)}] {string.Join(" ", answer.Candidates.Select(c => $"({c.Origin} [{Ids(c.Chain)}])"))} "
        + $"{answer.Complete} {answer.Contradiction} {answer.Grant?.Id} {answer.Reason}";

    /// <summary>Every event of a trail with its answer, in the trail's order.</summary>
    public static string Of(Trail trail) => string.Join("\n", new Attributor(trail).All().Select(a => $"{a.Event.Id}: {Of(a.Answer)}"));

    public static string Ids(IEnumerable<IssuedCredential> chain) => string.Join(" ", chain.Select(c => c.Id));
}
