namespace Namesake.Ledger.Asking;

/// <summary>What was done, in the order of time.</summary>
public static class Timeline
{
    /// <summary>The filters that a word may mean, the likelier first.</summary>
    /// <param name="target">A person in any form, the name or ARN of a role, the ARN of a session, or an access key.</param>
    /// <param name="aliases">Who was declared to be one person.</param>
    /// <param name="time">The time asked for.</param>
    public static IReadOnlyList<Filter> Readings(string target, Aliases aliases, Filter time)
    {
        if (target.StartsWith("arn:", StringComparison.Ordinal) && target.Split(':', 6) is { Length: 6 } parts)
        {
            if (parts[5].StartsWith("assumed-role/", StringComparison.Ordinal)) return [time with { SessionArn = target }];
            if (parts[5].StartsWith("role/", StringComparison.Ordinal)) return [time with { Role = target }];
        }
        var person = time with { Person = PersonForms.Of(target, aliases) };
        var isKey = target.Length >= 16 && (target.StartsWith("ASIA", StringComparison.Ordinal) || target.StartsWith("AKIA", StringComparison.Ordinal));
        return isKey ? [time with { AccessKey = target }, person] : [person, time with { Role = target }, time with { SessionArn = target }];
    }

    /// <summary>The events of the first reading that has any.</summary>
    /// <param name="reader">The ledger.</param>
    /// <param name="readings">What may be asked for.</param>
    public static IEnumerable<LedgerEvent> Find(LedgerReader reader, IReadOnlyList<Filter> readings)
    {
        foreach (var filter in readings)
        {
            var any = false;
            foreach (var row in LedgerEvents.Find(reader, filter))
            {
                any = true;
                yield return row;
            }
            if (any) yield break;
        }
    }
}
