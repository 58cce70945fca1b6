using System.Text;
using Namesake.Audit.Today;
using Namesake.Policy.Model;
using Namesake.Sources.Roles;

namespace Namesake.Audit.Tests.Today;

/// <summary>Small authorization details, written by hand.</summary>
internal static class Details
{
    public const string Home = "111122223333";
    public const string Other = "444455556666";
    public const string Deploy = $"arn:aws:iam::{Home}:role/Deploy";

    public static string Statement(string effect = "Allow", string action = "\"sts:AssumeRole\"", string resource = "\"*\"", string more = "") =>
        $$"""{"Effect":"{{effect}}","Action":{{action}},"Resource":{{resource}}{{more}}}""";

    public static string Document(params string[] statements) => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";

    /// <param name="name">The user's name.</param>
    /// <param name="statements">Of its inline policy; none for no policy at all.</param>
    /// <param name="more">Further members.</param>
    /// <param name="account">Its account.</param>
    public static string User(string name, string statements = "", string more = "", string account = Home) =>
        $$"""{"Path":"/","UserName":"{{name}}","Arn":"arn:aws:iam::{{account}}:user/{{name}}"{{Inline("UserPolicyList", statements)}}{{more}}}""";

    public static string Trust(string principal, string more = "", string effect = "Allow", string action = "\"sts:AssumeRole\"") =>
        $$"""{"Effect":"{{effect}}","Principal":{{(principal.StartsWith('{') ? principal : $$"""{"AWS":"{{principal}}"}""")}},"Action":{{action}}{{more}}}""";

    public static string Role(string name, string trust, string statements = "", string more = "", string account = Home, string path = "/") =>
        $$"""{"Path":"{{path}}","RoleName":"{{name}}","Arn":"arn:aws:iam::{{account}}:role{{path}}{{name}}","AssumeRolePolicyDocument":{{Document(trust)}}{{Inline("RolePolicyList", statements)}}{{more}}}""";

    public static string Page(IEnumerable<string> users, IEnumerable<string> roles, string more = "") =>
        $$"""{"UserDetailList":[{{string.Join(",\n", users)}}],"RoleDetailList":[{{string.Join(",\n", roles)}}]{{more}}}""";

    public static async Task<ReadRoles> Read(params string[] pages)
    {
        var folder = Directory.CreateTempSubdirectory("namesake-details");
        try
        {
            for (var i = 0; i < pages.Length; i++) await File.WriteAllBytesAsync(Path.Combine(folder.FullName, $"{i}.json"), Encoding.UTF8.GetBytes(pages[i]), TestContext.Current.CancellationToken);
            return await RoleReader.Read([folder.FullName], TestContext.Current.CancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static async Task<TodayAnswer> Ask(string role, params string[] pages)
    {
        var read = await Read(pages);
        return new TodayAudit(read.Identities).Ask(Assert.Single(read.Roles, r => r.Name == role))!;
    }

    /// <summary>Such as <c>alice Certain</c>.</summary>
    public static string Text(this TodayAnswer answer) => string.Join(", ", answer.Callers.Select(c => $"{c.Identity.Name}{(c.Session is null ? "" : $"/{c.Session}")} {c.Certainty}"));

    private static string Inline(string list, string statements) =>
        statements.Length == 0 ? "" : $$""","{{list}}":[{"PolicyName":"inline","PolicyDocument":{{Document(statements)}}}]""";
}
