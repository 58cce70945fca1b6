using Namesake.Audit.Fixes;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;

namespace Namesake.Audit.Tests.Fixes;

/// <summary>Roles with their texts, as a fix needs them.</summary>
internal static class FixedRoles
{
    public static Role Of(string policy, string? name = null, string? path = null)
    {
        var text = SourceText.OfString(policy, "role.json");
        return new Role(null, name, path, PolicyParser.Parse(text, PolicyKind.Trust), text.PlaceOf(0)) { Text = text };
    }

    public static Proposal Proposal(string policy, Premises? premises = null) => Assert.IsType<Proposal>(RoleFix.Find(Of(policy), premises ?? Premises.None));

    public static NoFix NoFix(string policy, Premises? premises = null) => Assert.IsType<NoFix>(RoleFix.Find(Of(policy), premises ?? Premises.None));
}
