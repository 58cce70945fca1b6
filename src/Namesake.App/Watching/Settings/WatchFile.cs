using System.Collections.Immutable;
using System.Globalization;
using Namesake.App.Commands;
using Namesake.Policy.Model;
using Namesake.Sources.Aws;
using Namesake.Sources.Aws.Accounts;
using Namesake.Sources.Aws.Services;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Namesake.App.Watching.Settings;

/// <summary>What a file of settings says.</summary>
/// <param name="Settings">Null where it cannot be used.</param>
/// <param name="Diagnostics">What is wrong with it.</param>
internal sealed record ReadSettings(WatchSettings? Settings, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>Reads the settings of a watch, in YAML; docs/watch.md describes them.</summary>
internal static class WatchFile
{
    private const int MaxBytes = 1 << 20;

    private static readonly TimeSpan UsualPause = TimeSpan.FromMinutes(1);

    public static ReadSettings Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            using var reader = new StreamReader(stream);
            if (stream.Length <= MaxBytes) return Parse(path, reader);
            return Refused(path, $"the file is larger than {MaxBytes >> 20} MiB");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refused(path, "the file cannot be read: it is not there, or you may not");
        }
    }

    internal static ReadSettings Parse(string path, TextReader text)
    {
        var report = new YamlReport(path);
        try
        {
            var yaml = new YamlStream();
            yaml.Load(text);
            if (yaml.Documents is not [{ RootNode: YamlMappingNode root }]) return Refused(path, "it must have fields: \"roles\", \"channels\" and others that docs/watch.md lists");
            var settings = Of(new YamlFields(root, "the file", report));
            return new ReadSettings(report.Found.IsEmpty ? settings : null, report.Found);
        }
        catch (YamlException e)
        {
            report.Refuse((int)e.Start.Line, (int)e.Start.Column, $"it is not YAML: {e.InnerException?.Message ?? e.Message}");
            return new ReadSettings(null, report.Found);
        }
    }

    private static WatchSettings Of(YamlFields root)
    {
        var roles = Inputs(root, "roles");
        var premises = new GivenPremises([.. Inputs(root, "scp")], [.. Inputs(root, "rcp")], root.Texts("identifying"));
        if (premises.Fault([.. roles]) is { } fault) root.Report.Refuse(root.Find("roles") ?? root.Node, fault);
        var live = LiveOf(root);
        if (live is not null && !roles.IsEmpty) root.Report.Refuse(root.Find("live")!, "give \"roles\" or \"live\", not both");
        var rules = new GivenRules([.. Inputs(root, "rules")], Inputs(root, "exemptions") is [var exemptions] ? exemptions : null);
        var settings = new WatchSettings(roles, live, premises, rules, LogsOf(root), root.Text("ledger") is { } ledger ? Path.Combine(root.Report.Folder, ledger) : null, ScheduleOf(root), ChannelsOf(root));
        if (roles.IsEmpty && live is null && settings.Logs is null && root.Report.Found.IsEmpty) root.Report.Refuse(root.Node, "there is nothing to watch: give \"roles\" or \"live\", \"logs\", or both");
        root.End();
        return settings;
    }

    /// <summary>Accounts to read, as <c>audit --profile</c> and <c>--org</c> say it.</summary>
    private static LiveQuestion? LiveOf(YamlFields root)
    {
        if (root.Fields("live") is not { } live) return null;
        var (roleArn, organizationRole) = (live.Text("role-arn"), live.Text("organization-role"));
        if (roleArn is not null && !AwsChoiceOptions.IsRole(roleArn)) live.Report.Refuse(live.Find("role-arn")!, "this is no role's ARN: write arn:aws:iam::ACCOUNT:role/NAME");
        if (organizationRole is not null && !LiveOptions.IsRoleName(organizationRole)) live.Report.Refuse(live.Find("organization-role")!, "this is no role's name");
        var isOrganization = IsTrue(live, "organization");
        if (organizationRole is not null && !isOrganization) live.Report.Refuse(live.Find("organization-role")!, "\"organization-role\" is of an organization: write \"organization: true\"");
        var question = new LiveQuestion(new AwsChoice(live.Text("profile"), live.Text("region"), roleArn), isOrganization ? organizationRole ?? LiveOptions.DefaultRole : null) { WithTrails = IsTrue(live, "trails") };
        live.End();
        return question;
    }

    private static WatchedLogs? LogsOf(YamlFields root)
    {
        if (root.Fields("logs") is not { } logs) return null;
        var (inputs, queue) = (Inputs(logs, "inputs"), logs.Text("queue"));
        if (inputs.IsEmpty == (queue is null)) logs.Report.Refuse(logs.Node, "\"logs\" has \"inputs\" or \"queue\", and not both");
        if (queue is not null && !QueueSource.IsUrl(queue)) logs.Report.Refuse(logs.Find("queue")!, "this is no queue's URL: write https://sqs.REGION.amazonaws.com/ACCOUNT/NAME");
        if (SharedOptions.Missing(inputs) is { } missing) logs.Report.Refuse(logs.Find("inputs")!, $"there is no file or folder \"{missing}\"");
        var every = UsualPause;
        if (logs.Text("every") is { } text && !TryDuration(text, out every)) logs.Report.Refuse(logs.Find("every")!, "\"every\" is a time such as 30s, 5m or 1h");
        var settings = new WatchedLogs(inputs, every, queue, [.. logs.Texts("buckets")], IsTrue(logs, "keep-raw"));
        logs.End();
        return settings;
    }

    private static Schedule ScheduleOf(YamlFields root)
    {
        var zone = root.Text("time-zone");
        if (root.Text("schedule") is not { } text) return Schedule.Usual;
        var (found, why) = Schedule.Read(text, zone);
        if (found is null) root.Report.Refuse(root.Find("schedule")!, why);
        return found ?? Schedule.Usual;
    }

    private static ImmutableArray<ChannelSettings> ChannelsOf(YamlFields root)
    {
        if (root.Find("channels") is not YamlSequenceNode { Children.Count: > 0 } list)
        {
            root.Report.Refuse(root.Find("channels") ?? root.Node, "\"channels\" must be a list of channels that alerts go to");
            return [];
        }
        var channels = ImmutableArray.CreateBuilder<ChannelSettings>();
        foreach (var entry in list.Children)
            if (ChannelReader.Read(entry, root.Report) is { } channel)
            {
                if (channels.Any(c => c.Name == channel.Name)) root.Report.Refuse(entry, $"there is a channel \"{channel.Name}\" already: give each a \"name\" of its own");
                channels.Add(channel);
            }
        return channels.ToImmutable();
    }

    private static ImmutableArray<string> Inputs(YamlFields fields, string name) =>
        [.. fields.Texts(name).Select(i => S3Address.Is(i) || i == "-" ? i : Path.Combine(fields.Report.Folder, i))];

    private static bool IsTrue(YamlFields fields, string name)
    {
        if (fields.Text(name) is not { } text || text is "true" or "false") return fields.Text(name) == "true";
        fields.Report.Refuse(fields.Find(name)!, $"\"{name}\" is true or false");
        return false;
    }

    private static bool TryDuration(string text, out TimeSpan time)
    {
        time = UsualPause;
        if (text.Length < 2 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is 0 or > 100_000) return false;
        time = text[^1] switch { 's' => TimeSpan.FromSeconds(number), 'm' => TimeSpan.FromMinutes(number), 'h' => TimeSpan.FromHours(number), _ => TimeSpan.Zero };
        return time > TimeSpan.Zero;
    }

    private static ReadSettings Refused(string path, string why)
    {
        var report = new YamlReport(path);
        report.Refuse(1, 1, why);
        return new ReadSettings(null, report.Found);
    }
}
