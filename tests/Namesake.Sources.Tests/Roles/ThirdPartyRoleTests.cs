using System.Text.Json;
using Namesake.Sources.Roles;
using Namesake.Tests;
using static Namesake.Sources.Tests.Roles.RoleSamples;

namespace Namesake.Sources.Tests.Roles;

/// <summary>Policies that nobody on this project wrote.</summary>
public sealed class ThirdPartyRoleTests
{
    [Fact]
    public async Task Each_policy_is_read_with_a_document_or_a_diagnostic()
    {
        var count = 0;
        foreach (var file in Directory.GetFiles(Repository.ThirdParty("policies/trust-policies"), "*.json"))
        {
            using var policies = JsonDocument.Parse(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
            foreach (var policy in policies.RootElement.GetProperty("policies").EnumerateArray())
            {
                var text = policy.GetProperty("policy").GetRawText();
                foreach (var input in (string[])[text, Role("r", text), Role("r", Text(text)), Role("r", Encoded(text))])
                {
                    var read = await Read(input);
                    // Some are so odd that they are no document; then the file is said to hold none.
                    if (read.Roles.IsEmpty) Assert.Contains("no-roles 1:1", read.Said(), StringComparer.Ordinal);
                    Assert.All(read.Roles, r => Assert.True(r.TrustPolicy.Document is not null || r.TrustPolicy.Diagnostics.Length > 0));
                }
                count++;
            }
        }
        Assert.InRange(count, 300, int.MaxValue);
    }

    [Fact]
    public async Task The_authorization_details_hold_78_roles()
    {
        var read = await RoleReader.Read([Repository.ThirdParty("policies/authorization-details")], TestContext.Current.CancellationToken);
        Assert.Equal(78, read.Roles.Length);
        Assert.Empty(read.Said());
        Assert.All(read.Roles, r => Assert.NotNull(r.TrustPolicy.Document));
        Assert.Equal(78, read.Roles.Select(r => r.Arn).Distinct(StringComparer.Ordinal).Count());
    }
}
