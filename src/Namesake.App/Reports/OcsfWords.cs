namespace Namesake.App.Reports;

/// <summary>OCSF's numbers for what CloudTrail says in words.</summary>
/// <remarks>https://schema.ocsf.io/1.3.0/classes/api_activity</remarks>
internal static class OcsfWords
{
    private static readonly (string Prefix, int Activity)[] Verbs =
    [
        ("Create", 1), ("Run", 1), ("Allocate", 1), ("Register", 1),
        ("Get", 2), ("List", 2), ("Describe", 2), ("Head", 2), ("Lookup", 2), ("Query", 2), ("Scan", 2), ("Select", 2),
        ("Update", 3), ("Put", 3), ("Modify", 3), ("Set", 3), ("Attach", 3), ("Detach", 3), ("Add", 3), ("Change", 3),
        ("Delete", 4), ("Terminate", 4), ("Remove", 4), ("Deregister", 4), ("Release", 4),
    ];

    /// <summary>1 create, 2 read, 3 update, 4 delete, 99 other.</summary>
    public static int ActivityOf(string? eventName)
    {
        foreach (var (prefix, activity) in Verbs)
            if (eventName?.StartsWith(prefix, StringComparison.Ordinal) == true)
                return activity;
        return 99;
    }

    public static string NameOf(int activity) => activity switch
    {
        1 => "Create",
        2 => "Read",
        3 => "Update",
        4 => "Delete",
        _ => "Other",
    };

    /// <summary>1 user, 2 administrator, 3 system, 99 other; 0 unknown.</summary>
    public static int UserTypeOf(string? type) => type switch
    {
        null or "Unknown" => 0,
        "Root" => 2,
        "AWSService" => 3,
        "IAMUser" or "SAMLUser" or "WebIdentityUser" or "IdentityCenterUser" or "FederatedUser" => 1,
        _ => 99,
    };
}
