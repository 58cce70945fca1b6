using System.Text.Json;
using Namesake.App.Demo;

namespace Namesake.App.Tests.Demo;

/// <summary>A trail that the tests share.</summary>
public sealed class WrittenDay : IDisposable
{
    public const int Events = 20_000;

    private readonly ScratchFolder folder = new();

    public WrittenDay()
    {
        new SyntheticTrail(Events, 42).WriteTo(folder.Path);
        Trail = WrittenTrail.Read(folder.Path);
        Truth = [.. File.ReadLines(Path.Combine(folder.Path, "truth.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    internal WrittenTrail Trail { get; }

    internal IReadOnlyList<JsonElement> Truth { get; }

    public void Dispose() => folder.Dispose();
}
