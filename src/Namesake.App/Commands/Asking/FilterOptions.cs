using System.CommandLine;
using Namesake.App.Reports;
using Namesake.Ledger.Asking;
using Namesake.Sessions.Attributions;

namespace Namesake.App.Commands.Asking;

/// <summary>Which sessions or credentials are asked for.</summary>
internal sealed class FilterOptions
{
    private static readonly Evidence[] Strengths = Enum.GetValues<Evidence>();

    private readonly Option<string?> _person = new("--person") { Description = "Who is behind them: a name, an ARN, NAME@ACCOUNT, an id, a person of --aliases" };
    private readonly Option<string?> _role = new("--role") { Description = "A role's name or ARN" };
    private readonly Option<string?> _account = new("--account") { Description = "The account of the identity" };
    private readonly Option<string?> _name = new("--name") { Description = "The session name" };
    private readonly Option<string?> _address = new("--address") { Description = "A source address, as CloudTrail writes it" };
    private readonly Option<string?> _evidence = new("--evidence") { Description = $"How strong the evidence is: {string.Join(", ", Strengths.Select(EvidenceWords.NameOf))}" };
    private readonly Option<bool> _contradiction = new("--contradiction") { Description = "Only sessions with a name that the keys contradict" };
    private readonly Option<string?> _aliases = AliasOptions.File();
    private readonly Option<long?> _since = TimeOptions.Since();
    private readonly Option<long?> _until = TimeOptions.Until();

    private readonly bool _forCredentials;

    /// <param name="forCredentials">Whether only those are taken that a credential can be asked by.</param>
    public FilterOptions(bool forCredentials = false)
    {
        _forCredentials = forCredentials;
        _evidence.AcceptOnlyFromAmong([.. Strengths.Select(EvidenceWords.NameOf)]);
    }

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_person, _role, _account, _name, _aliases, .. _forCredentials ? [] : (Option[])[_address, _evidence, _contradiction]]) command.Add(option);
        TimeOptions.Add(command, _since, _until);
    }

    public Aliases? Aliases(Terminal terminal, ParseResult parsed) => AliasOptions.Read(terminal, parsed.GetValue(_aliases));

    public Filter Read(ParseResult parsed, Aliases aliases) => new()
    {
        Person = parsed.GetValue(_person) is { } person ? PersonForms.Of(person, aliases) : null,
        Role = parsed.GetValue(_role),
        Account = parsed.GetValue(_account),
        SessionName = parsed.GetValue(_name),
        Address = parsed.GetValue(_address),
        Since = parsed.GetValue(_since),
        Until = parsed.GetValue(_until),
        Evidence = parsed.GetValue(_evidence) is { } name ? Strengths.First(e => EvidenceWords.NameOf(e) == name) : null,
        Contradicted = parsed.GetValue(_contradiction),
    };
}
