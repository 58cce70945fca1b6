using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Answering;

/// <summary>What the numbers in facts stand for, looked up when somebody asks.</summary>
internal sealed class FactWords(Snapshot snapshot)
{
    private const int Block = 256;

    private readonly SmallTable<FactAct> _acts = new(snapshot, $"SELECT {FactRows.ActColumns} FROM {{s}}.acts c WHERE c.number", FactRows.ReadAct, Block);
    private readonly SmallTable<FactPlace> _places = new(snapshot, $"SELECT {FactRows.PlaceColumns} FROM {{s}}.places l WHERE l.number", FactRows.ReadPlace, Block);
    private readonly SmallTable<string> _addresses = new(snapshot, "SELECT t.number, t.text FROM {s}.addresses t WHERE t.number", row => row.GetString(1), Block);

    public FactAct Act(SegmentInfo segment, int number) => _acts.At(segment, number);

    public FactPlace Place(SegmentInfo segment, int number) => _places.At(segment, number);

    public string? Address(SegmentInfo segment, int number) => number == 0 ? null : _addresses.At(segment, number);
}
