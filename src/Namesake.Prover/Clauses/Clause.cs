using System.Collections.Immutable;
using Namesake.Policy.Conditions;
using Namesake.Policy.Model;
using Namesake.Prover.Languages;

namespace Namesake.Prover.Clauses;

/// <summary>What a clause demands of a session name or source identity.</summary>
/// <param name="Language">The names that pass all tests which do not depend on the caller.</param>
/// <param name="Ties">Templates that a name must match, with variables of the caller or the request.</param>
/// <param name="Banned">Templates with variables that a name must not match; proofs use them only where they forbid a tie outright.</param>
internal sealed record NameDemand(Language Language, ImmutableArray<TextTemplate> Ties, ImmutableArray<TextTemplate> Banned)
{
    /// <summary>Templates of which a name matches one, where they are too many to tell apart: for examples only.</summary>
    public ImmutableArray<TextTemplate> Hints { get; init; } = [];

    public static readonly NameDemand Free = new(Language.OfNames(Policy.Evaluation.StsAdmission.MinNameLength), [], []);
}

/// <summary>A condition as a clause meets it: it must hold, or must fail (so that a Deny does not apply).</summary>
internal readonly record struct Obligation(ConditionTest Test, bool MustHold);

/// <summary>
/// A conjunction of demands on a request: one choice of who calls, of the statements that allow it, and of the test by
/// which it escapes each Deny. The policies admit a request only if it satisfies one of their clauses. A clause may
/// forget demands that the analysis does not model (<see cref="Loose"/>), which only lets more in.
/// </summary>
internal sealed record Clause(CallerDomain Domain)
{
    /// <summary>Which of the optional parameters the requests have.</summary>
    public RequestForm Form { get; init; }

    /// <summary>The partitions that the callers' ARNs may be of.</summary>
    public ImmutableArray<string> Partitions { get; init; } = [];

    /// <summary>The trust policy's statement that lets the request in.</summary>
    public Statement? Entrance { get; init; }

    public NameDemand SessionName { get; init; } = NameDemand.Free;

    public NameDemand SourceIdentity { get; init; } = NameDemand.Free;

    /// <summary>The user's name, the session's own name, the subject.</summary>
    public required Language Name { get; init; }

    /// <summary>For role sessions without a known role: what follows <c>role/</c> in its ARN.</summary>
    public Language RolePath { get; init; } = new([], 1, 512, Language.NameLetters + "/", AnyLetter: true);

    /// <summary>The caller's name where the domain or the tests leave one (up to case, for users).</summary>
    public string? OneName { get; init; }

    /// <summary>Whether the one name is known up to case only.</summary>
    public bool OneNameInAnyCase { get; init; }

    /// <summary>The ARN of the role whose sessions the callers are, where the domain or the tests leave one.</summary>
    public string? OneRole { get; init; }

    /// <summary>The unique id (AIDA…, AROA…) of the user or role, where a test on <c>aws:userid</c> fixes it.</summary>
    public string? UniqueId { get; init; }

    /// <summary>The caller's attribute as a function of a name: templates of a name that tests on the attribute demand.</summary>
    public ImmutableArray<(string Name, TextTemplate Template)> Readings { get; init; } = [];

    /// <summary>Free keys that a test on the caller's name makes equal to it.</summary>
    public ImmutableDictionary<string, TextTemplate> EqualKeys { get; init; } = ImmutableDictionary.Create<string, TextTemplate>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every obligation taken in.</summary>
    public ImmutableArray<Obligation> Met { get; init; } = [];

    /// <summary>Tests on keys that the request is free to carry.</summary>
    public ImmutableArray<Obligation> Context { get; init; } = [];

    /// <summary>Tests that were forgotten.</summary>
    public ImmutableArray<Obligation> Loose { get; init; } = [];

    /// <summary>A test whose meaning AWS leaves open was read so that it lets more in.</summary>
    public ConditionTest? Doubtful { get; init; }

    public CallerKind Kind => Domain.Kind;

    /// <summary>The condition key that names callers of the domain; the pseudo-key of a session's own name has no variable.</summary>
    public string NameKey => Kind switch
    {
        CallerKind.IamUser => KeyCatalogue.UserName,
        CallerKind.RoleSession => OwnSessionName,
        CallerKind.Saml => AssertedName,
        _ => $"{Domain.Host}:sub".ToLowerInvariant(),
    };

    /// <summary>Whether this clause asks for no more than the one that it came from.</summary>
    public bool IsAsWideAs(Clause origin) =>
        Met.Length == origin.Met.Length && Loose.Length == origin.Loose.Length && Context.Length == origin.Context.Length;

    public NameDemand Of(string nameKey) => nameKey == KeyCatalogue.SessionName ? SessionName : SourceIdentity;

    public Clause With(string nameKey, NameDemand demand) =>
        nameKey == KeyCatalogue.SessionName ? this with { SessionName = demand } : this with { SourceIdentity = demand };

    /// <summary>
    /// The name that a SAML assertion gives the session. The assertion's subject (<c>saml:sub</c>) may be another text.
    /// </summary>
    public const string AssertedName = "(asserted name)";

    public const string OwnSessionName = "(own session name)";
}

/// <summary>The optional parameters of a request: each needs an action of its own to be allowed.</summary>
internal readonly record struct RequestForm(bool SourceIdentity, bool Tags);
