using Namesake.Ledger.Lineage;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Importing;

/// <summary>Parts of a content, with those identities alone that they name. Sources are kept all, so that their numbers stay.</summary>
internal static class ContentSelection
{
    /// <summary>The content without events of before a time. What they issued, granted or changed stays where it may yet serve later ones; what made or changed workloads stays.</summary>
    /// <returns>The content itself where all of it is later.</returns>
    public static FactContent Since(this FactContent content, long time)
    {
        var least = time - IssuedCredential.LongestOfAll;
        return content.Facts.Any(f => f.Time < time) ? content.Select(t => t >= time, c => c.Time + c.LongestLife >= time, g => g.Time >= least, p => p.Time >= least, _ => true) : content;
    }

    /// <summary>The content without anything of before a time.</summary>
    public static FactContent OnlySince(this FactContent content, long time) => content.Select(t => t >= time, c => c.Time >= time, g => g.Time >= time, p => p.Time >= time, w => w.Time >= time);

    /// <summary>What remains of a content though its events are forgotten. What made or changed workloads does: an instance may run for years.</summary>
    /// <param name="content">The content of a segment.</param>
    /// <param name="needed">What later events refer to.</param>
    /// <param name="until">Only what is of before this time, and people.</param>
    public static FactContent Remnant(this FactContent content, StillNeeded needed, long until)
    {
        var remnant = content.Select(_ => false, c => c.Time < until && needed.Has(c), g => g.Time < until && needed.Has(g), p => p.Time < until && needed.Has(p), w => w.Time < until);
        foreach (var (identity, fromConsole) in content.Identities.Where(needed.Has)) remnant.NumberOf(identity, fromConsole);
        // That a source was read is remembered: it must not be read again each time.
        remnant.Inputs.RemoveAll(i => i is not { IsWhole: true, Version: not null });
        return remnant;
    }

    private static FactContent Select(
        this FactContent content, Func<long, bool> ofTime, Func<IssuedCredential, bool> issued, Func<SignInGrant, bool> granted, Func<PolicyChange, bool> changed,
        Func<WorkloadEvent, bool> worked)
    {
        var selected = new FactContent { Raw = new RawStore { IsSelection = true } };
        foreach (var fact in content.Facts)
            if (ofTime(fact.Time))
                selected.Add(in fact, content);
        // Those of events that are not selected are left out when the segment is written.
        if (selected.Count > 0) selected.Raw.Take(content.Raw.Blocks);
        selected.Issued.AddRange(content.Issued.Where(issued));
        selected.Grants.AddRange(content.Grants.Where(granted));
        selected.Policies.AddRange(content.Policies.Where(changed));
        selected.Workloads.AddRange(content.Workloads.Where(worked));
        foreach (var workload in selected.Workloads) selected.NumberOf(workload.Caller, workload.FromConsole);
        foreach (var credential in selected.Issued) selected.NumberOf(credential.Caller, credential.FromConsole);
        foreach (var grant in selected.Grants) selected.NumberOf(grant.Caller, grant.FromConsole);
        selected.Inputs.AddRange(content.Inputs);
        return selected;
    }
}
