using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Namesake.EndToEnd.Hostile;

/// <summary>
/// Writes the content of a hostile file from its short form, in which <c>⟦…⟧</c> stands for
/// <list type="bullet">
/// <item><c>⟦7⟧</c>: a good session event, the file's seventh; <c>⟦7|"eventName":null⟧</c>: the same with this in place of its own member;</item>
/// <item><c>⟦lines 50⟧</c>: its first fifty events, a line each;</item>
/// <item><c>⟦*1000|[⟧</c>: a text so many times;</item>
/// <item><c>⟦x ff⟧</c>: bytes;</item>
/// <item><c>⟦s …⟧</c>, <c>⟦q …⟧</c>: a text escaped for a JSON string, and with its quotes doubled for CSV.</item>
/// </list>
/// They may stand inside one another.
/// </summary>
internal sealed class HostileText(HostileCase file)
{
    private const char Open = '⟦';
    private const char Close = '⟧';

    public byte[] Write() => Write(file.Text);

    private byte[] Write(string text)
    {
        using var bytes = new MemoryStream();
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf(Open, at);
            bytes.Write(Encoding.UTF8.GetBytes(text[at..(open < 0 ? text.Length : open)]));
            if (open < 0) break;
            var close = EndOf(text, open);
            bytes.Write(Expand(text[(open + 1)..close]));
            at = close + 1;
        }
        return bytes.ToArray();
    }

    private byte[] Expand(string inside)
    {
        if (inside[0] == '*') return Repeat(inside[1..]);
        if (inside.StartsWith("x ", StringComparison.Ordinal)) return Convert.FromHexString(inside[2..]);
        if (inside.StartsWith("s ", StringComparison.Ordinal)) return Encoding.UTF8.GetBytes(JsonEncodedText.Encode(Encoding.UTF8.GetString(Write(inside[2..]))).ToString());
        if (inside.StartsWith("q ", StringComparison.Ordinal)) return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Write(inside[2..])).Replace("\"", "\"\"", StringComparison.Ordinal));
        if (inside.StartsWith("lines ", StringComparison.Ordinal))
            return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, int.Parse(inside[6..], CultureInfo.InvariantCulture)).Select(n => Event(n, "") + "\n")));
        var bar = inside.IndexOf('|', StringComparison.Ordinal);
        return Write(Event(int.Parse(bar < 0 ? inside : inside[..bar], CultureInfo.InvariantCulture), bar < 0 ? "" : inside[(bar + 1)..]));
    }

    private byte[] Repeat(string inside)
    {
        var bar = inside.IndexOf('|', StringComparison.Ordinal);
        var one = Write(inside[(bar + 1)..]);
        var all = new byte[one.Length * int.Parse(inside[..bar], CultureInfo.InvariantCulture)];
        for (var at = 0; at < all.Length; at += one.Length) one.CopyTo(all, at);
        return all;
    }

    private string Event(int number, string instead)
    {
        var session = FormattableString.Invariant($"s{file.Number}");
        (string Name, string Value)[] own =
        [
            ("eventVersion", "\"1.11\""),
            ("userIdentity", $$$$"""{"type":"AssumedRole","principalId":"AROAHOSTILE:{{{{session}}}}","arn":"arn:aws:sts::111122223333:assumed-role/Hostile/{{{{session}}}}","accountId":"111122223333","accessKeyId":"ASIAHOSTILE{{{{file.Number:D9}}}}","sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROAHOSTILE","arn":"arn:aws:iam::111122223333:role/Hostile","accountId":"111122223333","userName":"Hostile"},"attributes":{"creationDate":"2026-03-05T08:00:00Z","mfaAuthenticated":"false"}}}"""),
            ("eventTime", "\"2026-03-05T09:00:00Z\""),
            ("eventSource", "\"s3.amazonaws.com\""),
            ("eventName", "\"GetObject\""),
            ("awsRegion", "\"eu-west-1\""),
            ("sourceIPAddress", "\"203.0.113.7\""),
            ("userAgent", "\"aws-cli/2.15\""),
            ("requestParameters", "{\"bucketName\":\"b\"}"),
            ("responseElements", "null"),
            ("eventID", $"\"{file.IdOf(number)}\""),
            ("recipientAccountId", "\"111122223333\""),
        ];
        var members = own.Where(m => !instead.Contains($"\"{m.Name}\":", StringComparison.Ordinal)).Select(m => $"\"{m.Name}\":{m.Value}");
        return $"{{{string.Join(',', instead.Length > 0 ? members.Append(instead) : members)}}}";
    }

    private static int EndOf(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            if (text[i] == Open) depth++;
            if (text[i] == Close && --depth == 0) return i;
        }
        throw new FormatException($"{Open} without {Close}: {text}");
    }
}
