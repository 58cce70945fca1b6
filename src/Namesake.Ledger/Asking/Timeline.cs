using Namesake.Ledger.Storage;
using Namesake.Sessions.Attributions;

namespace Namesake.Ledger.Asking;

/// <summary>Something that was done.</summary>
/// <param name="Time">Milliseconds since 1970.</param>
/// <param name="EventId">The event.</param>
/// <param name="Name">What was called.</param>
/// <param name="Service">Of which service.</param>
/// <param name="Account">In whose account.</param>
/// <param name="Region">Where.</param>
/// <param name="Address">From where.</param>
/// <param name="Error">The error code of what failed or was refused.</param>
/// <param name="Role">The ARN of the role through which it was done.</param>
/// <param name="SessionName">The session name.</param>
/// <param name="InvokedBy">The service that did it for the caller.</param>
/// <param name="Person">Who did it; null where nothing tells.</param>
/// <param name="Evidence">How strong that is.</param>
public sealed record TimelineRow(
    long Time, string EventId, string? Name, string? Service, string? Account, string? Region, string? Address, string? Error,
    string? Role, string? SessionName, string? InvokedBy, Origin? Person, Evidence Evidence);

/// <summary>What was done, in the order of time.</summary>
public static class Timeline
{
    private const string Columns =
        $"SELECT f.time, {EventText.Id} AS id, name.text, source.text, account.text, region.text, address.text, error.text, p.owner FROM {OwnedPlaces.Facts}";

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
    public static IEnumerable<TimelineRow> Find(LedgerReader reader, IReadOnlyList<Filter> readings)
    {
        foreach (var filter in readings)
        {
            var any = false;
            foreach (var row in Find(reader, filter))
            {
                any = true;
                yield return row;
            }
            if (any) yield break;
        }
    }

    private static IEnumerable<TimelineRow> Find(LedgerReader reader, Filter filter)
    {
        var found = FoundIdentities.Find(reader.Answers, filter);
        var varying = new VaryingAnswers(reader, filter);
        var identities = found.Where(i => !i.Varies).Concat(varying.Identities).ToList();
        if (identities.Count == 0) yield break;
        using var owned = new OwnedPlaces(reader.Snapshot, identities.Select((identity, i) => (identity.Place, i)));
        var perSegment = $"{Columns} {EventText.Joins} WHERE true{FoundIdentities.TimesOf(filter)}";
        var rows = reader.Snapshot.Rows($"{Snapshot.Union(owned.Segments, perSegment)} ORDER BY 1, 2", row => (row, identities[row.GetInt32(8)]), [.. FoundIdentities.Parameters(filter)]);
        foreach (var (row, identity) in rows)
        {
            var (person, evidence) = identity.Varies ? varying.At(identity, row.GetInt64(0)) : (identity.Origin, identity.Evidence);
            if (identity.Varies && filter.Person is { } asked && (person is null || !asked.Matches(person))) continue;
            yield return new TimelineRow(
                row.GetInt64(0), row.GetString(1), row.Text(2), row.Text(3), row.Text(4), row.Text(5), row.Text(6), row.Text(7),
                identity.Identity.RoleArn, identity.Identity.SessionName, identity.Identity.InvokedBy, person, evidence);
        }
    }
}
