using System.Collections.Immutable;

namespace Namesake.Sessions.Integrity;

/// <summary>How one trail is set up, as CloudTrail and the bucket of its logs say. What nobody was allowed to ask is null.</summary>
/// <remarks>https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Trail.html</remarks>
/// <param name="Arn">The trail's ARN.</param>
/// <param name="Account">The account that owns it, twelve digits.</param>
/// <param name="HomeRegion">The Region it was created in.</param>
/// <param name="IsMultiRegion">Whether it records events of all Regions.</param>
/// <param name="IsOrganization">Whether it records the events of all accounts of the organization.</param>
/// <param name="HasGlobalEvents">Whether it records events of global services such as IAM and STS's global endpoint.</param>
/// <param name="IsLogging">Whether it records now (GetTrailStatus).</param>
/// <param name="HasDigests">Whether log file validation is on.</param>
/// <param name="KmsKey">The key that its log files are encrypted with; null where it is S3's own.</param>
/// <param name="DeliveryFault">The latest error of delivering a log file (GetTrailStatus); null where there is none.</param>
/// <param name="Events">What it is to record (GetEventSelectors).</param>
/// <param name="Bucket">Where its logs are kept.</param>
public sealed record TrailSettings(
    string Arn, string Account, string HomeRegion, bool IsMultiRegion, bool IsOrganization, bool HasGlobalEvents, bool? IsLogging,
    bool HasDigests, string? KmsKey, string? DeliveryFault, TrailSelection? Events, TrailBucket Bucket);

/// <summary>What a trail is to record.</summary>
/// <param name="ReadsManagement">Whether management events that read are recorded.</param>
/// <param name="WritesManagement">Whether management events that write are.</param>
/// <param name="ExcludedSources">Event sources whose management events are left out (<c>kms.amazonaws.com</c>, <c>rdsdata.amazonaws.com</c>).</param>
/// <param name="DataResources">The resource types whose data events are recorded, at least of some resources (<c>AWS::S3::Object</c>).</param>
public sealed record TrailSelection(bool ReadsManagement, bool WritesManagement, ImmutableArray<string> ExcludedSources, ImmutableArray<string> DataResources);

/// <summary>The bucket of a trail's logs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsClosed">Whether all four settings of block public access are on, of the bucket; null where nobody could ask.</param>
/// <param name="KeepsDays">After how many days its lifecycle rules delete logs; null where they never do, or nobody could ask.</param>
/// <param name="IsKnown">Whether the bucket could be asked about its lifecycle.</param>
public sealed record TrailBucket(string Name, bool? IsClosed, int? KeepsDays, bool IsKnown);
