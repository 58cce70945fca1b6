namespace Namesake.App.Demo;

/// <summary>Makes up identifiers that look like those of AWS and belong to nobody.</summary>
internal static class Mint
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string Base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string Hexadecimal = "0123456789abcdef";

    /// <summary>A temporary access key id.</summary>
    public static string TemporaryKey(ref SplitMix64 random) => "ASIA" + Text(ref random, Base32, 16);

    /// <summary>A long-term access key id.</summary>
    public static string LongTermKey(ref SplitMix64 random) => "AKIA" + Text(ref random, Base32, 16);

    /// <summary>A unique id of IAM, such as AROA… for a role.</summary>
    public static string UniqueId(ref SplitMix64 random, string prefix) => prefix + Text(ref random, Base32, 17);

    /// <summary>A session token of about the length of real ones.</summary>
    public static string SessionToken(ref SplitMix64 random) =>
        "IQoJb3JpZ2luX2VjE" + Text(ref random, Base64, 678 + (4 * random.Below(60))) + "=";

    /// <summary>The sixteen characters at the end of the name of a log file.</summary>
    public static string FileSuffix(ref SplitMix64 random) => Text(ref random, Alphanumeric, 16);

    /// <summary>Hexadecimal digits, as in the ids of instances and volumes.</summary>
    public static string Hex(ref SplitMix64 random, int length) => Text(ref random, Hexadecimal, length);

    /// <summary>Characters of base 64.</summary>
    public static string Base64Text(ref SplitMix64 random, int length) => Text(ref random, Base64, length);

    /// <summary>A request id of S3: sixteen characters of base 32.</summary>
    public static string ShortRequestId(ref SplitMix64 random) => Text(ref random, Base32, 16);

    /// <summary>A random GUID in lowercase.</summary>
    public static string Guid(ref SplitMix64 random) => GuidText(GuidBits(ref random));

    /// <summary>The 128 bits of a random GUID: their order as numbers is the order of the texts.</summary>
    public static UInt128 GuidBits(ref SplitMix64 random)
    {
        var upper = (random.Next() & ~0xF000UL) | 0x4000UL;
        var lower = (random.Next() & ~(3UL << 62)) | (1UL << 63);
        return new UInt128(upper, lower);
    }

    /// <summary>The text of a GUID: 8-4-4-4-12 lowercase hexadecimal digits.</summary>
    public static string GuidText(UInt128 bits) => string.Create(36, bits, static (text, value) =>
    {
        var shift = 124;
        for (var i = 0; i < text.Length; i++)
        {
            if (i is 8 or 13 or 18 or 23)
            {
                text[i] = '-';
                continue;
            }

            text[i] = Hexadecimal[(int)((value >> shift) & 0xF)];
            shift -= 4;
        }
    });

    private static string Text(ref SplitMix64 random, string alphabet, int length)
    {
        Span<char> text = length <= 128 ? stackalloc char[128] : new char[length];
        text = text[..length];
        for (var i = 0; i < length; i++)
            text[i] = alphabet[random.Below(alphabet.Length)];
        return new string(text);
    }
}
