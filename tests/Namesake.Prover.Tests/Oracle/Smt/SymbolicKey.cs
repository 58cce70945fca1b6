using System.Collections.Immutable;

namespace Namesake.Prover.Tests.Oracle.Smt;

/// <summary>A condition key of a symbolic request.</summary>
/// <param name="Present">Whether the request has it, as a term.</param>
/// <param name="IsList">Whether it has several values, as a term.</param>
/// <param name="Values">Its values; all but the first count only in a list.</param>
/// <param name="ArnParts">The six parts of a value that is an ARN by its nature; empty for others.</param>
/// <param name="Kind">What the values are.</param>
internal sealed record SymbolicKey(
    string Present, string IsList, ImmutableArray<string> Values, ImmutableArray<string> ArnParts, ValueKind Kind = ValueKind.Text)
{
    public static readonly SymbolicKey Absent = new(Term.False, Term.False, [Term.Text("")], []);

    /// <summary>The value that a variable stands for, where <see cref="IsSingle"/>.</summary>
    public string Single => Values[0];

    /// <summary>Whether a request may give it any text.</summary>
    public bool IsFree => Single.Contains("_key", StringComparison.Ordinal);

    public string IsSingle => Term.And(Present, Term.Not(IsList));

    public static SymbolicKey Always(string value) => new(Term.True, Term.False, [value], []);

    public static SymbolicKey When(string present, string value) => new(present, Term.False, [value], []);

    public static SymbolicKey ArnOf(ImmutableArray<string> parts) =>
        new(Term.True, Term.False, [Term.Concat([.. parts.SelectMany((p, i) => i == 0 ? (string[])[p] : [Term.Text(":"), p])])], parts);
}

/// <summary>What the values of a key are: texts, or what Numeric and Date, or IpAddress operators read out of texts.</summary>
internal enum ValueKind
{
    Text,
    Number,
    Date,
    Address,
}
