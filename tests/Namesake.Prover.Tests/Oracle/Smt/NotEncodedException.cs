namespace Namesake.Prover.Tests.Oracle.Smt;

/// <summary>The policy needs something that the encoding cannot say faithfully. It is counted, never guessed at.</summary>
internal sealed class NotEncodedException(string what) : Exception(what);
