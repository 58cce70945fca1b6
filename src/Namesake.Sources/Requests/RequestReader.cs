using System.Collections.Immutable;
using System.Text.Json;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;

namespace Namesake.Sources.Requests;

/// <summary>Reads a request in the form of the contract: action, caller, sessionName, sourceIdentity, context.</summary>
public static class RequestReader
{
    /// <summary>The longest context value, in characters; IAM's own limits are far below.</summary>
    private const int MaxValue = 65_536;

    private static readonly string[] Members = ["action", "caller", "sessionName", "sourceIdentity", "context"];

    /// <exception cref="FormatException">The text is no request; the message says where and why.</exception>
    public static Request Read(SourceText source)
    {
        JsonTree tree;
        try
        {
            tree = JsonTree.Parse(source.Utf8.Span);
        }
        catch (JsonException e)
        {
            throw new FormatException($"{source.PlaceOf(0).File}: the request is not JSON: {e.Message}", e);
        }
        if (tree is not JsonObjectTree request) throw Fault(source, tree, "a request is a JSON object");
        if (request.Members.FirstOrDefault(m => !Members.Contains(m.Name, StringComparer.Ordinal)) is { } odd)
            throw Fault(source, odd.Value, $"a request has no \"{odd.Name}\": it has {string.Join(", ", Members)}");
        RefuseTwice(source, request, StringComparer.Ordinal);
        if (request.Find("caller")?.Value is not JsonObjectTree caller) throw Fault(source, tree, "a request needs a caller");
        var who = ReadCaller(source, caller);
        return new Request(
            Text(source, request, "action") ?? StsAdmission.ActionFor(who.Kind), who, Text(source, request, "sessionName"), Text(source, request, "sourceIdentity"), ReadContext(source, request));
    }

    private static Caller ReadCaller(SourceText source, JsonObjectTree tree)
    {
        RefuseTwice(source, tree, StringComparer.Ordinal);
        var arn = Text(source, tree, "arn");
        var known = Caller.TryFromArn(arn, out var caller);
        if (Text(source, tree, "kind") is { } name)
        {
            if (!Caller.TryParseKind(name, out var kind)) throw Fault(source, tree, $"there is no kind of caller \"{name}\"");
            if (kind == CallerKind.Anonymous) return Caller.Anonymous;
            if (known && caller!.Kind != kind && kind is not (CallerKind.Service or CallerKind.WebIdentity)) throw Fault(source, tree, $"\"{arn}\" is no caller of kind {name}");
            caller = caller is not null && caller.Kind == kind ? caller : new Caller(kind, arn ?? "", null, null);
        }
        else if (!known) throw Fault(source, tree, arn is null ? "a caller needs an arn" : $"\"{arn}\" is no caller: give the ARN of a user, a role session or a provider, or a service's name");
        if (Text(source, tree, "account") is { } account)
            caller = caller! with { Account = AccountId.TryParse(account, out var id) ? id : throw Fault(source, tree, $"\"{account}\" is no account id: twelve digits") };
        return Text(source, tree, "userName") is { } user ? caller! with { UserName = user } : caller!;
    }

    private static ImmutableSortedDictionary<string, ContextValue> ReadContext(SourceText source, JsonObjectTree request)
    {
        var context = Request.NoContext;
        if (request.Find("context") is not { Value: var value } || value is JsonTextTree { IsNull: true }) return context;
        if (value is not JsonObjectTree keys) throw Fault(source, value, "context is an object of keys");
        RefuseTwice(source, keys, StringComparer.OrdinalIgnoreCase);
        foreach (var key in keys.Members)
            context = context.SetItem(key.Name, key.Value switch
            {
                JsonTextTree { IsNull: false } text => ContextValue.Of(Bounded(source, text)),
                JsonArrayTree list => ContextValue.OfList([.. list.Items.Select(i => i is JsonTextTree { IsNull: false } text ? Bounded(source, text) : throw Fault(source, i, "a context value is a text or a list of texts"))]),
                var other => throw Fault(source, other, "a context value is a text or a list of texts"),
            });
        return context;
    }

    private static void RefuseTwice(SourceText source, JsonObjectTree tree, StringComparer names)
    {
        var seen = new HashSet<string>(names);
        if (tree.Members.FirstOrDefault(m => !seen.Add(m.Name)) is { } twice) throw Fault(source, twice.Value, $"\"{twice.Name}\" stands twice in one object");
    }

    private static string Bounded(SourceText source, JsonTextTree text) =>
        text.Text.Length <= MaxValue ? text.Text : throw Fault(source, text, $"a context value has more than {MaxValue} characters");

    private static string? Text(SourceText source, JsonObjectTree tree, string name) => tree.Find(name)?.Value switch
    {
        null or JsonTextTree { IsNull: true } => null,
        JsonTextTree text => Bounded(source, text),
        var other => throw Fault(source, other, $"{name} is a text"),
    };

    private static FormatException Fault(SourceText source, JsonTree tree, string message) => new($"{source.PlaceOf(tree.Offset)}: {message}");
}
