using System.Text.Json;
using Namesake.Tests;

namespace Namesake.EndToEnd.Hostile;

/// <summary>A broken file, or one that is odd but whole, of <c>tests/Corpus/hostile-logs.jsonl</c>.</summary>
/// <param name="Number">The line that it stands in; its events' ids follow from it.</param>
/// <param name="Name">The file's name as .NET gives it.</param>
/// <param name="Text">Its content, as <see cref="HostileText"/> reads it.</param>
/// <param name="Steps">What is then done to its bytes, as <see cref="HostileBytes"/> does it.</param>
/// <param name="Make">How it is made where it is no plain file: <c>fifo</c>, <c>link TARGET</c>, <c>rename NAME</c> (of bash's printf).</param>
/// <param name="Sessions">The ids of the session events that must be read, a number being one of its own.</param>
/// <param name="Events">How many events must be read, those without a session included.</param>
/// <param name="Maybe">So many of its own events may be read or not: the damage is anywhere among them.</param>
/// <param name="Codes">Warnings and errors that must be told of it, each with its line, or <c>*</c> where that depends on the compressor; with <c>?</c> in its place it may be told or not.</param>
internal sealed record HostileCase(
    int Number, string Name, string Text, string[] Steps, string? Make, string[] Sessions, int Events, int Maybe, string[] Codes)
{
    public static IReadOnlyList<HostileCase> All { get; } =
        [.. File.ReadLines(Repository.Corpus("hostile-logs.jsonl")).Select((line, i) => Read(JsonDocument.Parse(line).RootElement, i + 1))];

    public string IdOf(int number) => FormattableString.Invariant($"{Number:x8}-0000-4000-8000-{number:x12}");

    public IEnumerable<string> PossibleSessions => Enumerable.Range(1, Maybe).Select(IdOf);

    private static HostileCase Read(JsonElement json, int number)
    {
        var texts = TextsOf(json, "sessions");
        var read = new HostileCase(
            number, TextOf(json, "name")!, TextOf(json, "text")!, TextsOf(json, "steps"), TextOf(json, "make"), [], json.TryGetProperty("events", out var events) ? events.GetInt32() : texts.Length,
            json.TryGetProperty("maybe", out var maybe) ? maybe.GetInt32() : 0, TextsOf(json, "codes"));
        return read with { Sessions = [.. texts.Select(t => int.TryParse(t, out var own) && own < 10_000 ? read.IdOf(own) : t)] };
    }

    private static string? TextOf(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string[] TextsOf(JsonElement json, string name) => json.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(v => v.GetString()!)] : [];
}
