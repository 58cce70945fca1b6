using Namesake.Policy.Conditions;
using Namesake.Policy.Model;

namespace Namesake.Prover.Tests.Oracle.Smt;

/// <summary>Whether a condition holds of a symbolic request: absent keys, negation, lists.</summary>
internal static class ConditionTerms
{
    public static string Holds(SymbolicRequest request, ConditionTest test)
    {
        var key = request.Key(test.Key.Text);
        if (test.Operator.Family == OperatorFamily.Null) return Term.Or(test.Matchers.Select(m => NullHolds(m, key)));
        if (key.Present == Term.False) return HoldsWhenAbsent(test.Operator);
        return Term.If(key.Present, HoldsWhenPresent(request, test, key), HoldsWhenAbsent(test.Operator));
    }

    private static string NullHolds(ValueMatcher matcher, SymbolicKey key) => (matcher as NullMatcher)?.MustBeAbsent switch
    {
        true => Term.Not(key.Present),
        false => key.Present,
        null => Term.False,
    };

    private static string HoldsWhenAbsent(ConditionOperator op) => op.Set switch
    {
        SetOperator.ForAllValues => Term.True,
        SetOperator.ForAnyValue => Term.False,
        _ => op.Negated || op.IfExists ? Term.True : Term.False,
    };

    private static string HoldsWhenPresent(SymbolicRequest request, ConditionTest test, SymbolicKey key)
    {
        var negated = test.Operator.Negated;
        return test.Operator.Set switch
        {
            SetOperator.ForAllValues => Term.And(key.Values.Select((v, i) => Term.Implies(Counts(i), Signed(Any(v), negated)))),
            SetOperator.ForAnyValue => Term.Or(key.Values.Select((v, i) => Term.And(Counts(i), Signed(Any(v), negated)))),
            _ => Signed(Term.Or(key.Values.Select((v, i) => Term.And(Counts(i), Any(v)))), negated),
        };

        string Any(string value) => Term.Or(Enumerable.Range(0, test.Values.Length).Select(i => ValueTerms.Matches(request, test, i, key, value)));

        // A list may repeat its values, so that all of them count or the first alone.
        string Counts(int index) => index == 0 ? Term.True : key.IsList;
    }

    private static string Signed(string term, bool negated) => negated ? Term.Not(term) : term;
}
