namespace Namesake.Sources.Tests.Files;

/// <summary>Tests that take much memory, or measure it: one after the other, and with no others beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
