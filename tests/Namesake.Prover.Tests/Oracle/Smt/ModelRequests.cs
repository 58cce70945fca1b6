using System.Collections.Immutable;
using System.Globalization;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;

namespace Namesake.Prover.Tests.Oracle.Smt;

/// <summary>Reads requests back from the solver's values, so that the evaluator can be asked about them.</summary>
internal static class ModelRequests
{
    public static Request Of(SymbolicRequest symbolic, ModelValues values)
    {
        var context = Request.NoContext;
        foreach (var (name, key) in symbolic.FreeKeys)
            if (Holds(key.Present, symbolic, values))
                context = context.SetItem(name, ValueOf(key, values));
        if (symbolic.Kind == CallerKind.RoleSession && Text(symbolic.Path, "/") is var path and not "/")
            context = context.SetItem("aws:PrincipalArn", ContextValue.Of($"arn:{Partition()}:iam::{Account()}:role{path}{Text(symbolic.RoleName, "some-role")}"));
        return new Request(
            StsAdmission.ActionFor(symbolic.Kind),
            CallerOf(),
            Text(symbolic.SessionName, "some-name"),
            values.IsTrue(symbolic.HasSourceIdentity) ? Text(symbolic.SourceIdentity, "some-identity") : null,
            context);

        Caller CallerOf() => symbolic.Kind switch
        {
            CallerKind.IamUser => Caller.User(AccountId.Of(Account()), Text(symbolic.UserName, "some-user"), Text(symbolic.Path, "/"), Partition()),
            CallerKind.RoleSession => Caller.Session(AccountId.Of(Account()), Text(symbolic.RoleName, "some-role"), Text(symbolic.OwnSessionName, "some-session"), Partition()),
            CallerKind.Service => new Caller(symbolic.Kind, Text(symbolic.Service, "some.amazonaws.com"), null, null),
            _ => new Caller(symbolic.Kind, Text(symbolic.Provider, "accounts.google.com"), null, Text(symbolic.Subject, "some-subject")),
        };

        string Text(string constant, string otherwise) => values.Has(constant) ? values.Text(constant) : otherwise;

        string Account() => Text(symbolic.Account, "999900002222");

        string Partition() => Text(symbolic.Partition, "aws");
    }

    // Of a key that only some providers give, the term is a conjunction whose first part is the choice.
    private static bool Holds(string present, SymbolicRequest symbolic, ModelValues values)
    {
        if (!present.StartsWith("(and ", StringComparison.Ordinal)) return values.IsTrue(present);
        var provider = values.Text(symbolic.Provider);
        return values.IsTrue(present.Split(' ')[1]) && present.Contains(Term.Text(provider), StringComparison.Ordinal);
    }

    private static ContextValue ValueOf(SymbolicKey key, ModelValues values)
    {
        var texts = key.Values.Select(v => key.Kind switch
        {
            ValueKind.Text => values.Text(v),
            ValueKind.Address => Address.TextOf(values.Whole(v)),
            _ => values.Number(v).ToString(CultureInfo.InvariantCulture),
        }).ToImmutableArray();
        return key.IsList != Term.False && values.IsTrue(key.IsList) ? ContextValue.OfList(texts) : ContextValue.Of(texts[0]);
    }
}
