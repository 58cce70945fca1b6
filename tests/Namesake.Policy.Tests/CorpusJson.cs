using System.Collections.Immutable;
using System.Text.Json;
using Namesake.Policy.Model;

namespace Namesake.Policy.Tests;

/// <summary>Reads the requests of the corpus, written apart from the product's own reader.</summary>
internal static class CorpusJson
{
    public static Request Request(JsonElement json)
    {
        var caller = json.GetProperty("caller");
        Assert.True(Caller.TryParseKind(caller.GetProperty("kind").GetString(), out var kind));
        var account = Text(caller, "account") is { } digits ? AccountId.Of(digits) : null;
        return new Request(
            json.GetProperty("action").GetString()!,
            new Caller(kind, Text(caller, "arn") ?? "", account, Text(caller, "userName")),
            Text(json, "sessionName"),
            Text(json, "sourceIdentity"),
            json.TryGetProperty("context", out var context) ? Context(context) : Model.Request.NoContext);
    }

    public static ImmutableSortedDictionary<string, ContextValue> Context(JsonElement json)
    {
        var context = Model.Request.NoContext;
        foreach (var key in json.EnumerateObject())
            context = context.SetItem(key.Name, key.Value.ValueKind == JsonValueKind.Array
                ? ContextValue.OfList([.. key.Value.EnumerateArray().Select(v => v.GetString()!)])
                : ContextValue.Of(key.Value.GetString()!));
        return context;
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
