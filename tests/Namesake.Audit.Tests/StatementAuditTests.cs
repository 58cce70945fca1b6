using Namesake.Audit.Findings;
using Namesake.Policy.Model;
using Namesake.Prover.Questions;

namespace Namesake.Audit.Tests;

/// <summary>What each statement does by itself.</summary>
public sealed class StatementAuditTests
{
    private const string Allow = """{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}""";
    private const string AllowOwnName = """{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:RoleSessionName":"${aws:username}"}}}""";
    private const string AllowOwnIdentity = """{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:SourceIdentity":"${aws:username}"}}}""";
    private const string AllowIdentity = """{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":["sts:SetSourceIdentity","sts:TagSession"]}""";
    private const string DenyOtherNames = """{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Condition":{"StringNotEquals":{"sts:RoleSessionName":"${aws:username}"}}}""";
    private const string DenyNothing = """{"Effect":"Deny","Principal":"*","Action":"sts:GetCallerIdentity"}""";

    [Fact]
    public void An_Allow_is_judged_as_if_it_were_the_only_one()
    {
        var findings = Run(AllowOwnName, Allow);
        Assert.Equal([Verdict.Attributable, Verdict.Forgeable], findings.Select(f => f.Alone!.Verdict));
    }

    [Fact]
    public void Denies_stand_beside_it() => Assert.Equal(Verdict.Attributable, Run(Allow, DenyOtherNames)[0].Alone!.Verdict);

    [Fact]
    public void Another_statement_may_let_it_set_a_source_identity()
    {
        var findings = Run(AllowOwnIdentity, AllowIdentity);
        Assert.Equal(Verdict.Attributable, findings[0].Alone!.Verdict);
        Assert.Null(findings[1].Alone);
        Assert.Equal(Verdict.Closed, Run(AllowOwnIdentity)[0].Alone!.Verdict);
    }

    [Fact]
    public void A_Deny_is_told_by_what_would_be_without_it()
    {
        var findings = Run(Allow, DenyOtherNames, DenyNothing);
        Assert.Equal([null, Verdict.Forgeable, Verdict.Attributable], findings.Select(f => f.Without));
    }

    [Fact]
    public void Nothing_is_said_of_statements_that_were_not_understood() =>
        Assert.Empty(StatementAudit.Run(Roles.Of(Roles.Template), Premises.None));

    [Fact]
    public void Only_so_many_statements_are_asked_about()
    {
        var findings = Run([.. Enumerable.Repeat(AllowOwnName, StatementAudit.MostAsked + 1)]);
        Assert.Equal(StatementAudit.MostAsked, findings.Count(f => f.Alone is not null));
    }

    private static List<StatementFinding> Run(params string[] statements) =>
        [.. StatementAudit.Run(Roles.Of($$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}"""), Premises.None)];
}
