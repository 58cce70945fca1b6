using Namesake.Sessions.Events;

namespace Namesake.Sessions.Lineage;

/// <summary>What the events of a credential group reveal between them.</summary>
public sealed record Revelation(string? OnBehalfOfUser, string? OnBehalfOfStore, string? SignInSessionArn, string? SourceIdentity)
{
    public static readonly Revelation Nothing = new(null, null, null, null);

    public static Revelation Of(UserIdentity identity) =>
        identity is { OnBehalfOfUser: null, SignInSessionArn: null, SourceIdentity: null }
            ? Nothing
            : new(identity.OnBehalfOfUser, identity.OnBehalfOfUser is null ? null : identity.OnBehalfOfStore, identity.SignInSessionArn, identity.SourceIdentity);

    /// <summary>Both together. Where they disagree the lesser text wins, so that the order of reading does not matter.</summary>
    public Revelation With(Revelation other)
    {
        var otherUser = UserIdentityOrder.CompareText(other.OnBehalfOfUser, OnBehalfOfUser) is var byUser and not 0
            ? byUser < 0
            : UserIdentityOrder.CompareText(other.OnBehalfOfStore, OnBehalfOfStore) < 0;
        var (user, store) = otherUser ? (other.OnBehalfOfUser, other.OnBehalfOfStore) : (OnBehalfOfUser, OnBehalfOfStore);
        return new(user, store, Least(SignInSessionArn, other.SignInSessionArn), Least(SourceIdentity, other.SourceIdentity));
    }

    private static string? Least(string? a, string? b) => UserIdentityOrder.CompareText(a, b) <= 0 ? a : b;
}
