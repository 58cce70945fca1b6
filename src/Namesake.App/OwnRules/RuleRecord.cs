using DevLab.JmesPath;
using Namesake.Audit.Rules;
using Newtonsoft.Json.Linq;

namespace Namesake.App.OwnRules;

/// <summary>What a rule is asked about.</summary>
/// <param name="Json">The record.</param>
/// <param name="Size">Its characters as JSON.</param>
/// <param name="Subject">What a finding would be about.</param>
internal sealed record RuleRecord(JToken Json, int Size, FindingSubject Subject)
{
    public static RuleRecord Of(string json, FindingSubject subject) => new(JmesPath.ParseJson(json), json.Length, subject);
}
