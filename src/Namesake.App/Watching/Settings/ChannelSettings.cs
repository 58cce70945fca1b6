using System.Collections.Immutable;
using Namesake.Audit.Rules;

namespace Namesake.App.Watching.Settings;

/// <summary>A channel that alerts go to.</summary>
/// <param name="Name">Its own; alerts that it has not taken are kept under it.</param>
/// <param name="Least">Findings of less severity are not told to it.</param>
internal abstract record ChannelSettings(string Name, FindingSeverity Least)
{
    /// <summary>What of it must not be shown.</summary>
    public virtual ImmutableArray<Secret> Secrets => [];
}

/// <summary>Standard output, a line an alert.</summary>
/// <param name="IsText">Whether for a person, and not as JSON.</param>
internal sealed record StdoutSettings(string Name, FindingSeverity Least, bool IsText) : ChannelSettings(Name, Least);

/// <summary>A file that lines of JSON are added to.</summary>
internal sealed record FileSettings(string Name, FindingSeverity Least, string Path) : ChannelSettings(Name, Least);

/// <summary>An HTTP endpoint that takes CloudEvents.</summary>
/// <param name="Url">Where; it may hold a token, and is never shown.</param>
/// <param name="Key">What requests are signed with; null where they are not.</param>
internal sealed record WebhookSettings(string Name, FindingSeverity Least, Secret Url, Secret? Key) : ChannelSettings(Name, Least)
{
    public override ImmutableArray<Secret> Secrets => Key is null ? [Url] : [Url, Key];
}

/// <summary>An incoming webhook of Slack, whose URL is its only secret.</summary>
internal sealed record SlackSettings(string Name, FindingSeverity Least, Secret Url) : ChannelSettings(Name, Least)
{
    public override ImmutableArray<Secret> Secrets => [Url];
}

/// <summary>A topic of SNS.</summary>
internal sealed record SnsSettings(string Name, FindingSeverity Least, string Topic) : ChannelSettings(Name, Least);

/// <summary>AWS Security Hub.</summary>
/// <param name="Account">The account whose Security Hub takes the findings, twelve digits.</param>
/// <param name="Region">The Region of it.</param>
internal sealed record SecurityHubSettings(string Name, FindingSeverity Least, string Account, string Region) : ChannelSettings(Name, Least);

/// <summary>E-mail through a server.</summary>
/// <param name="Host">The server's.</param>
/// <param name="Port">The server's.</param>
/// <param name="IsImplicit">Whether TLS begins with the connection, and not by STARTTLS.</param>
/// <param name="Login">Whom the server knows; null where it asks nobody.</param>
internal sealed record MailSettings(string Name, FindingSeverity Least, string Host, int Port, bool IsImplicit, string From, ImmutableArray<string> To, MailLogin? Login) : ChannelSettings(Name, Least)
{
    public override ImmutableArray<Secret> Secrets => Login is null ? [] : [Login.Password];
}

internal sealed record MailLogin(string User, Secret Password);
