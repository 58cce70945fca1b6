namespace Namesake.Sessions.Events;

/// <summary>
/// An order of identities by content, the fuller before the emptier: where two deliveries disagree, the choice between
/// them must not depend on which was read first.
/// </summary>
internal sealed class UserIdentityOrder : IComparer<UserIdentity>
{
    public static readonly UserIdentityOrder Instance = new();

    private static readonly Func<UserIdentity, string?>[] Texts =
    [
        i => i.Type, i => i.Arn, i => i.PrincipalId, i => i.AccessKeyId, i => i.AccountId, i => i.UserName, i => i.InvokedBy, i => i.IdentityProvider,
        i => i.SessionIssuerType, i => i.SessionIssuerArn, i => i.SessionIssuerPrincipalId, i => i.SessionIssuerUserName,
        i => i.SourceIdentity, i => i.SignInSessionArn, i => i.OnBehalfOfUser, i => i.OnBehalfOfStore, i => i.IssuedTo, i => i.Ec2RoleDelivery,
    ];

    public int Compare(UserIdentity? x, UserIdentity? y)
    {
        if (ReferenceEquals(x, y)) return 0;
        if (x is null || y is null) return x is null ? 1 : -1;
        foreach (var text in Texts)
            if (CompareText(text(x), text(y)) is var order and not 0)
                return order;
        var byDate = (x.CreationDate ?? long.MaxValue).CompareTo(y.CreationDate ?? long.MaxValue);
        return byDate != 0 ? byDate : y.FromConsole.CompareTo(x.FromConsole);
    }

    /// <summary>Ordinal, what is there before what is not.</summary>
    public static int CompareText(string? a, string? b) =>
        a is null || b is null ? (a is null ? 1 : 0) - (b is null ? 1 : 0) : string.CompareOrdinal(a, b);
}
