using System.Collections.Immutable;

namespace Namesake.Policy.Model;

/// <summary>What a document is for: which elements it must and must not have depends on it.</summary>
public enum PolicyKind
{
    /// <summary>A role's trust policy (AssumeRolePolicyDocument).</summary>
    Trust,

    /// <summary>A service control policy: no principals.</summary>
    ServiceControl,

    /// <summary>A resource control policy: its principal is everyone.</summary>
    ResourceControl,

    /// <summary>A policy of a user, group or role, or a permissions boundary: no principals, but resources.</summary>
    Identity,
}

/// <summary>The version of the policy language. Policy variables exist only in the newer.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html</remarks>
public enum LanguageVersion
{
    /// <summary>2008-10-17, also the default of a document without Version.</summary>
    V2008,

    /// <summary>2012-10-17.</summary>
    V2012,
}

/// <summary>A policy document as read.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Version">The language version in force.</param>
/// <param name="VersionText">The Version element as it stands; null where the document has none.</param>
/// <param name="Id">The Id element.</param>
/// <param name="Statements">In the order of the document.</param>
/// <param name="Place">Where the document begins.</param>
public sealed record PolicyDocument(
    PolicyKind Kind,
    LanguageVersion Version,
    string? VersionText,
    string? Id,
    ImmutableArray<Statement> Statements,
    SourcePlace Place);

/// <summary>
/// A document and what was found wrong with it. Where <see cref="HasErrors"/>, IAM would refuse the document or part of
/// it was not understood: nothing may be concluded from it.
/// </summary>
public sealed record ParsedPolicy(PolicyDocument? Document, ImmutableArray<Diagnostic> Diagnostics)
{
    public bool HasErrors => Document is null || Diagnostics.Any(d => d.Severity == Severity.Error);
}
