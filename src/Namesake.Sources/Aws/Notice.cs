using System.Collections.Immutable;

namespace Namesake.Sources.Aws;

/// <summary>What a message of a queue turned out to say.</summary>
internal abstract record Notice;

/// <summary>These objects were written.</summary>
internal sealed record ObjectsWritten(ImmutableArray<NoticedObject> Objects) : Notice;

/// <summary>Of no interest, and meant so: a test, a deletion.</summary>
/// <param name="What">What it says, for a person.</param>
internal sealed record NothingWritten(string What) : Notice;

/// <summary>It says nothing of objects.</summary>
/// <param name="Reason">Why it is taken for none, as the end of a sentence.</param>
internal sealed record NoNotice(string Reason) : Notice;

/// <summary>An object that somebody says was written. Whoever may send to the queue may say so.</summary>
internal readonly record struct NoticedObject(string Bucket, string Key);
