namespace Namesake.App.Demo;

/// <summary>The people, roles and places of the demo day.</summary>
internal static class DemoCast
{
    public const string Account = "111122223333";
    public const string Production = "444455556666";
    public const string Home = "us-east-1";
    public const string SamlProvider = $"arn:aws:iam::{Account}:saml-provider/ExampleIdP";
    public const string SsoProvider = $"arn:aws:iam::{Account}:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE";

    public static readonly User Alice = new(Account, "alice", "AIDA2ALICE4QXN7TB3KZW", "AKIA2ALICEK7MZQ3NW5R");
    public static readonly User Bob = new(Account, "bob", "AIDA2BOBQ5WR3XK7NTL4H", "AKIA2BOBVT6XJ4QHK2NS");
    public static readonly User Mallory = new(Account, "mallory", "AIDA2MALLORYX6KQ4TBNZ", "AKIA2MALLORYZ5WQ7XKT");
    public static readonly User Dave = new(Account, "dave", "AIDA2DAVE7NWKX4QR5TBH", "AKIA2DAVEH3KQXN6WZT4");

    public static readonly Role SupportAccess = new(Account, "SupportAccess", "AROA2SUPPORT4KXNWQ7TB");
    public static readonly Role Deploy = new(Account, "Deploy", "AROA2DEPLOY7QNXKW4TZH");
    public static readonly Role ProdAdmin = new(Production, "ProdAdmin", "AROA4PRODADMIN6XKQWTN");
    public static readonly Role Finance = new(Account, "Finance", "AROA2FINANCE5TKQXNW7B");
    public static readonly Role WebServer = new(Account, "WebServer", "AROA2WEBSERVER3NXQTKW");
    public static readonly Role DataScience = new(Account, "DataScience", "AROA2DATASCI6WKNQXT4Z");
    public static readonly Role Legacy = new(Account, "Legacy", "AROA2LEGACY4XTQNKW5ZB");

    public static readonly Role Support = new(
        Account, "AWSServiceRoleForSupport", "AROA2SLRSUPPORT5KXQNT", "/aws-service-role/support.amazonaws.com/");

    public static readonly Role Administrator = new(
        Account, "AWSReservedSSO_AdministratorAccess_0123456789abcdef", "AROA2SSOADMIN7NQKXTW4", "/aws-reserved/sso.amazonaws.com/");

    public static readonly Desk AliceDesk = new("198.51.100.23", DemoAgents.Cli);
    public static readonly Desk BobDesk = new("203.0.113.40", DemoAgents.Terraform);
    public static readonly Desk CarolDesk = new("198.51.100.77", DemoAgents.Boto);
    public static readonly Desk MalloryDesk = new("192.0.2.199", DemoAgents.Cli);
    public static readonly Desk DaveDesk = new("203.0.113.88", DemoAgents.Boto);
    public static readonly Desk InstanceDesk = new("203.0.113.150", DemoAgents.Java);

    /// <summary>A place inside AWS, from which a service calls.</summary>
    public static Desk Inside(string service) => new(service, service);
}

/// <summary>Whence a call comes: address and client.</summary>
internal sealed record Desk(string Address, string UserAgent)
{
    /// <summary>Calls from inside AWS show no TLS details.</summary>
    public bool IsInsideAws => Address.EndsWith(".amazonaws.com", StringComparison.Ordinal);
}

/// <summary>The clients of the made-up trails.</summary>
internal static class DemoAgents
{
    public const string Cli =
        "aws-cli/2.24.10 md/awscrt#0.23.8 ua/2.0 os/linux#6.8.0-54-generic md/arch#x86_64 lang/python#3.12.9 md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe md/prompt#off";

    public const string Boto =
        "Boto3/1.37.4 md/Botocore#1.37.4 ua/2.0 os/linux#5.15.0-1077-aws md/arch#x86_64 lang/python#3.11.11 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.37.4";

    public const string Terraform =
        "APN/1.0 HashiCorp/1.0 Terraform/1.11.0 (+https://www.terraform.io) terraform-provider-aws/5.89.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.36.2 os/linux lang/go#1.23.6 md/GOOS#linux md/GOARCH#amd64";

    public const string Java =
        "aws-sdk-java/2.30.31 md/io#sync md/http#Apache ua/2.1 os/Linux#6.1.128-136.201.amzn2023.x86_64 lang/java#21.0.6 md/OpenJDK_64-Bit_Server_VM#21.0.6+7-LTS md/vendor#Amazon.com_Inc. md/en_US cfg/retry-mode#legacy";

    public const string Go =
        "aws-sdk-go-v2/1.36.2 ua/2.1 os/linux lang/go#1.24.0 md/GOOS#linux md/GOARCH#arm64 api/s3#1.77.1 m/E,g";

    public const string Browser =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/133.0.0.0 Safari/537.36";
}
