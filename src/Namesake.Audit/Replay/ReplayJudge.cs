using Namesake.Policy.Model;
using Namesake.Policy.Parsing;

namespace Namesake.Audit.Replay;

/// <summary>
/// Puts recorded calls to a proposed trust policy. That a call was admitted by the policy of then says how some tests turned
/// out that the log does not tell.
/// </summary>
internal sealed class ReplayJudge(PolicyDocument proposed)
{
    private readonly Dictionary<string, PolicyDocument?> _parsed = new(StringComparer.Ordinal);

    /// <summary>The proposed policy.</summary>
    public PolicyDocument Proposed => proposed;

    /// <param name="call">The call.</param>
    /// <param name="asMade">The call as it was made; null where the log tells too little.</param>
    /// <param name="asAsked">The same, or with other names.</param>
    public ReplayOutcome Judge(RecordedCall call, KnownRequest asMade, KnownRequest asAsked)
    {
        var then = call.InForce is { } text ? Parsed(text) : null;
        // Where the policy of then seems to refuse what it admitted, it was another one.
        return (then is null ? null : Judge(asMade, asAsked, then)) ?? Judge(asMade, asAsked, null)!;
    }

    private ReplayOutcome? Judge(KnownRequest asMade, KnownRequest asAsked, PolicyDocument? then)
    {
        var (open, admitted, refused) = (new OpenTests(), false, false);
        foreach (var _ in open.Combinations())
        {
            if (then is not null && !new Admission(asMade, open).Of(then)) continue;
            if (new Admission(asAsked, open).Of(proposed)) admitted = true;
            else refused = true;
        }
        if (!admitted && !refused) return null;
        if (open.AreTooMany || admitted && refused) return new ReplayOutcome(ReplayVerdict.CannotSay, [.. open.Unknown]);
        return admitted ? ReplayOutcome.Allowed : ReplayOutcome.Refused;
    }

    private PolicyDocument? Parsed(string text)
    {
        if (!_parsed.TryGetValue(text, out var known)) _parsed[text] = known = PolicyParser.Parse(text) is { HasErrors: false, Document: { } document } ? document : null;
        return known;
    }
}
