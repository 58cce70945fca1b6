using System.Xml.Linq;
using Amazon.Runtime;
using Namesake.Sources.Aws.Services;

namespace Namesake.Sources.Aws.Accounts;

/// <summary>Reads all pages of one of IAM's listings.</summary>
internal static class IamListing
{
    /// <summary>As many as IAM gives at once: fewer calls are throttled less.</summary>
    private const string MostItems = "1000";

    /// <returns>What ended it before its end; null where all pages came.</returns>
    public static async Task<AwsFault?> Read(AwsApi iam, string operation, Action<string, XElement> take, CancellationToken cancellation)
    {
        string? marker = null;
        while (true)
        {
            var (answer, fault) = await iam.Try(AwsRequest.Query(operation, ("MaxItems", MostItems), ("Marker", marker)), $"iam:{operation}", cancellation);
            if (answer is null) return fault;
            IamPage page;
            try
            {
                page = IamPage.Read(answer, operation, take);
            }
            catch (AmazonClientException e)
            {
                return AwsFault.Of(e, $"iam:{operation}");
            }
            if (!page.GoesOn) return null;
            // Else it would be asked for until the end of time.
            if (page.Marker is null || page.Marker == marker) return new AwsFault("listing-incomplete", $"{operation} says that more pages follow, and not where", true);
            marker = page.Marker;
        }
    }
}
