using System.Collections.Immutable;
using Namesake.Policy.Model;
using Namesake.Policy.Evaluation;
using Namesake.Prover.Languages;

namespace Namesake.Prover.Questions;

/// <summary>
/// Why the callers of one kind cannot share a name. Proofs look at a weaker policy than the real one (they forget every
/// Deny and every test that they do not need): it admits more requests, so what holds for it holds for the real one.
/// </summary>
internal sealed record Proof(Verdict Verdict, Carrier Carrier, string Reason, string Code)
{
    /// <param name="ways">All live ways of one kind of caller.</param>
    public static Proof? Find(ImmutableArray<Way> ways) =>
        SoleCaller(ways)
        ?? (ways[0].Kind == CallerKind.Saml ? OneSamlProvider(ways) : null)
        ?? ForcedForm(ways, KeyCatalogue.SessionName, Carrier.SessionName)
        ?? ForcedForm(ways, KeyCatalogue.SourceIdentity, Carrier.SourceIdentity);

    private static Proof? SoleCaller(ImmutableArray<Way> ways)
    {
        var principals = ways.SelectMany(w => w.Principals).ToList();
        if (principals[0] is not IdentityPrincipal only || principals.Any(p => p != only)) return null;
        return new Proof(Verdict.Attributable, Carrier.SoleCaller, $"{only.Arn.Resource} is the only caller that can assume the role", "attributable-sole-caller");
    }

    private static Proof? OneSamlProvider(ImmutableArray<Way> ways)
    {
        var principals = ways.SelectMany(w => w.Principals).Distinct().ToList();
        return principals is [FederatedPrincipal provider]
            ? new Proof(Verdict.Federated, Carrier.SessionName, $"{provider.Text} names the caller in its assertion", "federated-saml")
            : null;
    }

    private static Proof? ForcedForm(ImmutableArray<Way> ways, string key, Carrier carrier)
    {
        var forms = ways.Select(w => FormOn(w, key)).ToList();
        if (forms[0] is not { } form || forms.Any(f => f != form)) return null;
        if (!Identifies(form, ways)) return null;
        var verdict = ways[0].Kind == CallerKind.WebIdentity ? Verdict.Federated : Verdict.Attributable;
        var what = carrier == Carrier.SessionName ? "session name" : "source identity";
        var code = carrier == Carrier.SessionName ? "session-name" : "source-identity";
        return new Proof(
            verdict, carrier, $"the {what} must be \"{form.Prefix}${{{form.Variable}}}{form.Suffix}\", which is the caller's own",
            $"{(verdict == Verdict.Federated ? "federated" : "attributable")}-{code}");
    }

    private static NameForm? FormOn(Way way, string key) =>
        way.Tests
            .Where(t => t.Operator is { Negated: false, NeedsKey: true, Set: SetOperator.None } && t.Key.Text.Equals(key, StringComparison.OrdinalIgnoreCase))
            .Select(NameForm.Of)
            .FirstOrDefault(f => f is not null);

    /// <summary>Whether the form tells the callers of these ways apart: user names have no case, subjects of a provider do.</summary>
    private static bool Identifies(NameForm form, ImmutableArray<Way> ways)
    {
        var principals = ways.SelectMany(w => w.Principals).ToList();
        return ways[0].Kind switch
        {
            CallerKind.IamUser when form.Variable.Equals(KeyCatalogue.UserName, StringComparison.OrdinalIgnoreCase) =>
                principals.Select(AccountOf).Distinct(StringComparer.Ordinal).ToList() is [{ }],
            CallerKind.WebIdentity => principals.Distinct().ToList() is [FederatedPrincipal provider]
                && !form.IgnoreCase && form.Variable.Equals($"{RequestContext.ProviderHost(provider.Text)}:sub", StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
    }

    private static string? AccountOf(Principal principal) => principal switch
    {
        AccountPrincipal account => account.Account.Digits,
        IdentityPrincipal identity => identity.Arn.Account,
        _ => null,
    };
}
