using System.Runtime.InteropServices;

namespace Namesake.App.Demo;

/// <summary>What a synthetic event is.</summary>
internal enum SyntheticKind : byte
{
    /// <summary>A call by a session.</summary>
    SessionCall,

    /// <summary>A call by a user with a long-term key.</summary>
    UserCall,

    /// <summary>The event that issues a session, in the caller's account.</summary>
    Issue,

    /// <summary>The same in the account of the role.</summary>
    IssueAbroad,

    /// <summary>A session's AssumeRole that is refused.</summary>
    RefusedSession,

    /// <summary>A user's AssumeRole that is refused.</summary>
    RefusedUser,

    /// <summary>A user's sign-in at the console.</summary>
    ConsoleLogin,
}

/// <summary>With what credentials a call of a session was made.</summary>
internal enum CredentialKind : byte
{
    /// <summary>The session's own key.</summary>
    OwnKey,

    /// <summary>A key for this request only.</summary>
    OtherKey,

    /// <summary>No key is shown.</summary>
    NoKey,
}

/// <summary>A planned event: its place among the files is known, its contents follow from its number.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SyntheticEvent(
    int Id, SyntheticKind Kind, CredentialKind Credential, int Actor, int Second, int Place, int Slot);
