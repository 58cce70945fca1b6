using System.Buffers;

namespace Namesake.App.Demo;

/// <summary>Turns planned events into records. Its buffers serve one event after another; each thread needs its own.</summary>
internal sealed partial class SyntheticRecords(TrailPlan plan)
{
    private static readonly (string Code, string Message)[] Failures =
    [
        ("AccessDenied", "User: {0} is not authorized to perform: {1} because no identity-based policy allows the {1} action"),
        ("Client.UnauthorizedOperation", "You are not authorized to perform this operation. User: {0} is not authorized to perform: {1}."),
        ("ThrottlingException", "Rate exceeded"),
        ("ResourceNotFoundException", "The resource that was asked for does not exist."),
    ];

    private readonly ArrayBufferWriter<byte> scratch = new(16_384);

    /// <summary>The record of an event, good until the next is asked for.</summary>
    public TrailRecord Of(in SyntheticEvent planned)
    {
        scratch.ResetWrittenCount();
        var random = SplitMix64.At(plan.Seed, ((ulong)planned.Id * 2) + 1);
        return planned.Kind switch
        {
            SyntheticKind.SessionCall => SessionCall(planned, ref random),
            SyntheticKind.UserCall => UserCall(planned, ref random),
            SyntheticKind.Issue => Issue(planned, isAbroad: false),
            SyntheticKind.IssueAbroad => Issue(planned, isAbroad: true),
            SyntheticKind.RefusedSession => Refused(planned, ref random, plan.Sessions[planned.Actor].Identity, plan.Sessions[planned.Actor].Desk),
            SyntheticKind.RefusedUser => Refused(planned, ref random, plan.World.Users[planned.Actor].Identity, DeskOf(planned.Actor)),
            _ => ConsoleLogin(planned, ref random),
        };
    }

    private TrailRecord SessionCall(in SyntheticEvent planned, ref SplitMix64 random)
    {
        var session = plan.Sessions[planned.Actor];
        var isForwarded = session.ForwardedBy is not null && planned.Credential is not CredentialKind.OwnKey;
        var identity = session.Identity;
        var desk = session.Desk;
        if (isForwarded)
        {
            desk = new(session.ForwardedBy!, session.ForwardedBy!);
            identity = identity with { InvokedBy = session.ForwardedBy };
        }

        if (planned.Credential is CredentialKind.OtherKey)
            identity = identity with { AccessKey = Mint.TemporaryKey(ref random) };
        else if (planned.Credential is CredentialKind.NoKey)
            identity = identity with { AccessKey = null };
        if (session.Person is not null && random.Chance(300))
            identity = identity with { OnBehalfOf = session.Person };

        var calls = isForwarded ? ApiCatalogue.Forwarded : CallsOf(session.Kind);
        return Call(planned, ref random, calls.Pick(ref random), identity, desk) with { FromConsole = session.IsConsole };
    }

    private TrailRecord UserCall(in SyntheticEvent planned, ref SplitMix64 random) =>
        Call(planned, ref random, ApiCatalogue.People.Pick(ref random), plan.World.Users[planned.Actor].Identity, DeskOf(planned.Actor));

    private TrailRecord Call(in SyntheticEvent planned, ref SplitMix64 random, ApiCall call, CallerIdentity identity, Desk desk)
    {
        var place = plan.World.Places[planned.Place];
        var context = new TemplateContext(random.Next(), place.Account, place.Region);
        var record = Base(planned, identity, desk, call.Service, call.Name) with
        {
            RequestId = call.IsStorage ? Mint.ShortRequestId(ref random) : Mint.Guid(ref random),
            ReadOnly = call.IsReadOnly,
            IsData = call.IsData,
            Request = Render(call.Request, context),
            Additional = Render(call.Additional, context),
            Resources = Render(call.Resources, context),
        };
        if (call.IsStorage && record.Host is not null)
            record = record with { Host = $"{JsonTemplate.Value("bucket", context)}.s3.{place.Region}.amazonaws.com" };
        if (!random.Chance(45))
            return record with { Response = Render(call.Response, context) };
        var (code, message) = random.Pick<(string, string)>(Failures);
        return record with
        {
            ErrorCode = code,
            ErrorMessage = message
                .Replace("{0}", identity.Arn, StringComparison.Ordinal)
                .Replace("{1}", $"{call.Service}:{call.Name}", StringComparison.Ordinal),
        };
    }

    private TrailRecord Refused(in SyntheticEvent planned, ref SplitMix64 random, CallerIdentity identity, Desk desk)
    {
        var role = plan.World.People[random.Below(plan.World.People.Count)];
        return Base(planned, identity, desk, "sts", "AssumeRole") with
        {
            RequestId = Mint.Guid(ref random),
            ReadOnly = true,
            ErrorCode = "AccessDenied",
            ErrorMessage = $"User: {identity.Arn} is not authorized to perform: sts:AssumeRole on resource: {role.Arn}",
        };
    }

    private TrailRecord ConsoleLogin(in SyntheticEvent planned, ref SplitMix64 random) =>
        Base(planned, plan.World.Users[planned.Actor].Identity with { AccessKey = null }, DeskOf(planned.Actor) with { UserAgent = DemoAgents.Browser }, "signin", "ConsoleLogin") with
        {
            RequestId = Mint.Guid(ref random),
            EventType = "AwsConsoleSignIn",
            Response = LoginSuccess,
            Additional = LoginDetails,
        };

    private TrailRecord Base(in SyntheticEvent planned, CallerIdentity identity, Desk desk, string service, string name)
    {
        var place = plan.World.Places[planned.Place];
        return new()
        {
            EventId = Mint.GuidText(plan.EventId(planned.Id)),
            RequestId = "",
            Second = planned.Second,
            Source = $"{service}.amazonaws.com",
            Name = name,
            Region = place.Region,
            Account = place.Account,
            Identity = identity.ToUtf8(),
            Address = desk.Address,
            UserAgent = desk.UserAgent,
            Host = desk.IsInsideAws ? null : $"{service}.{place.Region}.amazonaws.com",
        };
    }

    private ReadOnlyMemory<byte> Render(JsonTemplate? template, in TemplateContext context)
    {
        if (template is null)
            return default;
        var start = scratch.WrittenCount;
        template.WriteTo(scratch, context);
        return scratch.WrittenMemory[start..];
    }

    private Desk DeskOf(int user)
    {
        var random = SplitMix64.At(plan.Seed, 0xA6_0000_0000_0000 + (ulong)user);
        string[] agents = [DemoAgents.Cli, DemoAgents.Boto, DemoAgents.Terraform, DemoAgents.Go];
        return new($"198.51.100.{random.Between(1, 254)}", random.Pick<string>(agents));
    }

    private static ApiSet CallsOf(SessionKind kind) => kind switch
    {
        SessionKind.Linked => ApiCatalogue.Services,
        SessionKind.Instance or SessionKind.Function or SessionKind.Web => ApiCatalogue.Workloads,
        _ => ApiCatalogue.People,
    };

    private static readonly byte[] LoginSuccess = DemoTape.Json("""{"ConsoleLogin":"Success"}""");

    private static readonly byte[] LoginDetails =
        DemoTape.Json("""{"LoginTo":"https://console.aws.amazon.com/console/home?state=hashArgs%23&isauthcode=true","MobileVersion":"No","MFAIdentifier":"arn:aws:iam::111122223333:mfa/phone","MFAUsed":"Yes"}""");
}
