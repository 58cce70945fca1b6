using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Tests.Storage;

public sealed class ManifestTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_ledger_of_another_schema_is_refused_with_what_to_do(int difference)
    {
        using var ledger = new TestLedger().Import(Trail.ByUser("alice", 1, "first"));
        var path = Path.Combine(ledger.Folder.Path, "ledger.json");
        var other = Manifest.Empty.Schema + difference;
        var text = File.ReadAllText(path);
        File.WriteAllText(path, text.Replace($"\"schema\": {Manifest.Empty.Schema}", $"\"schema\": {other}", StringComparison.Ordinal));
        Assert.NotEqual(text, File.ReadAllText(path));
        var why = Assert.Throws<LedgerException>(() => ledger.Open());
        Assert.Contains($"version {other}", why.Message, StringComparison.Ordinal);
        Assert.EndsWith("import into a new folder", why.Message, StringComparison.Ordinal);
    }
}
