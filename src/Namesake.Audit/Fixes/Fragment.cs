using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Namesake.Audit.Fixes;

/// <summary>A piece of JSON that is to be put into a document.</summary>
internal abstract record Fragment
{
    public static Fragment Of(string text) => new FragmentText(text);

    public static Fragment Of(params ImmutableArray<(string Name, Fragment Value)> members) => new FragmentObject(members);

    /// <summary>One text, or a list of several, as policies have them.</summary>
    public static Fragment OneOrMore(ImmutableArray<string> texts) => texts is [var only] ? new FragmentText(only) : new FragmentList(texts);

    public static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}

internal sealed record FragmentText(string Text) : Fragment;

internal sealed record FragmentList(ImmutableArray<string> Texts) : Fragment;

internal sealed record FragmentObject(ImmutableArray<(string Name, Fragment Value)> Members) : Fragment;
