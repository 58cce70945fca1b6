namespace Namesake.App.Demo;

/// <summary>An IAM user with a long-term key.</summary>
internal sealed record User(string Account, string Name, string Id, string Key)
{
    public string Arn => $"arn:aws:iam::{Account}:user/{Name}";

    /// <summary>The user with the long-term key.</summary>
    public CallerIdentity Identity =>
        new("IAMUser") { PrincipalId = Id, Arn = Arn, Account = Account, AccessKey = Key, UserName = Name };

    /// <summary>The user with temporary credentials, which leave the user a user.</summary>
    public CallerIdentity With(string key, IdentitySession session) => Identity with { AccessKey = key, Session = session };
}

/// <summary>An IAM role.</summary>
internal sealed record Role(string Account, string Name, string Id, string Path = "/")
{
    public string Arn => $"arn:aws:iam::{Account}:role{Path}{Name}";

    /// <summary>The id of a session of the role, which is also the principal id of its calls.</summary>
    public string SessionId(string session) => $"{Id}:{session}";

    public string SessionArn(string session) => $"arn:aws:sts::{Account}:assumed-role/{Name}/{session}";

    /// <summary>A session of the role as its calls tell it; without a key for calls that show none.</summary>
    public CallerIdentity Session(string session, string? key, IdentitySession context) => new("AssumedRole")
    {
        PrincipalId = SessionId(session),
        Arn = SessionArn(session),
        Account = Account,
        AccessKey = key,
        Session = context with
        {
            Issuer = new("Role") { PrincipalId = Id, Arn = Arn, Account = Account, UserName = Name },
        },
    };
}
