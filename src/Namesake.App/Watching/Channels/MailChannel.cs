using System.Collections.Immutable;
using System.Net.Sockets;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Namesake.App.Watching.Settings;
using Namesake.App.Watching.State;
using Namesake.Audit.Watching;

namespace Namesake.App.Watching.Channels;

/// <summary>E-mail, a message for what there is to tell at a time. Nothing is sent without TLS.</summary>
internal sealed class MailChannel(MailSettings settings, TimeProvider clock) : IChannel
{
    public int Most => 50;

    public async Task<ChannelAnswer> Deliver(ImmutableArray<Alert> alerts, CancellationToken cancellation)
    {
        // The machine's own trust decides; most servers' certificates name no list of revoked ones that could be had in time.
        using var client = new SmtpClient { CheckCertificateRevocation = false };
        try
        {
            await client.ConnectAsync(settings.Host, settings.Port, settings.IsImplicit ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls, cancellation);
            if (settings.Login is { } login) await client.AuthenticateAsync(login.User, login.Password.Reveal(), cancellation);
            await client.SendAsync(Message(alerts), cancellation);
            await Leave(client, cancellation);
            return ChannelAnswer.Taken;
        }
        catch (SmtpCommandException e)
        {
            // 4xx passes, 5xx does not: https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1
            return (int)e.StatusCode < 500 ? ChannelAnswer.Failed($"the server says {Terminal.Clean(e.Message)}") : ChannelAnswer.Refused($"the server says {Terminal.Clean(e.Message)}");
        }
        catch (AuthenticationException e)
        {
            return ChannelAnswer.Refused($"the server does not know the user or the password ({Terminal.Clean(e.Message)})");
        }
        catch (SslHandshakeException)
        {
            return ChannelAnswer.Refused("no TLS came about: the certificate is not trusted on this machine, not for that host, or out of date (SSL_CERT_FILE names further authorities)");
        }
        catch (Exception e) when (e is ServiceNotConnectedException or ProtocolException or NotSupportedException or IOException or SocketException)
        {
            return ChannelAnswer.Failed($"it cannot be reached: {Terminal.Clean(e.Message).TrimEnd('.')}");
        }
    }

    private MimeMessage Message(ImmutableArray<Alert> alerts)
    {
        var first = alerts[0].Change;
        var message = new MimeMessage
        {
            // The same alerts, sent again, are the same message.
            MessageId = $"{first.Id}.{alerts.Length}@namesake.invalid",
            Date = clock.GetUtcNow(),
            Subject = alerts.Length == 1 ? $"[namesake] {AlertWords.Title(first)}: {AlertWords.Subject(first)}" : $"[namesake] {alerts.Length} changes, {alerts.Count(a => a.Change.Kind == ChangeKind.New)} of them new findings",
            Body = new TextPart("plain") { Text = string.Join("\r\n", alerts.Select(a => Words(a.Change))) },
        };
        message.From.Add(MailboxAddress.Parse(settings.From));
        message.To.AddRange(settings.To.Select(MailboxAddress.Parse));
        return message;
    }

    private static string Words(FindingChange change)
    {
        var text = new StringBuilder().Append(AlertWords.Title(change)).Append("\r\n  ").Append(AlertWords.Subject(change)).Append("\r\n  ").Append(AlertWords.Message(change)).Append("\r\n");
        if (AlertWords.Remedy(change) is { } remedy) text.Append("  What to do: ").Append(remedy).Append("\r\n");
        return text.Append("  since ").Append(Reports.Times.Of(change.Since)).Append(", id ").Append(change.Id).Append("\r\n").ToString();
    }

    // It has taken the message: a farewell that goes wrong changes nothing.
    private static async Task Leave(SmtpClient client, CancellationToken cancellation)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellation);
        }
        catch (Exception e) when (e is IOException or SocketException or ProtocolException or CommandException or OperationCanceledException)
        {
        }
    }
}
