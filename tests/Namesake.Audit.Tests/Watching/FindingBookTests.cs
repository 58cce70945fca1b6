using System.Collections.Immutable;
using CsCheck;
using Namesake.Audit.Rules;
using Namesake.Audit.Watching;

namespace Namesake.Audit.Tests.Watching;

public sealed class FindingBookTests
{
    private const string Account = "111122223333";

    private static Finding Of(string role, FindingSeverity severity = FindingSeverity.High, string code = "role-forgeable") =>
        new(code, severity, new FindingSubject(SubjectKind.Role, $"arn:aws:iam::{Account}:role/{role}", Account, null), $"{role} is wrong", null);

    private static FindingBook With(params Finding[] findings) => FindingBook.Empty.Take(findings, FindingScope.Everything, 1_000).After;

    [Fact]
    public void A_finding_is_new_once_then_still_there_then_resolved_once_then_new_again()
    {
        var book = FindingBook.Empty;
        var told = new List<string>();
        foreach (var (isThere, time) in ((bool, long)[])[(true, 10), (true, 20), (false, 30), (false, 40), (true, 50)])
        {
            (book, var changes) = book.Take(isThere ? [Of("A")] : [], FindingScope.Everything, time);
            told.AddRange(changes.Select(c => $"{c.Kind} since {c.Since} at {c.Time}"));
        }
        Assert.Equal(["New since 10 at 10", "Resolved since 10 at 30", "New since 50 at 50"], told);
    }

    [Fact]
    public void What_a_round_did_not_look_at_stays_open()
    {
        var book = With(Of("A"), Of("B"), Of("C"));
        var seen = new FindingScope(false, [SubjectKey.Of(Of("A").Subject), SubjectKey.Of(Of("B").Subject)], [SubjectKey.Of(Of("B").Subject)], []);
        Assert.Equal("arn:aws:iam::111122223333:role/A", Assert.Single(book.Take([], seen, 2_000).Changes).Finding.Subject.Id);
        Assert.Empty(book.Take([], FindingScope.Nothing, 2_000).Changes);
        Assert.Empty(book.Take([], FindingScope.Everything with { UnreadAccounts = [Account] }, 2_000).Changes);
        Assert.Empty(book.Take([], FindingScope.Everything with { Codes = ["second-hand-name"] }, 2_000).Changes);
        Assert.Equal(3, book.Take([], FindingScope.Everything with { Codes = ["role-forgeable"] }, 2_000).Changes.Length);
    }

    [Fact]
    public void A_role_that_is_gone_has_no_findings_whatever_its_path_and_case()
    {
        var book = With(Of("team/Admin"));
        var scope = FindingScope.Nothing with { Gone = [RoleKey.Of(Account, "ADMIN")] };
        Assert.Equal(ChangeKind.Resolved, Assert.Single(book.Take([], scope, 2_000).Changes).Kind);
        Assert.Empty(book.Take([], FindingScope.Nothing with { Gone = [RoleKey.Of("444455556666", "admin")] }, 2_000).Changes);
    }

    [Fact]
    public void What_was_done_long_ago_is_forgotten_untold_and_a_role_that_is_left_alone_so_long_is_well()
    {
        var session = new Finding("second-hand-name", FindingSeverity.Critical, new FindingSubject(SubjectKind.Session, "ASIAEXAMPLE", Account, null), "wrong", null);
        var (role, trust) = (Of("A", code: "unattributable-use"), Of("A"));
        var book = With(session, role, trust);
        var scope = FindingScope.Nothing with { Codes = ["second-hand-name", "unattributable-use"], LapsedBefore = 1_000 };
        Assert.Equal(3, book.Take([], scope, 2_000).After.Open.Count);
        var (after, changes) = book.Take([], scope with { LapsedBefore = 1_001 }, 2_000);
        Assert.Equal(trust.Id, Assert.Single(after.Open).Key);
        Assert.Equal(role.Id, Assert.Single(changes).Finding.Id);
    }

    [Fact]
    public void Of_one_finding_in_several_inputs_the_worst_counts()
    {
        var (book, changes) = FindingBook.Empty.Take([Of("A", FindingSeverity.Low), Of("A", FindingSeverity.Critical), Of("A")], FindingScope.Everything, 1);
        Assert.Equal(FindingSeverity.Critical, Assert.Single(changes).Finding.Severity);
        Assert.Single(book.Open);
    }

    [Fact]
    public void A_change_has_one_id_each_occurrence_another()
    {
        var change = new FindingChange(ChangeKind.New, Of("A"), 10, 10);
        var ids = new[] { change, change with { Kind = ChangeKind.Resolved, Time = 20 }, change with { Since = 30, Time = 30 }, change with { Finding = Of("B") } }.Select(c => c.Id).ToList();
        Assert.Equal(4, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(change.Id, (change with { Finding = Of("A", FindingSeverity.Low) }).Id);
        Assert.Equal(32, change.Id.Length);
    }

    /// <summary>Rounds of any findings over any part: each finding is told as new and as resolved in turns, and the book is what was told.</summary>
    [Fact]
    public void What_is_told_adds_up_to_what_is_open_whatever_the_rounds()
    {
        var round = Gen.Select(Gen.Int[0, 7].Array[0, 6], Gen.Int[0, 7].Array[0, 8], Gen.Bool);
        round.Array[1, 30].Sample(rounds =>
        {
            var (book, open) = (FindingBook.Empty, new HashSet<string>(StringComparer.Ordinal));
            foreach (var ((found, seen, isWhole), i) in rounds.Select((r, i) => (r, i)))
            {
                var findings = found.Select(f => Of($"R{f}")).ToList();
                var scope = new FindingScope(isWhole, [.. seen.Select(s => SubjectKey.Of(Of($"R{s}").Subject))], [], []);
                var before = book.Open.Keys.ToHashSet(StringComparer.Ordinal);
                (book, var changes) = book.Take(findings, scope, i);
                foreach (var change in changes) Assert.True(change.Kind == ChangeKind.New ? open.Add(change.Finding.Id) : open.Remove(change.Finding.Id));
                // Nothing is resolved that was found, or was not looked at.
                Assert.All(findings, f => Assert.Contains(f.Id, book.Open.Keys));
                if (!isWhole) Assert.All(before.Where(id => !seen.Any(s => Of($"R{s}").Id == id)), id => Assert.Contains(id, book.Open.Keys));
                Assert.Equal(open.Order(StringComparer.Ordinal), book.Open.Keys);
                Assert.Empty(book.Take(findings, scope, i).Changes);
            }
        });
    }
}
