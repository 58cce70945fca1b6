using System.Collections.Immutable;
using Namesake.Policy.Model;

namespace Namesake.Prover.Tests.Oracle;

/// <summary>The world of the random attack: names of two or three letters out of a, b and -, two accounts.</summary>
internal static class TinyWorld
{
    public const string One = "111122223333";
    public const string Two = "444455556666";
    public const string Google = "accounts.google.com";
    public const string Issuer = "arn:aws:iam::111122223333:oidc-provider/id.example.com";
    public const string Saml = "arn:aws:iam::111122223333:saml-provider/corp";

    private static readonly ImmutableArray<string> Letters = ["a", "b", "-"];

    public static ImmutableArray<string> Names { get; } =
        [.. from x in Letters from y in Letters select x + y, .. from x in Letters from y in Letters from z in Letters select x + y + z];

    public static SmallWorld World { get; } = new(
        [.. Users(One, "a", "b", "ab", "ba", "b-a", "a-", "AB"), .. Users(Two, "ab", "b"),
            .. Sessions(One, "dev", "ab", "ba"), .. Sessions(One, "ops", "ab"), .. Sessions(Two, "dev", "ab", "aa"),
            new Caller(CallerKind.Service, "ec2.amazonaws.com", null, null),
            .. Subjects(CallerKind.WebIdentity, Google, "ab", "AB", "b", "ba"), .. Subjects(CallerKind.WebIdentity, Issuer, "ab"),
            .. Subjects(CallerKind.Saml, Saml, "ab", "ba")],
        Names,
        ["aa", "ab", "ba", "b-", "bab", "a-b"],
        ImmutableSortedDictionary<string, ImmutableArray<ContextValue>>.Empty
            .Add("sts:ExternalId", [ContextValue.Of("ab"), ContextValue.Of("x")])
            .Add("custom:key", [ContextValue.Of("ab"), ContextValue.OfList("ab", "x")])
            .Add("aws:PrincipalTag/team", [ContextValue.Of("ab"), ContextValue.Of("ba")])
            .Add("saml:sub", [ContextValue.Of("ab")])
            .Add($"{Google}:sub", [ContextValue.Of("ab")])
            .Add("aws:SourceAccount", [ContextValue.Of(One), ContextValue.Of(Two)]),
        ImmutableDictionary<string, string>.Empty.Add($"arn:aws:iam::{One}:role/ops", $"arn:aws:iam::{One}:role/path/ops"));

    private static IEnumerable<Caller> Users(string account, params string[] names) => names.Select(n => Caller.User(AccountId.Of(account), n));

    private static IEnumerable<Caller> Sessions(string account, string role, params string[] names) =>
        names.Select(n => Caller.Session(AccountId.Of(account), role, n));

    private static IEnumerable<Caller> Subjects(CallerKind kind, string provider, params string[] names) =>
        names.Select(n => new Caller(kind, provider, null, n));
}
