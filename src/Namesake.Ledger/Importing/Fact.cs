using System.Runtime.InteropServices;

namespace Namesake.Ledger.Importing;

/// <summary>An event as it is kept: what it says is numbers into the tables of its segment. There are millions, which are sorted and copied.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Fact
{
    public FactId Id;

    /// <summary>Milliseconds since 1970.</summary>
    public long Time;

    /// <summary>The number of its <see cref="FactAct"/>.</summary>
    public int Act;

    /// <summary>The number of its <see cref="FactPlace"/>.</summary>
    public int Place;

    /// <summary>The number of the text of its source address; 0 where there is none.</summary>
    public int Address;
    public int Identity;

    /// <summary>The number of the event as its log has it; 0 where that is not kept.</summary>
    public int Raw;
}
