using System.Xml.Linq;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Sources.Roles;

namespace Namesake.Sources.Aws.Accounts;

/// <summary>A detail as IAM answers it.</summary>
/// <param name="Element">The element, names without their namespace.</param>
/// <param name="File">What stands for a file in places: see <see cref="FileOf"/>.</param>
internal sealed record XmlDetail(XElement Element, string File) : IDetail
{
    public SourcePlace Place => new(File, 1, 1);

    /// <summary>A name for the resource of an ARN that is read as a file's: <c>iam://123456789012/role/deploy</c>.</summary>
    public static string FileOf(string? arn) => Policy.Model.Arn.TryParse(arn, out var parsed) ? $"iam://{parsed.Account}/{parsed.Resource}" : "iam://";

    public bool Has(string name) => Element.Element(name) is not null;

    public string? Text(string name) => Element.Element(name) is { HasElements: false } text ? text.Value : null;

    public bool IsTrue(string name) => Text(name) == "true";

    public IDetail? Part(string name) => Element.Element(name) is { } part ? this with { Element = part } : null;

    public IEnumerable<IDetail> Parts(string name) => Members(name).Select(m => this with { Element = m });

    public IEnumerable<string> Texts(string name) => Members(name).Where(m => !m.HasElements).Select(m => m.Value);

    ParsedPolicy IDetail.Policy(string name)
    {
        var place = Text("PolicyName") is { } inline ? $"{File}/{inline}" : File;
        return Text(name) is { } text
            ? Kept(PolicyParser.Parse(DocumentOf(text, place), PolicyKind.Identity))
            : Detail.Missing("no-document", "the policy has no document", new SourcePlace(place, 1, 1));
    }

    /// <summary>A document as IAM has it: URL-encoded, a plus sign being one.</summary>
    /// <remarks>https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html</remarks>
    public static SourceText DocumentOf(string encoded, string file) => SourceText.OfString(Uri.UnescapeDataString(encoded), file);

    // What is asked of identities is whom they may become: the rest of twenty thousand roles' policies is not kept.
    private static ParsedPolicy Kept(ParsedPolicy policy) =>
        policy.Document is { } document && !policy.HasErrors
            ? policy with { Document = document with { Statements = [.. document.Statements.Where(s => s.Action?.Matches(StsAdmission.AssumeRole) != false)] } } : policy;

    private IEnumerable<XElement> Members(string name) => Element.Element(name)?.Elements("member") ?? [];
}
