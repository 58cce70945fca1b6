namespace Namesake.Sources.Integrity;

/// <summary>What S3 keeps beside an object's bytes, as far as digests have it (<c>x-amz-meta-signature</c> and <c>x-amz-meta-signature-algorithm</c>).</summary>
public sealed record ObjectMetadata(string? Signature, string? SignatureAlgorithm);

/// <summary>How the objects of one store are read.</summary>
/// <param name="Open">The object's bytes, as stored. Throws IOException or UnauthorizedAccessException.</param>
/// <param name="Metadata">The object's metadata; null where the store does not have any. Throws InvalidDataException too.</param>
public sealed record ObjectReading(Func<StoredObject, Stream> Open, Func<StoredObject, ObjectMetadata?> Metadata);

/// <summary>An object of a bucket, or the file that stands for one.</summary>
/// <param name="Store">Which store it is of; keys are unique within one.</param>
/// <param name="Bucket">Its bucket; null where the store does not tell, as a folder.</param>
/// <param name="Key">Its key; of a folder, the path below it with slashes, so that more or less may stand before <c>AWSLogs/</c> than in S3.</param>
/// <param name="Name">How messages call it.</param>
/// <param name="Reading">How it is read.</param>
public sealed record StoredObject(int Store, string? Bucket, string Key, string Name, ObjectReading Reading)
{
    public Stream Open() => Reading.Open(this);

    public ObjectMetadata? Metadata() => Reading.Metadata(this);
}
