using Namesake.Policy.Model;

namespace Namesake.Sources.Integrity;

/// <summary>What is to be said: faults, which are findings, apart from what could not be decided and what is worth knowing.</summary>
internal sealed class FaultBook
{
    /// <summary>How often one kind is told of one trail, account and Region; where all logs were left behind, one need not read a million lines.</summary>
    private const int MaxTold = 20;

    private readonly Dictionary<(bool IsFault, string Code), (int Times, string Place)> _said = [];

    public List<Diagnostic> Faults { get; } = [];

    public List<Diagnostic> Diagnostics { get; } = [];

    public void Fault(string code, string place, string message) => Add(Faults, Severity.Error, code, place, message);

    public void Undecided(string code, string place, string message) => Add(Diagnostics, Severity.Error, code, place, message);

    public void Note(string code, string place, string message) => Add(Diagnostics, Severity.Note, code, place, message);

    /// <summary>Says how much was not told, and begins to count anew.</summary>
    public void Conclude()
    {
        foreach (var ((isFault, code), (times, place)) in _said)
            if (times > MaxTold)
                (isFault ? Faults : Diagnostics).Add(new Diagnostic(Severity.Error, code, $"{times - MaxTold} more of these", new SourcePlace(place, 1, 1)));
        _said.Clear();
    }

    private void Add(List<Diagnostic> to, Severity severity, string code, string place, string message)
    {
        var key = (ReferenceEquals(to, Faults), code);
        var times = _said.TryGetValue(key, out var said) ? said.Times + 1 : 1;
        _said[key] = (times, place);
        if (times <= MaxTold) to.Add(new Diagnostic(severity, code, message, new SourcePlace(place, 1, 1)));
    }
}
