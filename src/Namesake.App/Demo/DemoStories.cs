using static Namesake.App.Demo.DemoCast;

namespace Namesake.App.Demo;

/// <summary>The six stories of the demo day.</summary>
internal static class DemoStories
{
    private const string Bucket = "acme-invoices";
    private const string Instance = "i-0abc1234def567890";
    private const string Carol = "carol@example.com";

    /// <summary>alice of support assumes SupportAccess, empties the bucket and deletes it.</summary>
    public static void TellAliceEmptiesABucket(DemoTape tape)
    {
        var start = Day.At(9, 12, 7);
        var key = tape.AssumeRole(Alice.Identity, AliceDesk, SupportAccess, "alice", start);
        var session = SupportAccess.Session("alice", key, new(start));

        tape.Add(OnBucket(tape.Call(session, AliceDesk, start + 41, "s3", "ListObjects"), ",\"list-type\":\"2\",\"encoding-type\":\"url\",\"prefix\":\"\"") with { IsData = true });
        for (var i = 0; i < 8; i++)
        {
            var file = $"2024/{i + 4:00}/invoices-2024-{i + 4:00}.parquet";
            tape.Add(OnBucket(tape.Call(session, AliceDesk, start + 70 + (i * 2), "s3", "DeleteObject"), $",\"key\":\"{file}\"") with { IsData = true });
        }

        tape.Add(OnBucket(tape.Call(session, AliceDesk, start + 112, "s3", "DeleteBucket"), "") with { EventId = DemoDay.BucketDeleted });
    }

    /// <summary>bob assumes Deploy, from it ProdAdmin of the other account, and opens a port to the world.</summary>
    public static void TellBobWalksIntoProduction(DemoTape tape)
    {
        var first = Day.At(10, 30, 12);
        var second = first + 95;
        var deployKey = tape.AssumeRole(Bob.Identity, BobDesk, Deploy, "bob", first);
        var deploy = Deploy.Session("bob", deployKey, new(first) { Mfa = true });
        tape.Add(tape.Call(deploy, BobDesk, first + 30, "sts", "GetCallerIdentity"));

        var adminKey = tape.AssumeRole(deploy, BobDesk, ProdAdmin, "terraform", second);
        // The credentials were made in the second before the event was logged, as happens.
        var admin = ProdAdmin.Session("terraform", adminKey, new(second - 1));
        tape.Add(tape.Call(admin, BobDesk, second + 20, "ec2", "DescribeSecurityGroups", Production) with
        {
            Request = DemoTape.Json("""{"securityGroupSet":{"items":[{"groupName":"prod-api"}]},"securityGroupIdSet":{},"filterSet":{}}"""),
        });
        tape.Add(tape.Call(admin, BobDesk, second + 33, "ec2", "AuthorizeSecurityGroupIngress", Production) with
        {
            EventId = DemoDay.GroupOpened,
            Request = DemoTape.Json("""{"groupId":"sg-0d1e2f3a4b5c6d7e8","ipPermissions":{"items":[{"ipProtocol":"tcp","fromPort":22,"toPort":22,"groups":{},"ipRanges":{"items":[{"cidrIp":"0.0.0.0/0","description":"temporary"}]},"ipv6Ranges":{},"prefixListIds":{}}]}}"""),
            Response = DemoTape.Json("""{"requestId":"7a3f1c52-94be-4d0f-a1d6-5e8b2c07f946","_return":true,"securityGroupRuleSet":{"items":[{"groupOwnerId":"444455556666","groupId":"sg-0d1e2f3a4b5c6d7e8","securityGroupRuleId":"sgr-04f5e6d7c8b9a0123","description":"temporary","isEgress":false,"ipProtocol":"tcp","fromPort":22,"toPort":22,"cidrIpv4":"0.0.0.0/0"}]}}"""),
        });
    }

    /// <summary>carol comes through the company's identity provider and looks at the payroll.</summary>
    public static void TellCarolComesThroughSaml(DemoTape tape)
    {
        var start = Day.At(11, 5, 48);
        var issued = tape.Credentials(start + 3600);
        var caller = new CallerIdentity("SAMLUser")
        {
            PrincipalId = $"q7Zt5rN0eXmJp2Vd8sKc1uYhB4w=:{Carol}",
            UserName = Carol,
            IdentityProvider = "q7Zt5rN0eXmJp2Vd8sKc1uYhB4w=",
        };
        tape.Add(tape.Call(caller, CarolDesk, start, "sts", "AssumeRoleWithSAML") with
        {
            ReadOnly = true,
            Request = StsJson.AssumeRoleWithSaml(Finance, Carol, 3600, SamlProvider, "_5b0a4e7d9c1f48b2a6d35e8f7c91b024"),
            Response = StsJson.RoleCredentials(issued, Finance, Carol, more: writer =>
            {
                writer.WriteString("subject", Carol);
                writer.WriteString("subjectType", "persistent");
                writer.WriteString("issuer", "https://idp.example.com/saml/metadata");
                writer.WriteString("audience", "https://signin.aws.amazon.com/saml");
                writer.WriteString("nameQualifier", "q7Zt5rN0eXmJp2Vd8sKc1uYhB4w=");
            }),
            Resources = StsJson.RoleResource(Finance),
        });

        var session = Finance.Session(Carol, issued.Key, new(start));
        tape.Add(tape.Call(session, CarolDesk, start + 64, "athena", "StartQueryExecution") with
        {
            Request = DemoTape.Json("""{"queryString":"***OMITTED***","clientRequestToken":"9f2c7d15-66ab-4d0e-8f13-2b7c5a90de34","queryExecutionContext":{"database":"payroll"},"resultConfiguration":{"outputLocation":"s3://acme-athena-results/"},"workGroup":"finance"}"""),
            Response = DemoTape.Json("""{"queryExecutionId":"4c1d82f7-0b5e-47a9-93d6-e8f0a1b2c3d4"}"""),
        });
        tape.Add(tape.Call(session, CarolDesk, start + 71, "athena", "GetQueryResults") with
        {
            Request = DemoTape.Json("""{"queryExecutionId":"4c1d82f7-0b5e-47a9-93d6-e8f0a1b2c3d4"}"""),
        });
    }

