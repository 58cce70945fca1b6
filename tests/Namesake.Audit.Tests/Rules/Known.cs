using Namesake.Audit.Exemptions;
using Namesake.Audit.Rules;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;
using Namesake.Sessions.Integrity;

namespace Namesake.Audit.Tests.Rules;

/// <summary>Facts for rules, of which each test changes what it is about.</summary>
internal static class Known
{
    public const string Account = "111122223333";

    public static readonly DateOnly Today = new(2026, 3, 3);

    public static readonly RuleFacts Nothing = new(Today);

    /// <summary>A trail with which nothing is wrong.</summary>
    public static readonly TrailSettings GoodTrail = new(
        $"arn:aws:cloudtrail:us-east-1:{Account}:trail/main", Account, "us-east-1", IsMultiRegion: true, IsOrganization: false, HasGlobalEvents: true, IsLogging: true,
        HasDigests: true, KmsKey: $"arn:aws:kms:us-east-1:{Account}:key/1", DeliveryFault: null, new TrailSelection(ReadsManagement: true, WritesManagement: true, [], ["AWS::S3::Object"]),
        new TrailBucket("logs", IsClosed: true, KeepsDays: null, IsKnown: true));

    public static Role Role(string policy, string name = "Dev") =>
        new($"arn:aws:iam::{Account}:role/{name}", name, "/", PolicyParser.Parse(policy), new SourcePlace("roles.json", 1, 1));

    public static RuleFacts Roles(params Role[] roles) => Nothing with { Roles = RoleAudit.Run(roles, []).Findings };

    public static RuleFacts Trails(params TrailSettings[] trails) => Nothing with { Trails = [new AccountTrails(Account, [.. trails])] };

    public static SessionFact Session(Evidence evidence, string? contradiction = null, string role = "Dev", string key = "ASIA1", bool isWorkload = false, long last = 0) => new(
        key, $"arn:aws:sts::{Account}:assumed-role/{role}/alice", $"arn:aws:iam::{Account}:role/{role}", Account, "alice", "alice", evidence, contradiction, isWorkload, 0, last);

    public static Exemption Exempt(string pattern, DateOnly expires) => new(pattern, "being moved", "platform team", expires, new SourcePlace("exemptions.yaml", 2, 3));

    public static PolicyChange Change(long time, string? document, string name = "UpdateAssumeRolePolicy", string role = "Dev") =>
        new(new EventId($"event-{time}"), time, name, Account, role, document);

    public static RuleFacts Turns(params PolicyChange[] changes) => Nothing with { PolicyTurns = PolicyTurn.Of(changes, (account, role) => $"arn:aws:iam::{account}:role/{role}") };

    /// <summary>Runs the one rule.</summary>
    public static IReadOnlyList<Finding> Found<T>(RuleFacts facts) where T : IRule, new() => [.. BuiltInRules.Run([new T()], facts)];
}
