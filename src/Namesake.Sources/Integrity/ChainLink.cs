using Namesake.Sessions.Integrity;

namespace Namesake.Sources.Integrity;

/// <summary>A digest in its chain, and the worst that was found of it and of the log files that it lists. It gathers what several checks find.</summary>
internal sealed class ChainLink(DigestFile file, DigestReading reading)
{
    public StoredObject Object => file.Object;

    public DigestName Name => file.Name;

    public DigestReading Reading => reading;

    /// <summary>Null where its bytes are no digest.</summary>
    public Digest? Digest => reading.Digest;

    /// <summary>Where its time begins: an hour before its end by its name, where it does not say so itself, or lies.</summary>
    public long Start => IsUsable ? Digest!.Start : Name.End - VerifyRange.Hour;

    public long End => IsUsable ? Digest!.End : Name.End;

    /// <summary>Whether it lies at another place than the one that it was made for.</summary>
    public bool IsMoved { get; private set; }

    /// <summary>Whether it is a link of the chain: a digest, and in its place.</summary>
    public bool IsUsable => Digest is not null && !IsMoved;

    /// <summary>Its signature as its own metadata has it; null where none is at hand.</summary>
    public string? OwnSignature { get; set; }

    /// <summary>What was found of the digest and its logs.</summary>
    public CoverageState State { get; private set; }

    /// <summary>What was found of the digest itself, before its logs were looked at.</summary>
    public CoverageState DigestState { get; private set; }

    /// <summary>The code of the first finding of the worst state; null where all is well.</summary>
    public string? Code { get; private set; }

    public ChainLink Moved()
    {
        IsMoved = true;
        return this;
    }

    public void Mark(CoverageState state, string code)
    {
        Spoil(state, code);
        DigestState = State;
    }

    /// <summary>Something is wrong with the logs of its time.</summary>
    public void Spoil(CoverageState state, string code)
    {
        if (state > State) (State, Code) = (state, code);
    }
}
