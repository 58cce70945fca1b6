using System.Collections.Immutable;

namespace Namesake.App.Permissions;

/// <summary>A permission that a verb needs.</summary>
/// <param name="Action">The action.</param>
/// <param name="Resource">What it is needed on, as a policy writes it; capitals stand for names of the user's own.</param>
/// <param name="Purpose">What cannot be done without it.</param>
internal sealed record Need(string Action, string Resource, string Purpose);

/// <summary>What a verb needs of AWS, and no more.</summary>
/// <param name="Name">The verb as <c>doctor</c> calls it.</param>
/// <param name="Needs">Its permissions; empty where it asks AWS for nothing.</param>
internal sealed record VerbNeeds(string Name, ImmutableArray<Need> Needs)
{
    private const string Bucket = "arn:aws:s3:::TRAIL-BUCKET";

    private const string Objects = Bucket + "/*";

    private const string Roles = "arn:aws:iam::*:role/*";

    private static readonly ImmutableArray<Need> Account =
    [
        new("iam:GetAccountAuthorizationDetails", "*", "roles, and who can assume them today"),
        new("cloudtrail:DescribeTrails", "*", "the settings of trails"),
        new("cloudtrail:GetTrailStatus", "*", "whether trails record"),
        new("cloudtrail:GetEventSelectors", "*", "what trails record"),
        new("s3:GetBucketPublicAccessBlock", Bucket, "whether a trail's bucket is closed"),
        new("s3:GetLifecycleConfiguration", Bucket, "how long logs are kept"),
    ];

    private static readonly ImmutableArray<Need> Logs =
    [
        new("s3:GetObject", Objects, "reading logs"),
        new("kms:Decrypt", "arn:aws:kms:*:*:key/TRAIL-KEY", "reading logs that a key of one's own encrypts"),
    ];

    private static readonly ImmutableArray<Need> Queue =
    [
        new("sqs:ReceiveMessage", "arn:aws:sqs:*:*:QUEUE", "being told of new logs"),
        new("sqs:DeleteMessage", "arn:aws:sqs:*:*:QUEUE", "being told of each once"),
        new("sqs:ChangeMessageVisibility", "arn:aws:sqs:*:*:QUEUE", "keeping messages while their logs are imported"),
        .. Logs,
    ];

    /// <summary>Every verb that asks AWS for something.</summary>
    public static readonly ImmutableArray<VerbNeeds> All =
    [
        new("audit", Account),
        new("audit-org", [new("organizations:ListAccounts", "*", "the accounts of the organization"), new("sts:AssumeRole", "arn:aws:iam::*:role/ORG-ROLE", "reading the other accounts"), .. Account]),
        new("import", [new("s3:ListBucket", Bucket, "finding logs"), .. Logs]),
        new("import-queue", Queue),
        new("fix-apply", [new("iam:GetRole", Roles, "the live trust policy, before and after"), new("iam:UpdateAssumeRolePolicy", Roles, "writing a trust policy")]),
        new("watch", [.. Account, new("iam:GetRole", Roles, "looking again at a role that changed"), .. Queue]),
        new("watch-sns", [new("sns:Publish", "arn:aws:sns:*:*:TOPIC", "alerts to a topic")]),
        new("watch-security-hub", [new("securityhub:BatchImportFindings", "arn:aws:securityhub:*:*:product/*/default", "alerts to Security Hub")]),
        new("verify", [new("cloudtrail:ListPublicKeys", "*", "the keys of signatures (aws cloudtrail list-public-keys)"), new("s3:ListBucket", Bucket, "copying the bucket (aws s3 sync)"), .. Logs]),
    ];

    public static VerbNeeds Of(string name) => All.First(v => v.Name == name);

    /// <summary>The same for a partition and a role of an organization.</summary>
    public VerbNeeds For(string partition, string organizationRole) => this with
    {
        Needs = [.. Needs.Select(n => n with
        {
            Resource = n.Resource.Replace("arn:aws:", $"arn:{partition}:", StringComparison.Ordinal).Replace("ORG-ROLE", organizationRole, StringComparison.Ordinal),
        })],
    };
}
