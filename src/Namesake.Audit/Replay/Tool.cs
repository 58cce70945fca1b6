namespace Namesake.Audit.Replay;

/// <summary>The tools by which roles are assumed, as far as how to give a name differs.</summary>
public enum Tool
{
    /// <summary>The ledger does not have the user agent.</summary>
    NotKept,
    AwsCli,
    Boto3,
    Go,
    Java,
    JavaScript,
    DotNet,
    Ruby,
    Php,
    Rust,
    PowerShell,
    Terraform,

    /// <summary>The console's switch of role.</summary>
    Console,

    /// <summary>An AWS service that assumes the role itself.</summary>
    Service,
    Other,
}

/// <summary>Tells tools by their user agents, which are claims: whoever calls may send any.</summary>
/// <remarks>
/// The forms are those of the tools' own sources: https://github.com/boto/botocore (useragent.py),
/// https://github.com/hashicorp/aws-sdk-go-base (user_agent.go), https://github.com/aws/aws-sdk-java-v2 (SdkUserAgent).
/// </remarks>
public static class Tools
{
    // In this order: the CLI names botocore too, Terraform the SDK for Go, the console that for Java.
    private static readonly (string Mark, Tool Tool)[] Marks =
    [
        ("terraform", Tool.Terraform), ("opentofu", Tool.Terraform), ("aws signin", Tool.Console), ("signin.amazonaws.com", Tool.Console), ("aws-cli/", Tool.AwsCli),
        ("awspowershell", Tool.PowerShell), ("boto3/", Tool.Boto3), ("botocore/", Tool.Boto3), ("aws-sdk-go", Tool.Go), ("aws-sdk-dotnet", Tool.DotNet), ("aws-sdk-nodejs", Tool.JavaScript),
        ("aws-sdk-js", Tool.JavaScript), ("aws-sdk-java", Tool.Java), ("aws-sdk-ruby", Tool.Ruby), ("aws-sdk-php", Tool.Php), ("aws-sdk-rust", Tool.Rust),
    ];

    internal static Tool Of(RecordedCall call) => call.Issued.Caller.Type == "AWSService" ? Tool.Service : Of(call.Issued.Call?.UserAgent);

    /// <param name="userAgent">As CloudTrail writes it; null where it was not kept.</param>
    public static Tool Of(string? userAgent)
    {
        if (userAgent is null) return Tool.NotKept;
        foreach (var (mark, tool) in Marks)
            if (userAgent.Contains(mark, StringComparison.OrdinalIgnoreCase))
                return tool;
        return userAgent.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase) ? Tool.Service : Tool.Other;
    }

    /// <summary>The tool's name for a person.</summary>
    public static string NameOf(Tool tool) => tool switch
    {
        Tool.NotKept => "not kept",
        Tool.AwsCli => "AWS CLI",
        Tool.Boto3 => "Boto3",
        Tool.Go => "AWS SDK for Go",
        Tool.Java => "AWS SDK for Java",
        Tool.JavaScript => "AWS SDK for JavaScript",
        Tool.DotNet => "AWS SDK for .NET",
        Tool.Ruby => "AWS SDK for Ruby",
        Tool.Php => "AWS SDK for PHP",
        Tool.Rust => "AWS SDK for Rust",
        Tool.PowerShell => "AWS Tools for PowerShell",
        Tool.Terraform => "Terraform",
        Tool.Console => "console",
        Tool.Service => "AWS service",
        _ => "other",
    };

    /// <summary>The tool's name for a program.</summary>
    public static string CodeOf(Tool tool) => tool switch
    {
        Tool.NotKept => "not-kept",
        Tool.AwsCli => "aws-cli",
        Tool.Boto3 => "boto3",
        Tool.Go => "sdk-go",
        Tool.Java => "sdk-java",
        Tool.JavaScript => "sdk-javascript",
        Tool.DotNet => "sdk-dotnet",
        Tool.Ruby => "sdk-ruby",
        Tool.Php => "sdk-php",
        Tool.Rust => "sdk-rust",
        Tool.PowerShell => "powershell",
        Tool.Terraform => "terraform",
        Tool.Console => "console",
        Tool.Service => "service",
        _ => "other",
    };
}
