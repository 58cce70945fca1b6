using System.Text;
using Namesake.Policy.Conditions;
using Namesake.Policy.Evaluation;

namespace Namesake.Audit.Replay;

/// <summary>Finds names with which a refused call would be let in: those that the policy's own tests ask for, tried by the judge.</summary>
internal sealed class NameSearch(ReplayJudge judge)
{
    /// <summary>So many names are tried for each key: a fix asks for one or two.</summary>
    private const int Most = 8;

    /// <returns>Null where no name helps.</returns>
    public NameChange? Find(RecordedCall call, KnownRequest request)
    {
        string?[] names = [null, .. Wanted(call, request, "sts:RoleSessionName").Where(n => n != request.Request.SessionName)];
        string?[] identities = [null, .. Wanted(call, request, "sts:SourceIdentity").Where(n => n != request.Request.SourceIdentity)];
        NameChange? possible = null;
        // The fewest changes come first: a name, then an identity, then both.
        foreach (var (name, identity) in names.Skip(1).Select(n => (n, (string?)null)).Concat(identities.Skip(1).SelectMany(i => names.Select(n => (n, i)))))
        {
            var verdict = judge.Judge(call, request, request.With(name ?? request.Request.SessionName, identity ?? request.Request.SourceIdentity)).Verdict;
            if (verdict == ReplayVerdict.Allowed) return new NameChange(name, identity, true);
            if (verdict == ReplayVerdict.CannotSay) possible ??= new NameChange(name, identity, false);
        }
        return possible;
    }

    private IEnumerable<string> Wanted(RecordedCall call, KnownRequest request, string key)
    {
        var tests = judge.Proposed.Statements.SelectMany(s => s.Conditions).Where(t => t.Key.Text.Equals(key, StringComparison.OrdinalIgnoreCase)).ToList();
        if (tests.Count == 0) return [];
        var asked = tests.SelectMany(t => t.Matchers).OfType<StringMatcher>().Select(m => Filled(m.Template, request)).OfType<string>();
        string?[] own = [request.Request.Caller.UserName, call.Person?.UserName, request.Request.Caller.OwnSessionName];
        return asked.Concat(own.OfType<string>()).Where(IsName).Distinct(StringComparer.Ordinal).Take(Most);
    }

    /// <summary>A text of the template: wildcards as short as may be.</summary>
    private static string? Filled(TextTemplate template, KnownRequest request)
    {
        var text = new StringBuilder();
        foreach (var part in template.Parts)
            switch (part)
            {
                case LiteralPart literal: text.Append(literal.Text); break;
                case AnyOnePart: text.Append('x'); break;
                case VariablePart variable when request.IsKnown(variable.Key) && request.Context.VariableValue(variable) is { } value: text.Append(value); break;
                case VariablePart: return null;
                default: break;
            }
        return text.ToString();
    }

    private static bool IsName(string text) =>
        text.Length is >= StsAdmission.MinNameLength and <= StsAdmission.MaxNameLength && text.AsSpan().IndexOfAnyExcept(StsAdmission.NameCharacters) < 0;
}
