using System.Collections.Immutable;
using Namesake.Policy.Model;

namespace Namesake.App.Explanations;

/// <summary>What is to be said of an element of a policy.</summary>
internal enum Remark
{
    /// <summary>Whom a statement lets in or keeps out.</summary>
    Statement,

    /// <summary>What the verdict turns on.</summary>
    Decisive,

    /// <summary>What the reader found odd, or did not understand.</summary>
    Diagnostic,
}

/// <summary>Something to be said under an element of a policy.</summary>
/// <param name="Place">Where the element begins.</param>
/// <param name="Remark">What sort of thing it is.</param>
/// <param name="Texts">Short sentences, the first the most important.</param>
internal sealed record Annotation(SourcePlace Place, Remark Remark, ImmutableArray<string> Texts);
