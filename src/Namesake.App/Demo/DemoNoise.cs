using static Namesake.App.Demo.DemoCast;

namespace Namesake.App.Demo;

/// <summary>What else happens on the demo day: people looking around, a service at work, an administrator's errand.</summary>
internal static class DemoNoise
{
    private const string Erin = "erin@example.com";

    private static readonly (string Service, string Name, string Request)[] Looks =
    [
        ("ec2", "DescribeInstances", """{"instancesSet":{},"filterSet":{"items":[{"name":"instance-state-name","valueSet":{"items":[{"value":"running"}]}}]}}"""),
        ("ec2", "DescribeSecurityGroups", """{"securityGroupSet":{},"securityGroupIdSet":{},"filterSet":{}}"""),
        ("ec2", "DescribeVolumes", """{"volumeSet":{},"filterSet":{},"maxResults":500}"""),
        ("cloudformation", "DescribeStacks", """{"stackName":"acme-web"}"""),
        ("logs", "DescribeLogGroups", """{"logGroupNamePrefix":"/aws/lambda/"}"""),
        ("lambda", "ListFunctions20150331", """{"maxItems":50}"""),
        ("rds", "DescribeDBInstances", """{"maxRecords":100}"""),
        ("cloudwatch", "DescribeAlarms", """{"maxRecords":100}"""),
        ("kms", "ListAliases", """{"limit":100}"""),
        ("s3", "ListBuckets", """{"Host":"s3.amazonaws.com"}"""),
    ];

    /// <summary>Adds the background of the day.</summary>
    public static void Fill(DemoTape tape)
    {
        (User Who, Desk Desk)[] people = [(Alice, AliceDesk), (Bob, BobDesk), (Mallory, MalloryDesk), (Dave, DaveDesk)];
        for (var i = 0; i < 56; i++)
        {
            var (who, desk) = tape.Random.Pick<(User, Desk)>(people);
            var (service, name, request) = tape.Random.Pick<(string, string, string)>(Looks);
            var region = tape.Random.Chance(350) ? "eu-west-1" : Home;
            var second = tape.Random.Between(Day.At(7, 0), Day.At(17, 40));
            tape.Add(
                tape.Call(who.Identity, desk, second, service, name, region: region) with { Request = DemoTape.Json(request) },
                tape.Random.Chance(80) ? 3000 : tape.Random.Between(90, 700));
        }

        SignInAtTheConsole(tape);
        LookInFromSupport(tape);
        AdministerThroughThePortal(tape);
        WorkInProduction(tape);
    }

    private static void SignInAtTheConsole(DemoTape tape)
    {
        var dave = Dave.Identity with { AccessKey = null };
        tape.Add(tape.Call(dave, DaveDesk with { UserAgent = DemoAgents.Browser }, Day.At(8, 51, 14), "signin", "ConsoleLogin") with
        {
            ReadOnly = false,
            EventType = "AwsConsoleSignIn",
            Response = DemoTape.Json("""{"ConsoleLogin":"Success"}"""),
            Additional = DemoTape.Json("""{"LoginTo":"https://console.aws.amazon.com/console/home","MobileVersion":"No","MFAUsed":"Yes"}"""),
            Host = "us-east-1.signin.aws.amazon.com",
        });
    }

    private static void LookInFromSupport(DemoTape tape)
    {
        const string Host = "support.amazonaws.com";
        const string Session = "SupportSession-5291";
        var start = Day.At(13, 20, 5);
        tape.Add(tape.Call(CallerIdentity.Service(Host), Inside(Host), start, "sts", "AssumeRole") with
        {
            ReadOnly = true,
            Request = StsJson.AssumeRoleByService(Support, Session),
            Response = StsJson.RoleCredentials(tape.Credentials(start + 3600), Support, Session),
            Resources = StsJson.RoleResource(Support),
            SharedEventId = Mint.Guid(ref tape.Random),
        });
        var session = Support.Session(Session, key: null, new(start)) with { InvokedBy = Host };
        for (var i = 0; i < 3; i++)
            tape.Add(tape.Call(session, Inside(Host), start + (i * 4), "ec2", "DescribeInstanceStatus"));
    }

    private static void AdministerThroughThePortal(DemoTape tape)
    {
        var start = Day.At(15, 31, 52);
        var issued = tape.Credentials(start + 43_200);
        var caller = new CallerIdentity("SAMLUser")
        {
            PrincipalId = $"nQ4sT1oBba7HrvuiTKq9Lk3rbWM=:{Erin}",
            UserName = Erin,
            IdentityProvider = "nQ4sT1oBba7HrvuiTKq9Lk3rbWM=",
        };
        tape.Add(tape.Call(caller, Inside("sso.amazonaws.com") with { UserAgent = DemoAgents.Java }, start, "sts", "AssumeRoleWithSAML") with
        {
            ReadOnly = true,
            Request = StsJson.AssumeRoleWithSaml(Administrator, Erin, 43_200, SsoProvider, "_4bd2f0da-6a1c-47f8-8f04-1c52f3869c02"),
            Response = StsJson.RoleCredentials(issued, Administrator, Erin),
            Resources = StsJson.RoleResource(Administrator),
        });
        var session = Administrator.Session(Erin, issued.Key, new(start)) with
        {
            OnBehalfOf = new("94482488-3041-7075-8f3b-2c9d1e0a7b65", $"arn:aws:identitystore::{Account}:identitystore/d-9067642ac7"),
        };
        var desk = new Desk("203.0.113.61", DemoAgents.Cli);
        tape.Add(tape.Call(session, desk, start + 30, "iam", "ListUsers") with { Host = "iam.amazonaws.com" });
        tape.Add(tape.Call(session, desk, start + 64, "iam", "ListRoles") with { Host = "iam.amazonaws.com" });
    }

    private static void WorkInProduction(DemoTape tape)
    {
        var nightly = new User(Production, "nightly", "AIDA4NIGHTLYQ7XKTNW5Z", "AKIA4NIGHTLY6WKQX3NT");
        for (var i = 0; i < 6; i++)
        {
            tape.Add(tape.Call(nightly.Identity, new("203.0.113.9", DemoAgents.Go), Day.At(9, 15, 8) + (i * 3000), "backup", "ListBackupJobs", Production) with
            {
                Request = DemoTape.Json("""{"byState":"RUNNING","maxResults":50}"""),
            });
        }
    }
}
