using System.Collections.Immutable;
using System.CommandLine;
using Namesake.Audit;
using Namesake.Policy.Model;
using Namesake.Sources.Files;
using Namesake.Sources.Organizations;
using Namesake.Sources.Roles;

namespace Namesake.App.Commands;

/// <summary>Options by which an operator says what holds beside the trust policies.</summary>
internal sealed class PremiseOptions
{
    public Option<string[]> ServiceControls { get; } = new("--scp")
    {
        Description = "Service control policies that bind the callers: documents, or describe-policy answers",
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<string[]> ResourceControls { get; } = new("--rcp")
    {
        Description = "Resource control policies of the roles' accounts: documents, or describe-policy answers",
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<string[]> IdentifyingKeys { get; } = new("--identifying") { Description = "A condition key whose value names one person, as you vouch: aws:PrincipalTag/person" };

    public GivenPremises Of(ParseResult parsed) =>
        new(parsed.GetValue(ServiceControls) ?? [], parsed.GetValue(ResourceControls) ?? [], [.. parsed.GetValue(IdentifyingKeys) ?? []]);
}

/// <summary>What was given by <see cref="PremiseOptions"/>, not yet read.</summary>
internal sealed record GivenPremises(string[] ServiceControls, string[] ResourceControls, ImmutableArray<string> IdentifyingKeys)
{
    /// <summary>What is wrong with the command line, in a sentence; null where nothing is.</summary>
    public string? Fault(string[] inputs)
    {
        string[] all = [.. inputs, .. ServiceControls, .. ResourceControls];
        if (SharedOptions.Missing(all) is { } missing) return $"there is no file or folder \"{missing}\"";
        if (all.Count(i => i == InputFiles.StandardInput) > 1) return "standard input can be read once only";
        return IdentifyingKeys.Select(IdentifyingKey.Fault).FirstOrDefault(f => f is not null);
    }

    public async Task<(Premises Premises, ImmutableArray<Diagnostic> Diagnostics)> Read(ReadRoles roles, CancellationToken cancellation)
    {
        var service = await ControlPolicyReader.Read(ServiceControls, PolicyKind.ServiceControl, cancellation);
        var resource = await ControlPolicyReader.Read(ResourceControls, PolicyKind.ResourceControl, cancellation);
        var premises = new Premises(service.Policies, resource.Policies, IdentifyingKeys, roles.People);
        return (premises, [.. service.Diagnostics, .. resource.Diagnostics]);
    }
}
