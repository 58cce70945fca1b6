using System.Collections.Immutable;
using System.Text.Json;
using Namesake.Sessions.Integrity;
using Namesake.Sources.Aws.Services;

namespace Namesake.Sources.Aws.Trails;

/// <summary>What a trail's selectors come to. It has either plain or advanced ones.</summary>
/// <remarks>https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventSelectors.html</remarks>
internal static class TrailSelectors
{
    public static TrailSelection Read(JsonElement answer)
    {
        var selections = answer.Items("EventSelectors").Select(Plain).Concat(answer.Items("AdvancedEventSelectors").Select(Advanced)).ToList();
        // What CloudTrail does where nobody said otherwise.
        if (selections.Count == 0) return new TrailSelection(true, true, [], []);
        var management = selections.Where(s => s.ReadsManagement || s.WritesManagement).ToList();
        return new TrailSelection(
            management.Exists(s => s.ReadsManagement),
            management.Exists(s => s.WritesManagement),
            // What one of them leaves out another may take in.
            management.Count == 0 ? [] : [.. management[0].ExcludedSources.Where(e => management.TrueForAll(s => s.ExcludedSources.Contains(e, StringComparer.Ordinal)))],
            [.. selections.SelectMany(s => s.DataResources).Distinct(StringComparer.Ordinal)]);
    }

    private static TrailSelection Plain(JsonElement selector)
    {
        var (isManagement, sort) = (selector.Flag("IncludeManagementEvents") != false, selector.Text("ReadWriteType") ?? "All");
        return new TrailSelection(
            isManagement && (sort is "All" or "ReadOnly"),
            isManagement && (sort is "All" or "WriteOnly"),
            [.. selector.Texts("ExcludeManagementEventSources")],
            [.. selector.Items("DataResources").Where(r => r.Items("Values").Any()).Select(r => r.Text("Type")).OfType<string>()]);
    }

    private static TrailSelection Advanced(JsonElement selector)
    {
        var fields = selector.Items("FieldSelectors").ToLookup(f => f.Text("Field"), StringComparer.Ordinal);
        if (!fields["eventCategory"].SelectMany(f => f.Texts("Equals")).Contains("Management", StringComparer.Ordinal))
            return new TrailSelection(false, false, [], [.. fields["resources.type"].SelectMany(f => f.Texts("Equals"))]);
        // A selector of some sources or names alone records some management events, not management events.
        var isNarrow = fields.Any(f => f.Key is not ("eventCategory" or "readOnly" or "eventSource")) || fields["eventSource"].Any(f => !f.Items("NotEquals").Any());
        var only = fields["readOnly"].SelectMany(f => f.Texts("Equals")).ToList();
        return new TrailSelection(
            !isNarrow && (only.Count == 0 || only.Contains("true", StringComparer.OrdinalIgnoreCase)),
            !isNarrow && (only.Count == 0 || only.Contains("false", StringComparer.OrdinalIgnoreCase)),
            [.. fields["eventSource"].SelectMany(f => f.Texts("NotEquals"))],
            []);
    }
}
