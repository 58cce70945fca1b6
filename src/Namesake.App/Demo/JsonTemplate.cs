using System.Buffers;
using System.Text;

namespace Namesake.App.Demo;

/// <summary>What a template is filled with: one seed gives one value for each token, wherever in the event it stands.</summary>
internal readonly record struct TemplateContext(ulong Seed, string Account, string Region);

/// <summary>A piece of JSON with tokens such as ~bucket~, filled anew for every event.</summary>
internal sealed class JsonTemplate
{
    private readonly (byte[] Literal, string? Token)[] parts;

    private JsonTemplate((byte[] Literal, string? Token)[] parts) => this.parts = parts;

    /// <summary>Reads a template; null stays null.</summary>
    public static JsonTemplate? Parse(string? text)
    {
        if (text is null)
            return null;
        var pieces = text.Split('~');
        var read = new List<(byte[] Literal, string? Token)>();
        for (var i = 0; i < pieces.Length; i += 2)
            read.Add((Encoding.UTF8.GetBytes(pieces[i]), i + 1 < pieces.Length ? pieces[i + 1] : null));
        return new([.. read]);
    }

    /// <summary>Writes the piece, its tokens replaced.</summary>
    public void WriteTo(IBufferWriter<byte> output, in TemplateContext context)
    {
        foreach (var (literal, token) in parts)
        {
            output.Write(literal);
            if (token is not null)
                Encoding.UTF8.GetBytes(Value(token, context), output);
        }
    }

    /// <summary>The text for a token.</summary>
    public static string Value(string token, in TemplateContext context)
    {
        var random = SplitMix64.At(context.Seed, Hash(token));
        return token switch
        {
            "account" => context.Account,
            "region" => context.Region,
            "bucket" => $"acme-{random.Pick<string>(Words)}-{random.Pick<string>(Words)}-{context.Region}",
            "key" => $"{random.Pick<string>(Words)}/2025/03/{random.Between(1, 3):00}/part-{random.Below(100_000):00000}-{Mint.Hex(ref random, 8)}.parquet",
            "name" or "other" => $"{random.Pick<string>(Words)}-{random.Pick<string>(Words)}-{random.Below(40)}",
            "hex8" or "hex8b" => Mint.Hex(ref random, 8),
            "hex17" or "hex17b" or "hex17c" => Mint.Hex(ref random, 17),
            "hex32" => Mint.Hex(ref random, 32),
            "digest" => Mint.Hex(ref random, 64),
            "uuid" or "uuidb" => Mint.Guid(ref random),
            "kms" => PickKey(ref random),
            "amz" => Mint.Base64Text(ref random, 74),
            "token" => Mint.Base64Text(ref random, 120),
            "int" => Digits(random.Below(100_000)),
            "small" => Digits(random.Below(100)),
            "ip" => $"10.{random.Below(8)}.{random.Below(256)}.{random.Below(256)}",
            "zone" => context.Region + random.Pick<string>(Zones),
            "second" => Day.Stamp(random.Below(Day.Length)),
            _ => throw new ArgumentException($"No such token: {token}", nameof(token)),
        };
    }

    private static readonly string[] Zones = ["a", "b", "c"];

    private static readonly string[] Words =
        ["orders", "invoices", "payments", "catalog", "search", "media", "events", "ledger", "reports", "batch", "metrics", "assets", "profiles", "shipping", "returns", "pricing", "frontend", "gateway", "worker", "archive"];

    // Keys are few and come back: two thousand at most.
    private static string PickKey(ref SplitMix64 random)
    {
        var key = SplitMix64.At(0x6B6D73, (ulong)random.Below(2000));
        return Mint.Guid(ref key);
    }

    private static string Digits(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    // FNV-1a: string.GetHashCode differs from run to run.
    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
            hash = (hash ^ c) * 1099511628211UL;
        return hash;
    }
}