    /// <summary>An instance works under the role WebServer, whose sessions EC2 names after the instance.</summary>
    public static void TellAnInstanceWorks(DemoTape tape)
    {
        var start = Day.At(6, 2, 19);
        var issued = tape.Credentials(start + 22_140);
        tape.Add(tape.Call(CallerIdentity.Service("ec2.amazonaws.com"), Inside("ec2.amazonaws.com"), start, "sts", "AssumeRole") with
        {
            ReadOnly = true,
            Request = StsJson.AssumeRoleByService(WebServer, Instance),
            Response = StsJson.RoleCredentials(issued, role: null, Instance),
            Resources = StsJson.RoleResource(WebServer),
            SharedEventId = Mint.Guid(ref tape.Random),
        });
        var session = WebServer.Session(Instance, issued.Key, new(start) { Ec2RoleDelivery = "2.0" });
        for (var i = 0; i < 10; i++)
        {
            var second = start + 35 + (i * 1900);
            tape.Add(tape.Call(session, InstanceDesk, second, "ssm", "GetParameter") with
            {
                Request = DemoTape.Json("""{"name":"/web/production/database-url","withDecryption":true}"""),
            });
        }
    }

    /// <summary>mallory is refused Deploy under bob's name, then takes alice's in SupportAccess, which does not ask.</summary>
    public static void TellMalloryTakesAName(DemoTape tape)
    {
        var start = Day.At(14, 41, 3);
        tape.Add(tape.Call(Mallory.Identity, MalloryDesk, start - 170, "sts", "AssumeRole") with
        {
            ReadOnly = true,
            ErrorCode = "AccessDenied",
            ErrorMessage = $"User: {Mallory.Arn} is not authorized to perform: sts:AssumeRole on resource: {Deploy.Arn}",
        });
        var key = tape.AssumeRole(Mallory.Identity, MalloryDesk, SupportAccess, "alice", start);
        var session = SupportAccess.Session("alice", key, new(start));
        tape.Add(tape.Call(session, MalloryDesk, start + 25, "secretsmanager", "ListSecrets") with
        {
            Request = DemoTape.Json("""{"maxResults":100}"""),
        });
        tape.Add(tape.Call(session, MalloryDesk, start + 58, "secretsmanager", "GetSecretValue") with
        {
            EventId = DemoDay.SecretRead,
            Request = DemoTape.Json("""{"secretId":"arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/payments/stripe-a1B2c3"}"""),
        });
    }

    /// <summary>A session of DataScience is at work, and no event tells who began it.</summary>
    public static void TellDaveComesFromNowhere(DemoTape tape)
    {
        var start = Day.At(16, 8, 30);
        var issued = tape.Credentials(start + 3600);
        var session = DataScience.Session("dave-notebook", issued.Key, new(start));
        tape.Add(tape.Call(session, DaveDesk, start + 210, "sagemaker", "DescribeNotebookInstance") with
        {
            Request = DemoTape.Json("""{"notebookInstanceName":"churn-model"}"""),
        });
        tape.Add(tape.Call(session, DaveDesk, start + 380, "sagemaker", "CreateTrainingJob") with
        {
            EventId = DemoDay.MissingIssuer,
            Request = DemoTape.Json("""{"trainingJobName":"churn-2025-03-03","roleArn":"arn:aws:iam::111122223333:role/DataScience","outputDataConfig":{"s3OutputPath":"s3://acme-models/churn/"},"resourceConfig":{"instanceType":"ml.m5.xlarge","instanceCount":1,"volumeSizeInGB":50},"stoppingCondition":{"maxRuntimeInSeconds":7200}}"""),
            Response = DemoTape.Json("""{"trainingJobArn":"arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-2025-03-03"}"""),
        });
    }

    private static TrailRecord OnBucket(TrailRecord record, string more) => record with
    {
        Host = $"{Bucket}.s3.us-east-1.amazonaws.com",
        Request = DemoTape.Json($$"""{"bucketName":"{{Bucket}}","Host":"{{Bucket}}.s3.us-east-1.amazonaws.com"{{more}}}"""),
        Additional = DemoTape.Json("""{"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256","bytesTransferredIn":0,"AuthenticationMethod":"AuthHeader","bytesTransferredOut":0}"""),
        Resources = DemoTape.Json($$"""[{"accountId":"{{Account}}","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::{{Bucket}}"}]"""),
    };
}
