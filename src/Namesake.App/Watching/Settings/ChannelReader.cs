using System.Globalization;
using Namesake.Audit.Rules;
using Namesake.Policy.Model;
using YamlDotNet.RepresentationModel;

namespace Namesake.App.Watching.Settings;

/// <summary>Reads one channel of the settings.</summary>
internal static class ChannelReader
{
    private const string Types = "stdout, file, webhook, slack, sns, security-hub or email";

    /// <param name="entry">An entry of the list of channels.</param>
    /// <param name="report">Told what is wrong with it.</param>
    /// <returns>Null where something is.</returns>
    public static ChannelSettings? Read(YamlNode entry, YamlReport report)
    {
        if (entry is not YamlMappingNode mapping)
        {
            report.Refuse(entry, $"a channel has fields: \"type\" ({Types}), and what that type needs");
            return null;
        }
        var before = report.Found.Length;
        var fields = new YamlFields(mapping, "a channel", report);
        var type = fields.Needed("type");
        var name = fields.Text("name") ?? type;
        if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')) report.Refuse((fields.Find("name") ?? fields.Find("type"))!, "a channel's name is made of letters, digits, hyphens, dots and underscores");
        var settings = Of(type, name, LeastOf(fields), fields);
        if (settings is not null) fields.End();
        else if (type.Length > 0 && report.Found.Length == before) report.Refuse(fields.Find("type")!, $"\"{type}\" is no type of channel: write {Types}");
        return report.Found.Length == before ? settings : null;
    }

    private static ChannelSettings? Of(string type, string name, FindingSeverity least, YamlFields fields) => type switch
    {
        "stdout" => new StdoutSettings(name, least, OneOf(fields, "format", "json", "text") == "text"),
        "file" => new FileSettings(name, least, Path.Combine(fields.Report.Folder, fields.Needed("path"))),
        "webhook" => Webhook(name, least, fields),
        "slack" => UrlOf(fields, mayBePlain: false) is { } url ? new SlackSettings(name, least, url) : null,
        "sns" => Sns(name, least, fields),
        "security-hub" => SecurityHub(name, least, fields),
        "email" => Mail(name, least, fields),
        _ => null,
    };

    private static WebhookSettings? Webhook(string name, FindingSeverity least, YamlFields fields)
    {
        var key = fields.Secret("secret");
        return UrlOf(fields, mayBePlain: true) is { } url ? new WebhookSettings(name, least, url, key) : null;
    }

    private static SnsSettings Sns(string name, FindingSeverity least, YamlFields fields)
    {
        var topic = fields.Needed("topic");
        if (topic.Length > 0 && !(Arn.TryParse(topic, out var arn) && arn.Service == "sns")) fields.Report.Refuse(fields.Find("topic")!, "\"topic\" must be a topic's ARN: arn:aws:sns:REGION:ACCOUNT:NAME");
        return new SnsSettings(name, least, topic);
    }

    private static SecurityHubSettings SecurityHub(string name, FindingSeverity least, YamlFields fields)
    {
        var (account, region) = (fields.Needed("account"), fields.Needed("region"));
        if (account.Length > 0 && !AccountId.TryParse(account, out _)) fields.Report.Refuse(fields.Find("account")!, "\"account\" must be twelve digits, in quotes");
        return new SecurityHubSettings(name, least, account, region);
    }

    private static MailSettings Mail(string name, FindingSeverity least, YamlFields fields)
    {
        var isImplicit = OneOf(fields, "tls", "starttls", "implicit") == "implicit";
        var port = isImplicit ? 465 : 587;
        if (fields.Text("port") is { } text && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= ushort.MaxValue)) fields.Report.Refuse(fields.Find("port")!, "\"port\" must be a number up to 65,535");
        var to = fields.Texts("to");
        if (to.IsEmpty) fields.Report.Refuse(fields.Node, "a channel of type email needs \"to\", one address or a list of them");
        var (user, password) = (fields.Text("user"), fields.Secret("password"));
        if (user is null != password is null && fields.Find("password") is null == user is not null) fields.Report.Refuse(fields.Node, "give \"user\" and \"password\", or neither");
        foreach (var address in to.Append(fields.Needed("from")).Where(a => a.Length > 0 && !MimeKit.MailboxAddress.TryParse(a, out _))) fields.Report.Refuse(fields.Node, $"\"{address}\" is no address");
        return new MailSettings(name, least, fields.Needed("host"), port, isImplicit, fields.Needed("from"), to, user is null || password is null ? null : new MailLogin(user, password));
    }

    // A webhook's URL may be in the open; if it bears a token, it need not be.
    private static Secret? UrlOf(YamlFields fields, bool mayBePlain)
    {
        var node = fields.Find("url");
        if (node is null) fields.Report.Refuse(fields.Node, "a channel of this type needs \"url\"");
        var url = mayBePlain && node is YamlScalarNode { Value: { Length: > 0 } plain } ? new Secret(plain) : fields.Secret("url");
        if (url is null || IsSafe(url)) return url;
        fields.Report.Refuse(node!, "\"url\" must begin with https:// (http:// is for this machine only, such as http://127.0.0.1:8080/)");
        return null;
    }

    private static bool IsSafe(Secret url) =>
        Uri.TryCreate(url.Reveal(), UriKind.Absolute, out var parsed) && parsed.UserInfo.Length == 0 && (parsed.Scheme == Uri.UriSchemeHttps || parsed.Scheme == Uri.UriSchemeHttp && parsed.IsLoopback);

    private static FindingSeverity LeastOf(YamlFields fields)
    {
        if (fields.Text("least") is not { } text) return FindingSeverity.Informational;
        if (Enum.GetValues<FindingSeverity>().Where(s => string.Equals(s.ToString(), text, StringComparison.OrdinalIgnoreCase)).Select(s => (FindingSeverity?)s).FirstOrDefault() is { } least) return least;
        fields.Report.Refuse(fields.Find("least")!, "\"least\" is a severity: informational, low, medium, high or critical");
        return FindingSeverity.Informational;
    }

    private static string OneOf(YamlFields fields, string name, string usual, string other)
    {
        if (fields.Text(name) is not { } text || text == usual || text == other) return fields.Text(name) ?? usual;
        fields.Report.Refuse(fields.Find(name)!, $"\"{name}\" is {usual} or {other}");
        return usual;
    }
}
