using System.Collections.Immutable;
using Namesake.Policy.Conditions;
using Namesake.Policy.Model;
using Namesake.Prover.Languages;

namespace Namesake.Prover.Clauses;

/// <summary>Tests on <c>aws:PrincipalArn</c> where the callers are all users, or all roles, of an account.</summary>
internal static class PrincipalArnTests
{
    public static IEnumerable<Clause> With(Clause clause, Obligation obligation, bool wanted)
    {
        var templates = new List<TextTemplate>();
        foreach (var matcher in obligation.Test.Matchers)
        {
            if (ResolvedTemplates.Of(matcher) is not { } template || template.Variables.Any(v => v.Default is not null)) return Draft.Forget(clause, obligation);
            if (ResolvedTemplates.Fill(template, v => CallerFacts.Fill(clause, v)) is { } filled && !(matcher is ArnMatcher && !ResolvedTemplates.IsArn(filled))) templates.Add(filled);
        }
        var byParts = obligation.Test.Operator.Family == OperatorFamily.ArnLike;
        if (!wanted)
        {
            // Which path a user has is not part of its name: a pattern that is not to match takes no name away.
            var plain = templates.Where(t => !t.HasVariables).ToImmutableArray();
            if (!plain.IsEmpty && IsEverybody(clause, plain, byParts)) return [];
            var without = clause.Domain.Account is null || plain.IsEmpty ? clause
                : clause.Kind == CallerKind.RoleSession ? Narrowed(clause, plain, byParts, wanted: false)
                : Ending(clause, plain, byParts, wanted: false, anyPath: false) is var names && PathsDoNotMatter(names) ? clause with { Name = clause.Name.With(names) }
                : clause;
            return templates.Count == 0 ? [without] : Draft.Forget(without, obligation);
        }
        return Alternatives();

        IEnumerable<Clause> Alternatives()
        {
            foreach (var template in templates.Where(t => NameAtEnd(t) is not null))
                if (clause.Kind == CallerKind.IamUser && Narrow([template]) is { } narrow)
                    yield return CallerNameTests.Tied(narrow, NameAtEnd(template)!, new TextTemplate([new VariablePart(clause.NameKey, null)], template.IgnoreCase));
            var rest = templates.Where(t => NameAtEnd(t) is null || clause.Kind != CallerKind.IamUser).ToImmutableArray();
            // A name may still have to fit the path, which is not part of it: the test is kept in mind.
            if (!rest.IsEmpty && Narrow(rest) is { } narrowed)
                foreach (var kept in Draft.Forget(narrowed, obligation))
                    yield return kept;
        }

        Clause? Narrow(ImmutableArray<TextTemplate> patterns) => Narrowed(clause, patterns, byParts, wanted: true);
    }

    // ".../${sts:RoleSessionName}": the user's name is the session name, for no name has a slash.
    private static string? NameAtEnd(TextTemplate template) =>
        template.Parts is [.., LiteralPart { Text: var before }, VariablePart { Key: var key }] && before.EndsWith('/') && CallerNameTests.IsName(key) ? key : null;

    private static Clause Narrowed(Clause clause, ImmutableArray<TextTemplate> patterns, bool byParts, bool wanted)
    {
        var filter = Ending(clause, patterns, byParts, wanted);
        return clause.Kind == CallerKind.IamUser
            ? clause with { Name = clause.Name.With(filter) }
            : clause with { RolePath = clause.RolePath.With(filter) };
    }

    /// <summary>The demand on what follows <c>user/</c> and a path, or <c>role/</c>.</summary>
    private static Filter Ending(Clause clause, ImmutableArray<TextTemplate> patterns, bool byParts, bool wanted, bool anyPath = true)
    {
        var type = clause.Kind == CallerKind.IamUser ? "user/" : "role/";
        if (clause.Domain.Account is null) patterns = [.. patterns.Where(p => !SpellsAccount(p))];
        if (byParts) patterns = [.. patterns.Select(p => LastPart(clause, p)).OfType<TextTemplate>()];
        return Filter.After(patterns, wanted, automaton =>
        {
            var state = automaton.Run(byParts ? automaton.Start : AfterAccount(clause, automaton), type);
            // Between "user/" and the name lies a path, or nothing.
            return anyPath && clause.Kind == CallerKind.IamUser ? automaton.Either(state, automaton.Step(automaton.AfterAnything(state), '/')) : state;
        });
    }

