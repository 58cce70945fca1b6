using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Namesake.Audit.Fixes;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;

namespace Namesake.App.Reports;

/// <summary>A proposal in the language of the tool that is to make it.</summary>
internal static class FixFragments
{
    private const string NoName = "ROLE-NAME";

    private static readonly JsonWriterOptions Layout = new() { Indented = true, Encoder = Ascii };

    // Whoever wrote a policy may have put letters into it that a terminal or an editor shows otherwise.
    private static JavaScriptEncoder Ascii => JavaScriptEncoder.Create(new TextEncoderSettings(System.Text.Unicode.UnicodeRanges.BasicLatin));

    /// <summary>The command of the AWS CLI, quoted for a POSIX shell: nothing in single quotes is expanded.</summary>
    public static string Command(Proposal proposal) =>
        $"aws iam update-assume-role-policy --role-name {Quoted(NameOf(proposal.Role) ?? NoName)} --policy-document {Quoted(Plain(proposal.NewText))}";

    public static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>A template with the roles, each with nothing but its trust policy: for putting into the role's own resource.</summary>
    public static string CloudFormation(IEnumerable<Proposal> proposals)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Layout))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("Resources");
            var taken = new HashSet<string>(StringComparer.Ordinal);
            foreach (var proposal in proposals)
            {
                writer.WriteStartObject(LogicalId(proposal.Role, taken));
                writer.WriteString("Type", "AWS::IAM::Role");
                writer.WriteStartObject("Properties");
                writer.WritePropertyName("AssumeRolePolicyDocument");
                using var document = JsonDocument.Parse(proposal.NewText);
                document.RootElement.WriteTo(writer);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    public static string Terraform(Proposal proposal)
    {
        using var document = JsonDocument.Parse(proposal.NewText);
        return $"# {Terminal.Clean(proposal.Role.Label)}: in its aws_iam_role{Environment.NewLine}assume_role_policy = jsonencode({Hcl.Of(document.RootElement, "")})";
    }

    /// <summary>What must be minded in this language.</summary>
    public static IEnumerable<FixNote> Notes(Proposal proposal, string format)
    {
        if (format == "cli" && NameOf(proposal.Role) is null) yield return new FixNote("no-role-name", $"the input does not call the role what a role can be called: put its name in the place of {NoName}");
        if (format == "cloudformation") yield return new FixNote("variables-in-sub", "inside Fn::Sub write ${!aws:username} for ${aws:username}: elsewhere it stands as it is");
    }

    // An input may call a role anything; the AWS CLI reads what begins with "file://" from the disk, and a terminal obeys escapes.
    private static string? NameOf(Role role) =>
        (role.Name ?? (Arn.TryParse(role.Arn, out var arn) ? arn.Name : null)) is { Length: > 0 and <= StsAdmission.MaxNameLength } name
        && name[0] != '-' && name.AsSpan().IndexOfAnyExcept(StsAdmission.NameCharacters) < 0 ? name : null;

    // JSON outside of strings is ASCII already: what is not may be written as an escape without changing the document.
    private static string Plain(string json) => string.Concat(json.Select(c => c is >= ' ' and <= '~' or '\r' or '\n' or '\t' ? $"{c}" : $"\\u{(int)c:x4}"));

    private static string LogicalId(Role role, HashSet<string> taken)
    {
        var id = string.Concat((NameOf(role) ?? "Role").Where(char.IsAsciiLetterOrDigit));
        if (id.Length == 0) id = "Role";
        return Enumerable.Range(1, taken.Count + 1).Select(i => i == 1 ? id : $"{id}{i}").First(taken.Add);
    }
}
