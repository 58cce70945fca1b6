using System.Globalization;
using Namesake.Sources.Files;

namespace Namesake.Sources.Tests.Files;

/// <summary>What the path of a log file tells.</summary>
public sealed class TrailLayoutTests
{
    [Theory]
    [InlineData("AWSLogs/111122223333/CloudTrail/eu-west-1/2025/03/03/", "2025-03-03T00:00", "2025-03-04T00:00")]
    [InlineData("AWSLogs/111122223333/CloudTrail/eu-west-1/2024/02/29/x.json.gz", "2024-02-29T00:00", "2024-03-01T00:00")]
    [InlineData("p/q/AWSLogs/o-abc123/111122223333/CloudTrail/eu-west-1/2024/12/", "2024-12-01T00:00", "2025-01-01T00:00")]
    [InlineData("AWSLogs/111122223333/CloudTrail/eu-west-1/2024/", "2024-01-01T00:00", "2025-01-01T00:00")]
    [InlineData("AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2025/03/03/x", "2025-03-03T00:00", "2025-03-04T00:00")]
    [InlineData("anywhere/111122223333_CloudTrail_eu-west-1_20250303T0915Z_Dc5RKXVnMNqqHqog.json.gz", "2025-03-03T09:15", "2025-03-03T09:16")]
    [InlineData("111122223333_CloudTrail_eu-west-1_20250303T0915Z_Dc5RKXVnMNqqHqog.json", "2025-03-03T09:15", "2025-03-03T09:16")]
    [InlineData("AWSLogs/1/AWSLogs/111122223333/CloudTrail/eu-west-1/2025/03/03/x", "2025-03-03T00:00", "2025-03-04T00:00")]
    public void The_time_of_delivery_is_read_off_a_path(string path, string from, string before) =>
        Assert.Equal(new Delivery(At(from), At(before)), TrailLayout.DeliveryOf(path));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("2025/03/03/x.json")]
    [InlineData("AWSLogs/")]
    [InlineData("AWSLogs/111122223333/CloudTrail/eu-west-1/")]
    [InlineData("AWSLogs/111122223333/CloudTrail/eu-west-1/2025x/")]
    [InlineData("AWSLogs/111122223333/vpcflowlogs/eu-west-1/2025/03/03/x")]
    [InlineData("AWSLogs/11112222333/CloudTrail/eu-west-1/2025/03/03/x")]
    [InlineData("a_b_c_20250303T0915Z_d.json")]
    [InlineData("1_CloudTrail_eu-west-1_20259903T0915Z_d.json")]
    [InlineData("1_CloudTrail_eu-west-1_99991231T2359Z_d.json")]
    public void Other_paths_tell_nothing(string path) => Assert.Null(TrailLayout.DeliveryOf(path));

    [Theory]
    [InlineData("", nameof(FolderKind.Above))]
    [InlineData("some/prefix/", nameof(FolderKind.Above))]
    [InlineData("111122223333/vpcflowlogs/", nameof(FolderKind.Above))]
    [InlineData("AWSLogs/", nameof(FolderKind.Above))]
    [InlineData("AWSLogs/o-abc/", nameof(FolderKind.Above))]
    [InlineData("AWSLogs/o-abc/111122223333/", nameof(FolderKind.Above))]
    [InlineData("AWSLogs/111122223333/CloudTrail/", nameof(FolderKind.Logs))]
    [InlineData("AWSLogs/111122223333/CloudTrail/eu-west-1/", nameof(FolderKind.Logs))]
    [InlineData("AWSLogs/111122223333/CloudTrail/eu-west-1/2025/03/", nameof(FolderKind.Logs))]
    [InlineData("AWSLogs/o-abc/111122223333/CloudTrail/eu-west-1/2025/03/03/", nameof(FolderKind.Day))]
    [InlineData("AWSLogs/111122223333/CloudTrail/eu-west-1/2025/03/99/", nameof(FolderKind.Logs))]
    [InlineData("AWSLogs/111122223333/CloudTrail-Digest/", nameof(FolderKind.Foreign))]
    [InlineData("AWSLogs/111122223333/CloudTrail-Insight/eu-west-1/", nameof(FolderKind.Foreign))]
    [InlineData("p/AWSLogs/o-abc/111122223333/Config/", nameof(FolderKind.Foreign))]
    public void A_folder_is_known_by_its_path(string path, string kind) => Assert.Equal(kind, TrailLayout.KindOf(path).ToString());

    [Fact]
    public async Task Files_of_a_local_copy_are_left_out_by_their_paths()
    {
        using var folder = new Folder();
        string[] wanted = [folder.Write("notes/odd.json", "x"), folder.Write(Day("2025/03/03"), "x"), folder.Write("flat/1_CloudTrail_r_20250303T0915Z_u.json", "x")];
        folder.Write(Day("2025/02/03"), "x");
        folder.Write(Day("2024/03/03"), "x");
        folder.Write("flat/1_CloudTrail_r_20250310T0915Z_u.json", "x");
        var window = TimeWindow.Parse("2025-03-03", "2025-03-03").Window!;
        var found = await InputFiles.Find([folder.Path], window, _ => Assert.Fail(), TestContext.Current.CancellationToken).Select(f => f.Name).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(wanted.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_named_is_read_whatever_its_path_tells()
    {
        using var folder = new Folder();
        var path = folder.Write("1_CloudTrail_r_20250303T0915Z_u.json", "x");
        Assert.Equal(1, await InputFiles.Find([path], new TimeWindow(At("2026-01-01T00:00"), null), _ => Assert.Fail(), TestContext.Current.CancellationToken).CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_folder_of_other_days_is_told()
    {
        using var folder = new Folder();
        folder.Write(Day("2025/03/03"), "x");
        var said = new List<string>();
        Assert.Equal(0, await InputFiles.Find([folder.Path], new TimeWindow(At("2026-01-01T00:00"), null), d => said.Add(d.Code), TestContext.Current.CancellationToken).CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["outside-window"], said);
    }

    private static string Day(string day) => $"AWSLogs/111122223333/CloudTrail/eu-west-1/{day}/x.json";

    private static long At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds();
}
