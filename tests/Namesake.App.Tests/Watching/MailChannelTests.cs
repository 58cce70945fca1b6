using Namesake.App.Watching.Channels;
using Namesake.App.Watching.Settings;
using Namesake.Audit.Rules;
using Namesake.Tests;

namespace Namesake.App.Tests.Watching;

/// <summary>What e-mail does where a server is not trusted; EndToEnd sends to one that is.</summary>
public sealed class MailChannelTests
{
    private static async Task<ChannelAnswer> Send(int port) =>
        await new MailChannel(new MailSettings("m", FindingSeverity.Low, "localhost", port, IsImplicit: false, "a@example.com", ["b@example.com"], new MailLogin("user", new Secret("pass-word"))), TimeProvider.System)
            .Deliver([Watched.Alert()], TestContext.Current.CancellationToken);

    [Fact]
    public async Task Nothing_is_sent_to_a_server_whose_certificate_nobody_vouches_for()
    {
        using var server = new MailServer();
        var answer = await Send(server.Port);
        Assert.Equal(Fate.Refused, answer.Fate);
        Assert.Contains("not trusted", answer.Why, StringComparison.Ordinal);
        Assert.Empty(server.Messages);
        Assert.Empty(server.Logins);
    }

    [Fact]
    public async Task Nothing_is_sent_without_TLS()
    {
        using var server = new MailServer(offersTls: false);
        var answer = await Send(server.Port);
        Assert.NotEqual(Fate.Taken, answer.Fate);
        Assert.Empty(server.Messages);
        Assert.DoesNotContain("AUTH", server.InTheClear.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_again() => Assert.Equal(Fate.Failed, (await Send(1)).Fate);
}
