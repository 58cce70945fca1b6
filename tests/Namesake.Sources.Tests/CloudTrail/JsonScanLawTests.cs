using System.Text;
using System.Text.Json;
using CsCheck;
using Namesake.Sources.CloudTrail;

namespace Namesake.Sources.Tests.CloudTrail;

/// <summary>What is passed over without tokens is JSON, and all JSON that is not too deep is passed over.</summary>
public sealed class JsonScanLawTests
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ":", ",", "\"", "\"a\"", "\"a\":", "\"\\\"\"", "\"\\u00e9\"", "\\", "\\u12", "true", "false", "null", "0", "-1", "1.5e-3", "01", "-", ".", "e",
        " ", "\n", "\t", "\r", "\0", "é", "{}", "[]", "{\"a\":1}", "[1,2]", "\"0123456789012345678901234567890123456789\"", "\"01234567890123456789012345678\\n\"", "/",
    ];

    private static readonly string[] Values = ["true", "false", "null", "0", "-0.5E+10", "12", "\"\"", "\"text \\\\ \\\" \\u0041\"", "{ }", "[\n]"];

    private static readonly Gen<string> Json = Gen.Recursive<string>((depth, inner) => depth > 5 ? Gen.Const("1") : Gen.OneOf(
        Gen.Int[0, Values.Length - 1].Select(i => Values[i]),
        inner.Array[0, 4].Select(values => $"[{string.Join(" , ", values)}]"),
        inner.Array[0, 4].Select(values => $"{{{string.Join(",", values.Select((v, i) => $"\"{new string('n', i * 17)}\" : {v}"))}}}")));

    [Fact]
    public void Pieces_of_JSON_in_any_order_are_passed_over_as_tokens_are() =>
        Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[1, 12].Select(string.Concat).Sample(Agree, iter: 100_000);

    [Fact]
    public void JSON_with_a_byte_changed_is_passed_over_as_tokens_are() =>
        Gen.Select(Json, Gen.Double[0, 1], Gen.Char['\0', '\u007f'], Gen.Bool)
            .Select((json, where, what, change) => change ? json.Remove((int)(where * (json.Length - 1)), 1).Insert((int)(where * (json.Length - 1)), what.ToString()) : json)
            .Sample(Agree, iter: 30_000);

    [Fact]
    public void Whole_JSON_is_passed_over_whole() => Json.Sample(json => JsonScan.Value(Encoding.UTF8.GetBytes(json), 0) == Encoding.UTF8.GetByteCount(json), iter: 10_000);

    [Fact]
    public void Nesting_ends_where_it_is_said_to_end()
    {
        for (var depth = 1; depth < 70; depth++)
        {
            var json = Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth));
            Assert.Equal(depth <= JsonScan.MaxDepth ? json.Length : -1, JsonScan.Value(json, 0));
        }
    }

    // In a list: what follows a number is only looked at by whoever reads on.
    private static bool Agree(string json)
    {
        var bytes = Encoding.UTF8.GetBytes($"[{json}]");
        return JsonScan.Value(bytes, 0) == EndByTokens(bytes);
    }

    /// <summary>Where the first value ends; -1 where it is broken or cut.</summary>
    private static int EndByTokens(byte[] json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = JsonScan.MaxDepth });
        try
        {
            return reader.Read() && reader.TrySkip() ? (int)reader.BytesConsumed : -1;
        }
        catch (JsonException)
        {
            return -1;
        }
    }
}
