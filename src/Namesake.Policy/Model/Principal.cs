namespace Namesake.Policy.Model;

/// <summary>One entry of a Principal or NotPrincipal element.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html</remarks>
public abstract record Principal
{
    /// <summary>The key of the Principal object under which this stands; null for the bare <c>"*"</c>.</summary>
    public abstract string? Type { get; }

    /// <summary>The text as it stands in the policy.</summary>
    public abstract string Text { get; }

    /// <param name="caller">The caller.</param>
    /// <param name="principalArn">The <c>aws:PrincipalArn</c> of the request: a role session's own ARN does not show its role's path.</param>
    public abstract bool Matches(Caller caller, string? principalArn);
}

/// <summary><c>"*"</c>, bare or under a type: everyone, or everyone of that type.</summary>
public sealed record Everyone(string? OfType) : Principal
{
    public override string? Type => OfType;
    public override string Text => "*";

    public override bool Matches(Caller caller, string? principalArn) => OfType switch
    {
        "Service" => caller.Kind == CallerKind.Service,
        "Federated" => caller.Kind is CallerKind.Saml or CallerKind.WebIdentity,
        "CanonicalUser" => false,
        _ => true,
    };
}

/// <summary>An account, by id or root ARN: every identity of it that its own policies let through.</summary>
public sealed record AccountPrincipal(AccountId Account, string Text) : Principal
{
    public override string? Type => "AWS";
    public override string Text { get; } = Text;

    public override bool Matches(Caller caller, string? principalArn) =>
        caller.Account == Account
        && caller.Kind is CallerKind.IamUser or CallerKind.RoleSession or CallerKind.FederatedUser or CallerKind.Root;
}

/// <summary>A user, a role session or a federated-user session, by its own ARN.</summary>
public sealed record IdentityPrincipal(Arn Arn) : Principal
{
    public override string? Type => "AWS";
    public override string Text { get; } = Arn.ToString();

    public override bool Matches(Caller caller, string? principalArn) =>
        caller.Kind is CallerKind.IamUser or CallerKind.RoleSession or CallerKind.FederatedUser && caller.Arn == Text;
}

/// <summary>A role: all its sessions.</summary>
public sealed record RolePrincipal(Arn Arn) : Principal
{
    public override string? Type => "AWS";
    public override string Text { get; } = Arn.ToString();

    public override bool Matches(Caller caller, string? principalArn) =>
        caller.Kind == CallerKind.RoleSession && principalArn == Text;
}

/// <summary>An AWS service, by its name.</summary>
public sealed record ServicePrincipal(string Text) : Principal
{
    public override string? Type => "Service";
    public override string Text { get; } = Text;
    public override bool Matches(Caller caller, string? principalArn) => caller.Kind == CallerKind.Service && caller.Arn == Text;
}

/// <summary>An identity provider: a SAML or OIDC provider's ARN, or the name of a built-in web identity provider.</summary>
public sealed record FederatedPrincipal(string Text) : Principal
{
    public override string? Type => "Federated";
    public override string Text { get; } = Text;

    public CallerKind Kind => Arn.TryParse(Text, out var arn) && arn.ResourceType == "saml-provider" ? CallerKind.Saml : CallerKind.WebIdentity;

    public override bool Matches(Caller caller, string? principalArn) =>
        caller.Kind is CallerKind.Saml or CallerKind.WebIdentity && caller.Arn == Text;
}

/// <summary>A canonical user id, or the unique id of a deleted user or role: it lets nobody new in.</summary>
public sealed record DeadPrincipal(string Text, string UnderType) : Principal
{
    public override string? Type => UnderType;
    public override string Text { get; } = Text;
    public override bool Matches(Caller caller, string? principalArn) => false;
}

/// <summary>A text that IAM would not accept here, or that a template has still to fill in.</summary>
public sealed record UnreadPrincipal(string Text, string? UnderType) : Principal
{
    public override string? Type => UnderType;
    public override string Text { get; } = Text;
    public override bool Matches(Caller caller, string? principalArn) => false;
}
