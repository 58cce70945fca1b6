using System.Runtime.InteropServices;

namespace Namesake.Ledger.Importing;

/// <summary>An event as it is kept: its texts and its identity are numbers into the tables of its segment.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Fact
{
    public FactId Id;

    /// <summary>Milliseconds since 1970.</summary>
    public long Time;
    public int Name;
    public int Source;
    public int Region;
    public int Account;
    public int Address;
    public int Error;
    public int Identity;

    /// <summary>The number of the source it was read from.</summary>
    public int Input;

    /// <summary>The number of the event as its log has it; 0 where that is not kept.</summary>
    public int Raw;
}
