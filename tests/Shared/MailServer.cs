using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Namesake.Tests;

/// <summary>A mail server that knows as much of SMTP as one message takes, with STARTTLS and a certificate of its own making.</summary>
internal sealed class MailServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate;
    private readonly bool _offersTls;
    private readonly string _afterData;

    /// <param name="offersTls">Whether it can STARTTLS.</param>
    /// <param name="afterData">What it says to a message.</param>
    public MailServer(bool offersTls = true, string afterData = "250 OK")
    {
        (_offersTls, _afterData) = (offersTls, afterData);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        _certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        _listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The certificate as others are told to trust it.</summary>
    public string Pem => _certificate.ExportCertificatePem();

    /// <summary>The messages that came.</summary>
    public List<string> Messages { get; } = [];

    /// <summary>What was said before TLS began.</summary>
    public StringBuilder InTheClear { get; } = new();

    public List<string> Logins { get; } = [];

    public void Dispose()
    {
        _listener.Stop();
        _certificate.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true) _ = Serve(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is closed.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
            try
            {
                await Talk(client.GetStream(), isSecure: false, greeting: "220 test\r\n");
            }
            catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException or ObjectDisposedException)
            {
                // The other side has gone, or does not trust this one.
            }
    }

    private async Task Talk(Stream stream, bool isSecure, string greeting)
    {
        await Say(stream, greeting);
        using var reader = new StreamReader(stream, Encoding.UTF8, false, 1, leaveOpen: true);
        while (await reader.ReadLineAsync() is { } line)
        {
            if (!isSecure) InTheClear.AppendLine(line);
            var verb = line.Split(' ')[0].ToUpperInvariant();
            if (verb == "STARTTLS")
            {
                await Say(stream, "220 go on\r\n");
                var secure = new SslStream(stream);
                await secure.AuthenticateAsServerAsync(_certificate);
                await Talk(secure, isSecure: true, "");
                return;
            }
            if (verb == "DATA") await Data(stream, reader);
            else if (verb == "QUIT")
            {
                await Say(stream, "221 bye\r\n");
                return;
            }
            else await Say(stream, ReplyTo(verb, line, isSecure));
        }
    }

    private async Task Data(Stream stream, StreamReader reader)
    {
        await Say(stream, "354 go on\r\n");
        var message = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != ".") message.AppendLine(line);
        lock (Messages) Messages.Add(message.ToString());
        await Say(stream, _afterData + "\r\n");
    }

    private string ReplyTo(string verb, string line, bool isSecure)
    {
        if (verb == "EHLO") return isSecure ? "250-test\r\n250 AUTH PLAIN\r\n" : _offersTls ? "250-test\r\n250 STARTTLS\r\n" : "250-test\r\n250 AUTH PLAIN\r\n";
        if (verb == "AUTH")
        {
            Logins.Add(Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2])));
            return "235 welcome\r\n";
        }
        return "250 OK\r\n";
    }

    private static async Task Say(Stream stream, string text) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
}
