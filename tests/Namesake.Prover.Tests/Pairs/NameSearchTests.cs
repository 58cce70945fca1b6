using System.Collections.Immutable;
using CsCheck;
using Namesake.Policy.Conditions;
using Namesake.Prover.Languages;
using Namesake.Prover.Pairs;
using Namesake.Prover.Tests.Oracle;

namespace Namesake.Prover.Tests.Pairs;

/// <summary>The searches over names against trying every name and every pair of attributes of a few letters.</summary>
public sealed class NameSearchTests
{
    private static readonly ImmutableArray<string> Attributes = [.. SmallTexts.Of(1, 6)];
    private static readonly ImmutableArray<string> Names = [.. SmallTexts.Of(2, 6)];

    [Fact]
    public void Where_two_attributes_can_share_a_name_the_search_finds_names() =>
        SmallTexts.Tie(stars: true).Select(SmallTexts.Tie(stars: true), SmallTexts.Pattern).Sample((first, second, filter) =>
        {
            if (!Names.Any(n => Glob.Of(filter.Parts, filter.IgnoreCase).Matches(n) && Clash(first, second, n))) return;
            Assert.NotEmpty(Search(first, second, filter).Names(visits: 1));
        }, iter: 1_000);

    [Fact]
    public void A_name_found_for_one_tie_on_both_sides_can_be_read_in_two_ways() =>
        SmallTexts.Tie(stars: true).Where(t => t.Variables.Count() == 1).Sample(tie =>
        {
            var names = Search(tie, tie, new TextTemplate([AnyRunPart.Instance], false)).Names(visits: 3).Take(20).ToList();
            if (names.Count == 0) return;
            Assert.Contains(names, n => Bindings.Of([tie], n, Bindings.None, 200, null, new Effort(Effort.Usual), out _).Select(b => b[SmallTexts.Variable]).Distinct(StringComparer.Ordinal).Count() > 1);
        }, iter: 1_000);

    [Fact]
    public void Rigid_names_are_exact() =>
        SmallTexts.Tie(stars: false).Select(SmallTexts.Tie(stars: false)).Sample((first, second) =>
        {
            var shortNames = RigidNames.Of([first], [second], differ: true, caseless: false).Where(n => n.Length <= 6).Select(n => n.Length).ToHashSet();
            // Two letters are not enough to tell what is free apart: what they show must be found, what is found must be shown by some letters.
            var lengths = Enumerable.Range(2, 5).Where(l => SmallTexts.Of(l, l).Any(n => Clash(first, second, n))).ToHashSet();
            Assert.Equal(lengths, shortNames);
        }, iter: 500);

    [Fact]
    public void A_search_that_may_cost_nothing_gives_up_and_says_so()
    {
        var tie = new TextTemplate([new VariablePart(SmallTexts.Variable, null), AnyRunPart.Instance], false);
        var search = new NameSearch(SideOf(tie), SideOf(tie), [], compare: true, new Effort(0));
        Assert.DoesNotContain(search.Names(visits: 1), n => n.Length > 2);
        Assert.True(search.GaveUp);
    }

    private static NameSearch Search(TextTemplate first, TextTemplate second, TextTemplate filter) =>
        new(SideOf(first), SideOf(second), [new Filter([filter], Wanted: true)], compare: true, new Effort(Effort.Usual));

    private static Side SideOf(TextTemplate tie) => new(TiePattern.Of(tie, SmallTexts.Variable), Language.OfNames(1));

    private static bool Clash(TextTemplate first, TextTemplate second, string name)
    {
        var mine = Attributes.Where(a => SmallTexts.Filled(first, a).Matches(name)).ToList();
        return Attributes.Any(b => SmallTexts.Filled(second, b).Matches(name) && mine.Exists(a => a != b));
    }
}
