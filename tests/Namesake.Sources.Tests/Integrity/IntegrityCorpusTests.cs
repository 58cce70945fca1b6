using Namesake.Tests;
using Namesake.Sources.Tests.Files;

namespace Namesake.Sources.Tests.Integrity;

/// <summary>Every line of tests/Corpus/integrity.jsonl, as S3 would give it and as a folder holds it.</summary>
public sealed class IntegrityCorpusTests
{
    public static TheoryData<string> Names { get; } = [.. IntegrityCase.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_scenario_gives_its_faults(string name)
    {
        var scenario = IntegrityCase.Of(name);
        var found = Verified.InMemory(scenario.Build(), Verified.Day);
        Assert.Equal(scenario.Faults, Verified.CodesOf(found.Faults));
        Assert.Equal(scenario.Undecided, Verified.CodesOf(found.Diagnostics));
        Assert.Equal(scenario.Exit, Verified.ExitOf(found));
        Assert.Equal(scenario.ProvedMinutes, Verified.ProvedMinutes(found));
        Assert.All(found.Faults, f => Assert.NotNull(f.Place));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_folder_with_the_metadata_beside_gives_the_same(string name)
    {
        var scenario = IntegrityCase.Of(name);
        using var folder = new Folder();
        scenario.Build().WriteTo(folder.Path);
        using var keys = Verified.Keys();
        var found = await Verified.InFolder([folder.Path], keys, Verified.Day);
        Assert.Equal(scenario.Faults, Verified.CodesOf(found.Faults));
        Assert.Equal(scenario.Undecided, Verified.CodesOf(found.Diagnostics));
        Assert.Equal(scenario.ProvedMinutes, Verified.ProvedMinutes(found));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_folder_without_metadata_or_keys_is_never_called_proved(string name)
    {
        using var folder = new Folder();
        IntegrityCase.Of(name).Build().WriteTo(folder.Path, withMetadata: false);
        using var keys = Verified.Keys();
        var unsigned = await Verified.InFolder([folder.Path], keys, Verified.Day);
        Assert.NotEqual(0, Verified.ExitOf(unsigned));
        Assert.True(Verified.ProvedMinutes(unsigned) <= (IntegrityCase.Hours - 1) * 60);
        var keyless = await Verified.InFolder([folder.Path], null, Verified.Day);
        Assert.NotEqual(0, Verified.ExitOf(keyless));
        Assert.Equal(0, Verified.ProvedMinutes(keyless));
    }

    [Fact]
    public void The_scenarios_are_many_and_mark_what_the_CLI_lets_pass()
    {
        Assert.True(IntegrityCase.All.Count >= 25);
        Assert.Equal(IntegrityCase.All.Count, IntegrityCase.All.Select(c => c.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(IntegrityCase.All, c => Assert.Equal(c.IsStricter, c.Cli == 0 && c.Exit != 0));
        Assert.All(IntegrityCase.All, c => Assert.False(c.Cli != 0 && c.Exit == 0, c.Name));
    }
}
