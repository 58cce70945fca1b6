using Xunit;

namespace Namesake.App.Tests.Demo;

/// <summary>
/// A second opinion on who is behind an event: nothing but the join of access keys, and where a call shows no issued key
/// that of principal id and creation date.
/// </summary>
internal sealed class KeyCorrelation
{
    private readonly Dictionary<string, WrittenRecord> byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Session, DateTimeOffset Time), HashSet<string>> bySession = [];

    public KeyCorrelation(WrittenTrail trail)
    {
        foreach (var record in trail.Records)
        {
            if (record.IssuedKey is not { } key || record.ErrorCode is not null)
                continue;
            if (record.Text("responseElements", "assumedRoleUser", "assumedRoleId") is { } session)
            {
                if (!bySession.TryGetValue((session, record.Time), out var keys))
                    bySession.Add((session, record.Time), keys = new(StringComparer.Ordinal));
                keys.Add(key);
            }

            // Of the two copies of a cross-account call the caller's tells who called.
            if (!string.Equals(record.Type, "AWSAccount", StringComparison.Ordinal))
                byKey[key] = record;
        }
    }

    public Explanation Explain(WrittenRecord record)
    {
        if (record.Key is { } own && byKey.ContainsKey(own))
            return Follow("key", own, record);
        if (record.Created is not { } created || record.Principal is not { } principal)
            return Explanation.None;
        var time = WrittenRecord.Moment(created);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var second in (DateTimeOffset[])[time, time.AddSeconds(1)])
        {
            if (bySession.TryGetValue((principal, second), out var found))
                keys.UnionWith(found);
        }

        return keys.Count == 1 ? Follow("session", keys.Single(), record) : Explanation.None;
    }

    private Explanation Follow(string evidence, string first, WrittenRecord last)
    {
        var chain = new List<string>();
        var events = new List<string>();
        var at = last;
        for (string? key = first; key is not null && byKey.TryGetValue(key, out var issuer); key = issuer.Key)
        {
            Assert.True(issuer.Time <= at.Time, $"{key} is used before it is issued");
            Assert.DoesNotContain(key, chain, StringComparer.Ordinal);
            chain.Add(key);
            events.Add(issuer.Id);
            at = issuer;
        }

        return new(evidence, chain, events, at);
    }
}

/// <summary>A way from an event back to its root, which is the caller of the last issuing event.</summary>
internal sealed record Explanation(string Evidence, IReadOnlyList<string> Chain, IReadOnlyList<string> Events, WrittenRecord? Last)
{
    public static readonly Explanation None = new("none", [], [], Last: null);
}
