using System.Text.Json;
using System.Text.Json.Nodes;
using Namesake.Tests;

namespace Namesake.Sources.Tests.Integrity;

/// <summary>
/// A line of tests/Corpus/integrity.jsonl: what is done to a bucket of six hours, what must be found, and the exit code of
/// the AWS CLI for it. <see cref="IsStricter"/> marks those that the CLI lets pass.
/// </summary>
internal sealed record IntegrityCase(string Name, string[] Steps, string[] Faults, string[] Undecided, int Exit, int ProvedMinutes, int Cli, bool IsStricter)
{
    public const int Hours = 6;

    public static IReadOnlyList<IntegrityCase> All { get; } = [.. File.ReadLines(Repository.Corpus("integrity.jsonl")).Select(Read)];

    public static IntegrityCase Of(string name) => All.Single(c => c.Name == name);

    private static IntegrityCase Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        string[] Texts(string name) => [.. root.GetProperty(name).EnumerateArray().Select(t => t.GetString()!)];
        return new IntegrityCase(
            root.GetProperty("name").GetString()!, Texts("do"), Texts("faults"), Texts("undecided"), root.GetProperty("exit").GetInt32(), root.GetProperty("provedMinutes").GetInt32(),
            root.GetProperty("cli").GetInt32(), root.TryGetProperty("stricter", out var stricter) && stricter.GetBoolean());
    }

    /// <summary>The bucket as the attacker, or the trail's history, left it.</summary>
    public SignedBucket Build(string bucket = "trail-bucket")
    {
        var made = new SignedBucket(bucket);
        var steps = Steps.Select(s => s.Split(' ')).ToList();
        for (var hour = 0; hour < Hours; hour++) MakeHour(made, hour, [.. steps.Where(s => s.Length > 1 && s[1] == hour.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
        foreach (var step in steps) Attack.Do(made, step);
        return made;
    }

    private static void MakeHour(SignedBucket bucket, int hour, string[][] steps)
    {
        var verbs = steps.ToLookup(s => s[0], StringComparer.Ordinal);
        var logs = bucket.AddLogs(hour, verbs.Contains("quiet") ? 0 : 2);
        if (verbs.Contains("backfill")) bucket.AddDigest(hour, logs, isBackfill: true);
        if (verbs.Contains("skip") || verbs.Contains("forget")) bucket.Forget();
        if (verbs.Contains("skip")) return;
        var key = verbs.Contains("stranger") || verbs.Contains("impostor") ? SignedBucket.Stranger : null;
        bucket.AddDigest(hour, logs, digest =>
        {
            foreach (var set in verbs["sign"]) digest[set[2].Split('=')[0]] = set[2].Split('=')[1];
            foreach (var list in verbs["list"]) ((JsonArray)digest["logFiles"]!).Add(new JsonObject { ["s3Bucket"] = bucket.Name, ["s3Object"] = list[2], ["hashValue"] = new string('0', 64), ["hashAlgorithm"] = "SHA-256" });
            if (verbs.Contains("impostor")) digest["digestPublicKeyFingerprint"] = SignedBucket.Fingerprint(SignedBucket.Key);
        }, key);
    }
}