    private static int AfterAccount(Clause clause, GlobAutomaton automaton)
    {
        var state = clause.Partitions.Aggregate(GlobAutomaton.Dead, (s, p) => automaton.Either(s, automaton.Run(automaton.Start, $"arn:{p}:iam::")));
        state = clause.Domain.Account is { } account ? automaton.Run(state, account.Digits) : AnyDigits(automaton, state);
        return automaton.Run(state, ":");
    }

    /// <summary>
    /// Whether a path before the name never hinders a match: whatever it is, the automaton is then in all the places
    /// where it would be without.
    /// </summary>
    private static bool PathsDoNotMatter(Filter withoutPath)
    {
        var automaton = withoutPath.Automaton;
        var seen = new HashSet<int> { withoutPath.Begin };
        var open = new Queue<int>(seen);
        while (open.Count > 0 && seen.Count < 200)
        {
            var state = open.Dequeue();
            foreach (var letter in automaton.Letters.Append('/').Append('\u0001'))
            {
                var next = automaton.Step(state, letter);
                if (letter == '/' && !automaton.Includes(next, withoutPath.Begin)) return false;
                if (seen.Add(next)) open.Enqueue(next);
            }
        }
        return open.Count == 0;
    }

    // The account of the callers is one that no policy spells.
    private static bool SpellsAccount(TextTemplate pattern) =>
        pattern.Parts is [LiteralPart { Text: var text }, ..] && text.Split(':') is { Length: >= 6 } parts && AccountId.TryParse(parts[4], out _);

    /// <summary>Whether every caller of the domain, with whatever path, matches.</summary>
    private static bool IsEverybody(Clause clause, ImmutableArray<TextTemplate> patterns, bool byParts)
    {
        if (clause.Domain.Account is null) return patterns.Any(p => p.Parts is [AnyRunPart]) && !byParts;
        var others = new Language([Ending(clause, patterns, byParts, wanted: false, anyPath: false)], 1, 512, Language.NameLetters + "/", AnyLetter: true);
        return others.Measure(ignoreCase: false, new Effort(Effort.Usual)).Extent == Extent.Empty;
    }

    private static int AnyDigits(GlobAutomaton automaton, int state)
    {
        for (var i = 0; i < 12; i++)
        {
            var next = GlobAutomaton.Dead;
            for (var digit = '0'; digit <= '9'; digit++) next = automaton.Either(next, automaton.Step(state, digit));
            state = next;
        }
        return state;
    }

    /// <summary>The pattern's sixth part where the others fit the callers' ARN, which is known but for an open account.</summary>
    private static TextTemplate? LastPart(Clause clause, TextTemplate pattern)
    {
        if (pattern.Parts.All(p => p is VariablePart)) return pattern;
        var parts = new List<List<TemplatePart>> { new() };
        foreach (var part in pattern.Parts)
        {
            if (part is not LiteralPart { Text: var text })
            {
                parts[^1].Add(part);
                continue;
            }
            var pieces = text.Split(':', 6 - parts.Count + 1);
            parts[^1].Add(new LiteralPart(pieces[0]));
            foreach (var piece in pieces.Skip(1)) parts.Add([new LiteralPart(piece)]);
        }
        if (parts.Count != 6) return null;
        string?[] known = ["arn", null, "iam", "", clause.Domain.Account?.Digits];
        for (var i = 0; i < 5; i++)
        {
            var one = new TextTemplate([.. parts[i]], IgnoreCase: false);
            var automaton = GlobAutomaton.Of(one);
            var fits = i == 1 ? clause.Partitions.Any(p => automaton.Accepts(p))
                : known[i] is { } text ? automaton.Accepts(text) : automaton.Accepts(AnyDigits(automaton, automaton.Start));
            if (!fits) return null;
        }
        return new TextTemplate([.. parts[5]], IgnoreCase: false);
    }
}
