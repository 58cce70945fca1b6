using Xunit;

namespace Namesake.App.Tests.Demo;

public sealed class SyntheticContentTests(WrittenDay written) : IClassFixture<WrittenDay>
{
    private readonly WrittenTrail trail = written.Trail;

    [Fact]
    public void One_event_in_a_hundred_is_delivered_twice_in_two_files()
    {
        Assert.Equal(WrittenDay.Events, trail.Records.Count);
        var twice = trail.Records.GroupBy(r => r.Id, StringComparer.Ordinal).Where(g => g.Count() > 1).ToList();
        Assert.Equal(WrittenDay.Events / 100, twice.Count);
        Assert.All(twice, pair =>
        {
            Assert.Equal(2, pair.Select(r => r.File).Distinct(StringComparer.Ordinal).Count());
            Assert.Single(pair.Select(r => r.Json.GetRawText()).Distinct(StringComparer.Ordinal));
        });
    }

    [Fact]
    public void Three_in_five_events_are_by_sessions_of_roles() => Assert.InRange(Share(r => Is(r.Type, "AssumedRole")), 0.58, 0.62);

    [Fact]
    public void An_event_has_about_a_kilobyte_and_a_half() => Assert.InRange((double)trail.Length / WrittenDay.Events, 1400, 1550);

    [Fact]
    public void There_are_thirty_identities_to_a_thousand_events()
    {
        var identities = trail.Records.Select(r => r.Json.GetProperty("userIdentity").GetRawText()).Distinct(StringComparer.Ordinal).Count();
        Assert.InRange(identities, WrittenDay.Events * 20 / 1000, WrittenDay.Events * 50 / 1000);
    }

    [Fact]
    public void Every_kind_of_caller_and_issuing_event_is_there()
    {
        foreach (var type in (string[])["IAMUser", "AssumedRole", "FederatedUser", "SAMLUser", "WebIdentityUser", "AWSService", "AWSAccount"])
            Assert.Contains(trail.Records, r => Is(r.Type, type));
        foreach (var name in (string[])["AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "GetSessionToken", "GetFederationToken"])
            Assert.Contains(trail.Records, r => Is(r.Name, name) && r.IssuedKey is not null);
        Assert.Contains(trail.Records, r => Is(r.Name, "CreateOAuth2Token"));
        Assert.Contains(trail.Records, r => Is(r.Text("sessionCredentialFromConsole"), "true") && Is(r.Type, "AssumedRole"));
        Assert.Contains(trail.Records, r => r.Text("userIdentity", "onBehalfOf", "userId") is not null && Has(r.Text("userIdentity", "arn"), "AWSReservedSSO_"));
        Assert.Contains(trail.Records, r => Is(r.Type, "AWSService") && Is(r.Name, "AssumeRole") && r.Text("responseElements", "assumedRoleUser", "arn") is null);
        Assert.Contains(trail.Records, r => Is(r.Type, "AssumedRole") && r.Key is null && Has(r.Text("userIdentity", "sessionContext", "sessionIssuer", "arn"), ":role/aws-service-role/"));
        Assert.Contains(trail.Records, r => Is(r.Name, "AssumeRole") && Is(r.ErrorCode, "AccessDenied") && r.IssuedKey is null);
        Assert.InRange(Share(r => r.ErrorCode is not null), 0.02, 0.08);
    }

    [Fact]
    public void A_cross_account_call_is_logged_in_both_accounts()
    {
        var abroad = trail.Records.Where(r => Is(r.Type, "AWSAccount")).DistinctBy(r => r.Id, StringComparer.Ordinal).ToList();
        Assert.NotEmpty(abroad);
        Assert.All(abroad, copy =>
        {
            var shared = copy.Text("sharedEventID");
            var other = Assert.Single(trail.Records.DistinctBy(r => r.Id, StringComparer.Ordinal), r => Is(r.Text("sharedEventID"), shared) && !Is(r.Id, copy.Id));
            Assert.Null(copy.Text("userIdentity", "arn"));
            Assert.Equal(other.Principal, copy.Principal);
            Assert.Equal(other.IssuedKey, copy.IssuedKey);
            Assert.Equal(other.Text("userIdentity", "accountId"), other.Text("recipientAccountId"));
            Assert.NotEqual(other.Text("recipientAccountId"), copy.Text("recipientAccountId"), StringComparer.Ordinal);
        });
    }

    [Fact]
    public void Events_come_late_by_up_to_an_hour_and_in_no_order()
    {
        var delays = trail.Records.Select(r => r.Delivered - r.Time).ToList();
        Assert.All(delays, delay => Assert.True(delay > TimeSpan.Zero));
        Assert.Contains(trail.Records.GroupBy(r => r.File, StringComparer.Ordinal), file => !file.Select(r => r.Time).SequenceEqual(file.Select(r => r.Time).Order()));
    }

    [Fact]
    public void Keys_and_ids_look_like_those_of_AWS()
    {
        Assert.All(trail.Records.SelectMany(r => (string?[])[r.Key, r.IssuedKey]).OfType<string>(), key =>
        {
            Assert.Equal(20, key.Length);
            Assert.True(key.StartsWith("ASIA", StringComparison.Ordinal) || key.StartsWith("AKIA", StringComparison.Ordinal));
            Assert.All(key, c => Assert.True(char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)));
        });
        Assert.All(trail.Records, r => Assert.True(Guid.TryParseExact(r.Id, "D", out var id) && Is(id.ToString("D"), r.Id)));
    }

    [Fact]
    public void Some_sessions_were_created_a_second_before_their_issuing_event()
    {
        var issuers = trail.Records.Where(r => r.IssuedKey is not null).DistinctBy(r => r.IssuedKey, StringComparer.Ordinal).ToDictionary(r => r.IssuedKey!, r => r.Time, StringComparer.Ordinal);
        var gaps = trail.Records
            .Where(r => r.Created is not null && r.Key is not null && issuers.ContainsKey(r.Key))
            .Select(r => (int)(issuers[r.Key!] - WrittenRecord.Moment(r.Created!)).TotalSeconds)
            .Distinct().Order();
        Assert.Equal([0, 1], gaps);
    }

    private static bool Is(string? text, string? other) => string.Equals(text, other, StringComparison.Ordinal);

    private static bool Has(string? text, string part) => text?.Contains(part, StringComparison.Ordinal) is true;

    private double Share(Func<WrittenRecord, bool> which) => (double)trail.Records.Count(which) / trail.Records.Count;
}
