using System.Collections.Concurrent;
using System.Text;
using CsCheck;
using Namesake.Audit.Findings;
using Namesake.Audit.Fixes;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Prover.Questions;
using Namesake.Prover.Tests.Oracle;

namespace Namesake.Audit.Tests.Fixes;

/// <summary>
/// Fixes of random forgeable policies, from the generator of the prover's own attack: policy number i is the same in every
/// run. NAMESAKE_FIXES=N takes N forgeable policies in place of the usual number (./test --fixes N).
/// </summary>
public sealed class FixAttackTests(ITestOutputHelper output)
{
    private const uint Stream = 20_263;
    private const int AtOnce = 64;
    private static readonly int Wanted = int.TryParse(Environment.GetEnvironmentVariable("NAMESAKE_FIXES"), out var wanted) ? wanted : 40;

    private readonly ConcurrentDictionary<string, int> _outcomes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _examples = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> _faults = [];
    private readonly FixComparison.Counters _counters = new();

    [Fact]
    public void Every_fix_of_a_random_forgeable_policy_is_proved_only_narrows_and_can_be_undone()
    {
        var forgeable = 0;
        for (var first = 0; forgeable < Wanted; first += AtOnce)
        {
            var batch = Enumerable.Range(first, AtOnce).AsParallel().AsOrdered().Select(RoleOf).Where(r => r is not null).Take(Wanted - forgeable).ToList();
            forgeable += batch.Count;
            Parallel.ForEach(batch, r => Try(r!));
        }
        foreach (var (code, count) in _outcomes.OrderByDescending(o => o.Value)) output.WriteLine($"{code,-32} {count,5} {100.0 * count / forgeable,6:F1} %");
        foreach (var (code, policy) in _examples) output.WriteLine($"{code}: {policy}");
        output.WriteLine($"{forgeable} forgeable policies; {_counters}");
        Assert.True(_faults.IsEmpty, $"{_faults.Count} faults:\n\n{string.Join("\n\n", _faults.OrderBy(f => f.Length).Take(5))}");
        // The attack must have met something to attack.
        Assert.True(_outcomes.Where(o => o.Key.StartsWith("fix-", StringComparison.Ordinal)).Sum(o => o.Value) >= forgeable / 10, "hardly any policy has a fix");
        Assert.True(_counters.Refused > 0 && _counters.StillAdmitted > 0, "no request was compared");
    }

    private static Role? RoleOf(int number)
    {
        var json = TrustPolicyGenerators.Policy.Generate(new PCG(Stream, (ulong)number), null, out _);
        return FixedRoles.Of(json) is var role && Attributable.Ask(role.TrustPolicy).Verdict == Verdict.Forgeable ? role : null;
    }

    private void Try(Role role)
    {
        var outcome = RoleFix.Find(role, Premises.None);
        _outcomes.AddOrUpdate(outcome.Code, 1, (_, n) => n + 1);
        _examples.AddOrUpdate(outcome.Code, TextOf(role), (_, known) => TextOf(role).Length < known.Length ? TextOf(role) : known);
        if (outcome is NoFix { Standing: not Standing.Forgeable }) _faults.Add($"the audit and the prover disagree on {role.TrustPolicy}");
        if (outcome is not Proposal proposal) return;
        foreach (var fault in FaultsOf(proposal)) _faults.Add($"{proposal.Code} ({proposal.Way.Demand}): {fault}\n{proposal.OldText}\n{proposal.NewText}");
    }

    private IEnumerable<string> FaultsOf(Proposal proposal)
    {
        var parsed = PolicyParser.Parse(proposal.NewText);
        if (parsed.HasErrors) return ["the new text is no policy"];
        var undone = TextEdit.Apply(Encoding.UTF8.GetBytes(proposal.NewText), TextEdit.Undoing(proposal.Edits));
        return
        [
            .. Attributable.Ask(parsed).Verdict == Verdict.Attributable ? (string[])[] : ["the new policy is not attributable"],
            .. undone == proposal.OldText && proposal.OldText == TextOf(proposal.Role) ? (string[])[] : ["undoing does not give the old text"],
            .. new FixComparison(proposal, parsed.Document!, _counters).Faults(),
        ];
    }

    private static string TextOf(Role role) => Encoding.UTF8.GetString(role.Text!.Utf8.Span);
}
