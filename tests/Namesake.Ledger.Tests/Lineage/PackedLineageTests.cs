using CsCheck;
using Namesake.Ledger.Lineage;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Tests.Lineage;

/// <summary>The law of packing: what is taken out is what was put in, and it has one number whoever says it.</summary>
public sealed class PackedLineageTests
{
    private static readonly string?[] Odd =
        [null, "", "/", ":", "a/", ":b", "AROAEXAMPLE:alice", "arn:aws:sts::111122223333:assumed-role/Support/alice", "ASIAEXAMPLE1", "schlüssel", "key\0", new('k', 255), new('k', 256), new('s', 2_000)];

    private static readonly Gen<string?> Texts = Gen.OneOf(Gen.Int[0, Odd.Length - 1].Select(i => Odd[i]), Gen.String[Gen.Char['a', 'c'], 0, 3].Select(s => (string?)s));

    private static readonly Gen<(UserIdentity Identity, bool FromConsole)> Identities =
        from t in Texts.Array[18]
        from created in Gen.OneOf(Gen.Const((long?)null), Gen.Long[0, 3].Select(l => (long?)l))
        from marked in Gen.Bool
        from console in Gen.Bool
        select (new UserIdentity
        {
            Type = t[0], Arn = t[1], AccountId = t[2], UserName = t[3], PrincipalId = t[4], AccessKeyId = t[5], InvokedBy = t[6], IdentityProvider = t[7], CreationDate = created,
            FromConsole = marked, SessionIssuerType = t[8], SessionIssuerArn = t[9], SessionIssuerPrincipalId = t[10], SessionIssuerUserName = t[11], SourceIdentity = t[12],
            SignInSessionArn = t[13], OnBehalfOfUser = t[14], OnBehalfOfStore = t[15], IssuedTo = t[16], Ec2RoleDelivery = t[17],
        }, console);

    private static readonly Gen<IssuedCredential> Credentials =
        from caller in Identities
        from t in Texts.Array[11]
        from time in Gen.Long
        select new IssuedCredential
        {
            Id = new EventId(t[0] ?? "11111111-2222-3333-4444-555555555555"), Time = time, EventName = t[1] ?? "AssumeRole", Region = t[2], RecipientAccount = t[3], SourceAddress = t[4],
            SharedEventId = t[5], AccessKeyId = t[6], RoleArn = t[7], PrincipalId = t[8], SessionName = t[9], SourceIdentity = t[10], Caller = caller.Identity, FromConsole = caller.FromConsole,
        };

    [Fact]
    public void Identities_come_back_as_they_were_and_have_one_number_each() => Gen.Select(Identities.Array[1, 20], Gen.Int[0, 19]).Sample((identities, again) =>
    {
        var packed = new PackedIdentities(new PackedTexts());
        var numbers = identities.Append(identities[again % identities.Length]).Select(i => packed.NumberOf(i.Identity, i.FromConsole)).ToList();
        Assert.Equal(numbers[again % identities.Length], numbers[^1]);
        for (var i = 0; i < identities.Length; i++)
        {
            Assert.True(UserIdentityContent.Instance.Equals(identities[i], packed[numbers[i]]), $"{identities[i]} came back as {packed[numbers[i]]}");
            for (var j = 0; j < i; j++) Assert.Equal(UserIdentityContent.Instance.Equals(identities[i], identities[j]), numbers[i] == numbers[j]);
        }
    });

    [Fact]
    public void Credentials_come_back_as_they_were() => Credentials.Array[1, 10].Sample(credentials =>
    {
        var texts = new PackedTexts();
        var callers = new PackedIdentities(texts);
        var packed = new PackedCredentials(texts, callers);
        var numbers = credentials.Select(packed.Add).ToList();
        for (var i = 0; i < credentials.Length; i++)
        {
            var back = packed.Get(numbers[i], n => callers[n]);
            Assert.True(UserIdentityContent.Instance.Equals((credentials[i].Caller, credentials[i].FromConsole), (back.Caller, back.FromConsole)));
            Assert.Equal(credentials[i] with { Caller = UserIdentity.None }, back with { Caller = UserIdentity.None });
        }
    });

    [Fact]
    public void What_is_kept_is_counted()
    {
        var texts = new PackedTexts();
        texts.Share(new string('a', 10_000));
        texts.Share(new string('a', 10_000));
        texts.Own("ASIAEXAMPLE1");
        Assert.InRange(texts.Bytes, 20_000, 21_000);
    }
}
