namespace Namesake.App.Demo;

/// <summary>
/// A small made-up account and one day of its trail, with six stories to ask about: a bucket emptied and deleted,
/// a chain of two roles into another account, a SAML user, an instance, a stolen session name and a session whose
/// issuing event is missing.
/// </summary>
public static class DemoDay
{
    /// <summary>The event in which alice's session of SupportAccess deletes the bucket acme-invoices.</summary>
    public const string BucketDeleted = "5f0c3a52-8f6e-4b1d-9c57-2d1e7a90b3c4";

    /// <summary>The event in which bob, through Deploy and ProdAdmin, opens a security group of the other account.</summary>
    public const string GroupOpened = "c7d1e8b4-3a29-4f60-8b15-90ee4c2f7a11";

    /// <summary>The event in which mallory, as the session alice of SupportAccess, reads a secret.</summary>
    public const string SecretRead = "0b9e64d7-51c8-4e3a-a6f2-7c38d5b01e9f";

    /// <summary>The event of a session of DataScience whose issuing event is not in the trail.</summary>
    public const string MissingIssuer = "e3a7f519-2c04-4d8b-b7e6-16fd8a95c032";

    /// <summary>Writes account.json and the folder trail below <paramref name="directory"/>; the same bytes every time.</summary>
    public static void WriteTo(string directory)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllBytes(Path.Combine(directory, "account.json"), DemoAccount.ToUtf8());

        var tape = new DemoTape();
        DemoStories.TellAliceEmptiesABucket(tape);
        DemoStories.TellBobWalksIntoProduction(tape);
        DemoStories.TellCarolComesThroughSaml(tape);
        DemoStories.TellAnInstanceWorks(tape);
        DemoStories.TellMalloryTakesAName(tape);
        DemoStories.TellDaveComesFromNowhere(tape);
        DemoNoise.Fill(tape);
        tape.WriteTo(Path.Combine(directory, "trail"));
    }
}
