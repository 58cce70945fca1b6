using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Xml.Linq;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Sources.Aws.Services;
using Namesake.Sources.Roles;

namespace Namesake.Sources.Aws.Accounts;

/// <summary>What an account was found to hold.</summary>
/// <param name="Account">The account.</param>
/// <param name="Roles">Its roles, each once.</param>
/// <param name="People">The names of its IAM users.</param>
/// <param name="Identities">Its users and roles with their own policies.</param>
/// <param name="Diagnostics">What was refused, and what was odd.</param>
/// <param name="Fault">What ended the reading of its roles; null where it has no others.</param>
internal sealed record AccountRoles(
    AccountId Account, ImmutableArray<Role> Roles, ImmutableArray<string> People, IdentityListing Identities, ImmutableArray<Diagnostic> Diagnostics, AwsFault? Fault);

/// <summary>Reads the roles of one account, with all else that IAM says of it where that is allowed.</summary>
internal sealed class AccountReader(AwsApi iam, AccountId account, bool keepTexts, ConcurrentDictionary<string, IdentityPolicy> ofAws)
{
    public const string Details = "GetAccountAuthorizationDetails";

    public const string Listing = "ListRoles";

    private readonly AccountDetails _details = new(ofAws);
    private readonly ImmutableArray<Role>.Builder _roles = ImmutableArray.CreateBuilder<Role>();
    private readonly HashSet<string> _arns = new(StringComparer.Ordinal);
    private readonly List<string> _people = [];
    private readonly List<Diagnostic> _said = [];

    private SourcePlace Place => new(ReadRoles.PlaceOf(account), 1, 1);

    public async Task<AccountRoles> Read(CancellationToken cancellation)
    {
        var fault = await IamListing.Read(iam, Details, TakeDetail, cancellation);
        var hasDetails = fault is null;
        // Refused at once: the trust policies are in a listing that more people may read.
        if (fault is { Code: AwsFault.Denied } && _roles.Count == 0 && _people.Count == 0)
        {
            var refusal = fault;
            fault = await IamListing.Read(iam, Listing, (_, role) => TakeRole(role), cancellation);
            if (fault is null) _said.Add(new Diagnostic(Severity.Warning, "details-denied", $"only trust policies of account {account} were read: {refusal.Message}; who can assume a role today is not known", Place));
            else if (fault.Code == AwsFault.Denied) fault = fault with { Message = $"access is denied, iam:{Details} or iam:{Listing} is missing" };
        }
        if (fault is not null) _said.Add(new Diagnostic(Severity.Error, fault.Code, $"{(_roles.Count > 0 ? $"roles of account {account} are missing" : $"account {account} was not read")}: {fault.Message}", Place));
        var identities = hasDetails || _roles.Count > 0 && fault is not null ? _details.Join(hasDetails) : IdentityListing.None;
        return new AccountRoles(account, _roles.ToImmutable(), [.. _people], identities, [.. _said], fault);
    }

    private void TakeDetail(string list, XElement member)
    {
        var detail = new XmlDetail(member, XmlDetail.FileOf(member.Element("Arn")?.Value));
        switch (list)
        {
            case "UserDetailList":
                _details.AddUser(detail);
                if (detail.Text("UserName") is { } name) _people.Add(name);
                break;
            case "GroupDetailList":
                _details.AddGroup(detail);
                break;
            case "RoleDetailList":
                TakeRole(member);
                // Of no use here, and the larger half: the policies of instance profiles' roles are those of the roles.
                member.Element("InstanceProfileList")?.Remove();
                member.Element("AssumeRolePolicyDocument")?.Remove();
                _details.AddRole(detail);
                break;
            case "Policies":
                // Only what is in force counts.
                member.Element("PolicyVersionList")?.Elements("member").Where(v => v.Element("IsDefaultVersion")?.Value == "false").Remove();
                _details.AddPolicy(detail);
                break;
        }
    }

    private void TakeRole(XElement member)
    {
        var (arn, name) = (member.Element("Arn")?.Value, member.Element("RoleName")?.Value);
        // A listing that changes while it is read may give a role twice.
        if (arn is null || !_arns.Add(arn)) return;
        var document = XmlDetail.DocumentOf(member.Element("AssumeRolePolicyDocument")?.Value ?? "", XmlDetail.FileOf(arn));
        _roles.Add(new Role(arn, name, member.Element("Path")?.Value, PolicyParser.Parse(document, PolicyKind.Trust), document.PlaceOf(0)) { Text = keepTexts ? document : null });
    }
}
