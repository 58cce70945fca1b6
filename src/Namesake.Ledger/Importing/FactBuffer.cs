using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Ledger.Importing;

/// <summary>
/// What one worker has read and is not yet in the ledger. The reader fills <see cref="Part"/>, which hands each event
/// over as a fact and keeps none itself.
/// </summary>
/// <param name="limit">How many events it may hold.</param>
/// <param name="full">Given its content when it holds so many in the middle of a source; it begins anew then.</param>
public sealed class FactBuffer(int limit, Action<FactContent> full)
{
    private FactContent _content = new();

    public TrailPart Part => field ??= new TrailPart(Take);

    /// <summary>How many events it holds.</summary>
    public int Count => _content.Count;

    /// <summary>Says which source the next events come from.</summary>
    public void Begin(ImportedInput input) => _content.Inputs.Add(input);

    /// <summary>Says that the source was read to its end, and nothing of it lost.</summary>
    public void EndWhole() => _content.Inputs[^1].IsWhole = true;

    /// <summary>Keeps the event that was handed over last as its log has it.</summary>
    /// <param name="json">Its JSON, without secrets.</param>
    public void KeepRaw(ReadOnlySpan<byte> json) => _content.AddRaw(json);

    /// <summary>Takes the content out.</summary>
    public FactContent Detach()
    {
        var (content, open) = (_content, _content.Inputs.LastOrDefault());
        content.Issued.AddRange(Part.Issued);
        content.Grants.AddRange(Part.Grants);
        content.Policies.AddRange(Part.Policies);
        content.Workloads.AddRange(Part.Workloads);
        Part.Issued.Clear();
        Part.Grants.Clear();
        Part.Policies.Clear();
        Part.Workloads.Clear();
        Part.Identities.Clear();
        _content = new FactContent();
        // Where a source is cut, its rest is still to come.
        if (open is not null) Begin(new ImportedInput(open.Name, open.Version));
        return content;
    }

    private bool Take(in TrailEvent e)
    {
        if (_content.Count >= limit) full(Detach());
        _content.Add(in e, _content.Inputs.Count - 1);
        return false;
    }
}
