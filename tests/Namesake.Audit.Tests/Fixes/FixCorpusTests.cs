using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Namesake.Audit.Findings;
using Namesake.Audit.Fixes;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Prover.Questions;
using Namesake.Sources.Roles;
using Namesake.Tests;

namespace Namesake.Audit.Tests.Fixes;

/// <summary>Documents of every layout and sort, each with the outcome and, where there is a fix, the new text to the letter (tests/Corpus/fixes.jsonl).</summary>
public sealed class FixCorpusTests
{
    private static readonly ImmutableArray<FixCase> Cases = [.. File.ReadLines(Repository.Corpus("fixes.jsonl")).Select(FixCase.Parse)];

    public static TheoryData<string> Names { get; } = [.. Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_document_gets_the_fix_of_the_table(string name)
    {
        var given = Cases.Single(c => c.Name == name);
        var role = await given.Read(TestContext.Current.CancellationToken);
        var outcome = RoleFix.Find(role, Premises.None with { IdentifyingKeys = given.Identifying }, given.Carrier);
        Assert.Equal(given.Code, outcome.Code);
        if (outcome is NoFix none)
        {
            Assert.NotEmpty(none.Reason);
            Assert.Equal(given.Code is "no-fix-needed" or "no-fix-exempt", none.Advice is null);
            return;
        }
        var proposal = Assert.IsType<Proposal>(outcome);
        Assert.Equal(given.New, proposal.NewText);
        Assert.Equal(given.Notes, proposal.Notes.Select(n => n.Code), StringComparer.Ordinal);
        Check(proposal);
    }

    [Fact]
    public void The_table_has_every_outcome_and_each_case_once()
    {
        Assert.True(Cases.Length >= 60);
        Assert.Equal(Cases.Length, Cases.Select(c => c.Name).Distinct(StringComparer.Ordinal).Count());
        string[] all =
        [
            "fix-session-name-allow", "fix-session-name-deny", "fix-source-identity-allow", "fix-source-identity-deny",
            "no-fix-needed", "no-fix-exempt", "no-fix-workload", "no-fix-federated", "no-fix-closed", "no-fix-unknown", "no-fix-old-version", "no-fix-quota",
            "no-fix-federation", "no-fix-mixed-callers", "no-fix-several-roles", "no-fix-several-accounts", "no-fix-locks-out", "no-fix-not-proved",
        ];
        Assert.Equal(all.Order(StringComparer.Ordinal), Cases.Select(c => c.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static void Check(Proposal proposal)
    {
        Assert.Equal(proposal.OldText, TextEdit.Apply(Encoding.UTF8.GetBytes(proposal.NewText), TextEdit.Undoing(proposal.Edits)));
        Assert.Equal(Verdict.Attributable, proposal.Proof.New.Verdict);
        Assert.NotEmpty(proposal.Proof.StillPass);
        var changed = PolicyParser.Parse(proposal.NewText);
        Assert.False(changed.HasErrors);
        Assert.Equal(changed.Document!.Statements.Select(Printed), proposal.NewPolicy.Statements.Select(Printed), StringComparer.Ordinal);
        // Of the statements that were there, none is another but where the demand was put in.
        var old = proposal.Role.TrustPolicy.Document!;
        Assert.Equal(old.Statements.Length + (proposal.Way.ByDeny ? 1 : 0), changed.Document.Statements.Length);
        Assert.All(old.Statements.Zip(changed.Document.Statements), pair => Assert.True(
            Printed(pair.First) == Printed(pair.Second) || (pair.First.Effect == Effect.Allow && pair.First.Effect == pair.Second.Effect && Principals(pair.First) == Principals(pair.Second))));
    }

    private static string Principals(Statement statement) => string.Join(' ', statement.Principal!.Principals);

    private static string Printed(Statement statement) => PolicyPrinter.Print(new PolicyDocument(PolicyKind.Trust, LanguageVersion.V2012, null, null, [statement], statement.Place));

    private sealed record FixCase(string Name, string Input, Carrier? Carrier, ImmutableArray<string> Identifying, string Code, string? New, string[] Notes)
    {
        public static FixCase Parse(string line)
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            string? Text(string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
            string[] Texts(string name) => root.TryGetProperty(name, out var value) ? [.. value.EnumerateArray().Select(v => v.GetString()!)] : [];
            Carrier? carrier = Text("carrier") switch { "session-name" => Prover.Questions.Carrier.SessionName, "source-identity" => Prover.Questions.Carrier.SourceIdentity, _ => null };
            return new FixCase(Text("name")!, Text("input")!, carrier, [.. Texts("identifying")], Text("code")!, Text("new"), Texts("notes"));
        }

        public async Task<Role> Read(CancellationToken cancellation)
        {
            var path = Path.Combine(Path.GetTempPath(), $"namesake-fix-{Guid.NewGuid():N}.json");
            await File.WriteAllBytesAsync(path, Encoding.UTF8.GetBytes(Input), cancellation);
            try
            {
                return Assert.Single((await RoleReader.Read([path], keepTexts: true, cancellation)).Roles);
            }
            finally
            {
                File.Delete(path);
            }
        }
    }
}
