using Namesake.Audit.Replay;
using Namesake.Policy.Parsing;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;

namespace Namesake.Audit.Tests.Replay;

/// <summary>Recorded calls, and what a proposed policy makes of them.</summary>
internal static class Calls
{
    public const string RoleArn = "arn:aws:iam::111122223333:role/Deploy";
    public const string Cli = "aws-cli/2.15.0 Python/3.11.6 Linux/5.10 exe/x86_64 prompt/off command/sts.assume-role";

    public static readonly CallDetails Details = new(Cli, null, null, null, null, false);

    public static UserIdentity User(string name) => new() { Type = "IAMUser", UserName = name, Arn = $"arn:aws:iam::111122223333:user/{name}", AccountId = "111122223333", PrincipalId = $"AIDA{name}", AccessKeyId = $"AKIA{name}0000000000" };

    public static UserIdentity Session(string role, string name, string? sourceIdentity = null) => new()
    {
        Type = "AssumedRole", Arn = $"arn:aws:sts::111122223333:assumed-role/{role}/{name}", AccountId = "111122223333", PrincipalId = $"AROA{role}:{name}", AccessKeyId = $"ASIA{role}0000000000",
        SessionIssuerArn = $"arn:aws:iam::111122223333:role/path/{role}", SourceIdentity = sourceIdentity,
    };

    public static RecordedCall Of(UserIdentity caller, string? session, CallDetails? details = null, string? sourceIdentity = null, string? then = null, string eventName = "AssumeRole", Origin? person = null, long time = 1_740_996_000_000, string address = "203.0.113.7") =>
        new(new IssuedCredential
        {
            Id = new EventId($"{caller.PrincipalId}-{session}-{time}"), Time = time, EventName = eventName, Region = "us-east-1", RecipientAccount = "111122223333", SourceAddress = address, Caller = caller,
            RoleArn = RoleArn, PrincipalId = $"AROADEPLOY:{session}", SessionName = session, SourceIdentity = sourceIdentity, Call = details,
        }, person ?? new Origin(caller.Type!, caller.Arn, caller.AccountId, caller.UserName, caller.PrincipalId, null), Evidence.Key, then);

    public static ReplayReport Replayed(string policy, params RecordedCall[] calls)
    {
        var parsed = PolicyParser.Parse(policy);
        Assert.False(parsed.HasErrors);
        return RoleReplay.Run(parsed.Document!, RoleArn, calls);
    }

    /// <summary>The one outcome of one call.</summary>
    public static ReplayVerdict Verdict(string policy, RecordedCall call) => Replayed(policy, call) switch
    {
        { Allowed: 1, Calls: 1 } => ReplayVerdict.Allowed,
        { Refused: [{ Calls: 1 }], Calls: 1 } => ReplayVerdict.Refused,
        { Undecided: [{ Calls: 1 }], Calls: 1 } => ReplayVerdict.CannotSay,
        _ => throw new InvalidOperationException("a call has one outcome"),
    };

    /// <summary>An Allow of one principal with conditions.</summary>
    public static string PolicyOf(string conditions = "", string principal = """{"AWS":"111122223333"}""", string action = "\"sts:AssumeRole\"") =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{principal}},"Action":{{action}}{{(conditions.Length == 0 ? "" : $",\"Condition\":{{{conditions}}}")}}}]}""";
}
