using Namesake.Ledger.Asking;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Lineage;
using static Namesake.Ledger.Tests.Trail;

namespace Namesake.Ledger.Tests.Asking;

/// <summary>What SQL reads from an identity is what the program reads.</summary>
public sealed class IdentityFieldsTests
{
    private static readonly object[] Identities =
    [
        new { type = "AssumedRole", arn = "arn:aws:sts::111122223333:assumed-role/R/s", principalId = "AROA1:s", accessKeyId = "ASIA1" },
        new { type = "AssumedRole", arn = "arn:aws-cn:sts::111122223333:assumed-role/R/s", principalId = "AROA1:s", sessionContext = new { sessionIssuer = new { type = "Role", arn = "arn:aws-cn:iam::111122223333:role/path/R" } } },
        new { type = "AssumedRole", arn = "arn:aws:sts::111122223333:assumed-role/R/", principalId = "AROA1:t" }, new { type = "AssumedRole", arn = "arn:aws:sts::111122223333:assumed-role/R" },
        new { type = "AssumedRole", principalId = "AROA1:u" }, new { type = "AssumedRole", principalId = "AROA1:" }, new { type = "AssumedRole", arn = "nonsense/x" },
        new { type = "FederatedUser", arn = "arn:aws:sts::111122223333:federated-user/f", principalId = "111122223333:f", accessKeyId = "ASIA2" },
        new { type = "IAMUser", arn = "arn:aws:iam::111122223333:user/a", principalId = "AIDA1", accessKeyId = "AKIA1", userName = "a" },
        new { type = "IAMUser", arn = "arn:aws:iam::111122223333:user/a", principalId = "AIDA1", accessKeyId = "", sessionContext = new { attributes = new { creationDate = "2025-03-03T00:00:00Z" } } },
        new { type = "AssumedRole", arn = "arn:aws:sts::1:assumed-role/R/m", principalId = "AROA1:m", accessKeyId = "ASIA****", sessionContext = new { attributes = new { creationDate = "2025-03-03T00:00:00Z" } } },
        new { type = "AssumedRole", arn = "arn:aws:sts::1:assumed-role/R/m", principalId = "AROA1:m", accessKeyId = "HIDDEN_DUE_TO_SECURITY_REASONS" },
        new { type = "Root", arn = "arn:aws:iam::111122223333:root", accountId = "111122223333" }, new { type = "AWSService", invokedBy = "ec2.amazonaws.com" }, new { type = "Unknown" },
    ];

    [Fact]
    public void Role_session_name_and_credential_group_are_the_same()
    {
        using var ledger = new TestLedger().Import([.. Identities.SelectMany((identity, i) => (string[])[Event(i, $"i{i}", "X", "192.0.2.1", identity), Event(i, $"c{i}", "X", "192.0.2.1", identity, console: true)])]);
        using var reader = ledger.Open();
        var stored = reader.Snapshot.Ask(
            $"SELECT {SegmentTables.IdentityColumns}, {IdentityFields.RoleArn}, {IdentityFields.RoleName}, {IdentityFields.SessionName} FROM {{s}}.identities d ORDER BY d.number",
            row => (IdentityRow.Read(row, 0), Role: row.Text(IdentityRow.Columns), Name: row.Text(IdentityRow.Columns + 1), Session: row.Text(IdentityRow.Columns + 2)));
        Assert.Equal(Identities.Length * 2, stored.Count);
        foreach (var ((identity, _), role, name, session) in stored)
            Assert.Equal((identity.RoleArn, identity.RoleName, identity.SessionName), (role, name, session));
        var groups = stored.Select(s => CredentialGroup.Of(s.Item1.Identity, s.Item1.FromConsole) is { } g ? g.CreationDate == 0 ? g.Key : $"{g.Key} {g.CreationDate}" : null);
        Assert.Equal(groups, ledger.Sql("SELECT session FROM identities ORDER BY number").Select(r => (string?)r[0]));
    }
}
