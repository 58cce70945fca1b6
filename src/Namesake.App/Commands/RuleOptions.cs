using System.Collections.Immutable;
using System.CommandLine;
using Namesake.App.Declared;
using Namesake.App.OwnRules;
using Namesake.Audit.Exemptions;

namespace Namesake.App.Commands;

/// <summary>Options that say which rules of the user's own there are, and which roles are left alone.</summary>
internal sealed class RuleOptions
{
    private readonly Option<string[]> _rules = Rules();
    private readonly Option<string?> _exemptions = new("--exemptions") { Description = "A YAML file of roles to be left alone: pattern, reason, owner, expires" };

    /// <summary>Files of rules, where they stand alone.</summary>
    public static Option<string[]> Rules() => new("--rules") { Description = "Rules of your own: YAML files, or folders of them (docs/rules.md)", AllowMultipleArgumentsPerToken = true };

    public void Add(Command command)
    {
        command.Add(_rules);
        command.Add(_exemptions);
    }

    public GivenRules Of(ParseResult parsed) => new(parsed.GetValue(_rules) ?? [], parsed.GetValue(_exemptions));
}

/// <summary>What was given by <see cref="RuleOptions"/>, not yet read.</summary>
internal sealed record GivenRules(string[] Files, string? ExemptionFile)
{
    /// <returns>Null where a file cannot be used, which is said.</returns>
    public JudgedBy? Read(Terminal terminal, DateOnly today)
    {
        var rules = RuleFiles.Read(Files);
        var exemptions = ExemptionFile is null ? new ReadExemptions([], []) : Declared.ExemptionFile.Read(ExemptionFile);
        terminal.Say(rules.Diagnostics);
        terminal.Say(exemptions.Diagnostics);
        return rules.AreGood && exemptions.Exemptions is { } declared ? new JudgedBy(rules.Rules, declared, today) : null;
    }
}

/// <summary>By what roles are judged beside the verdicts.</summary>
/// <param name="Rules">Rules of the user's own.</param>
/// <param name="Exemptions">Which roles are left alone.</param>
/// <param name="Today">The present date, in UTC.</param>
internal sealed record JudgedBy(ImmutableArray<OwnRule> Rules, ImmutableArray<Exemption> Exemptions, DateOnly Today);
