using System.Runtime.CompilerServices;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Sources.CloudTrail;

/// <summary>Makes events of drafts, with what they issued or granted, and keeps the pools of what comes again: one for each worker.</summary>
internal sealed class EventMaker(TrailPart part, IdentityStore store)
{
    public TextPool Texts { get; } = new();

    public MinuteClock Clock { get; } = new();

    public IdentityPool Identities { get; } = new(store);

    /// <summary>Adds an event to the part; false, and nothing done, where it lacks its id, time, name or source, or is an Insights event.</summary>
    /// <param name="draft">What was found of it.</param>
    /// <param name="text">The text that the draft's ranges are of.</param>
    [MethodImpl(JsonScan.Hot)]
    public bool TryAdd(in EventDraft draft, ReadOnlySpan<byte> text)
    {
        if (draft is not { Id: { } id, Name: { } name, Source: { } source } || (draft.Time ?? draft.ShipperTime) is not { } time || draft.Insight) return false;
        var known = draft.Known ?? (draft.Identity.Length == 0 ? Identities.None : Identities.Get(draft.Identity.Of(text)));
        var e = new TrailEvent
        {
            Id = id,
            Time = time,
            Name = name,
            Source = source,
            Region = draft.Region,
            RecipientAccount = draft.Account,
            SourceAddress = draft.Address,
            ErrorCode = draft.ErrorCode,
            FromConsole = draft.FromConsole || known.FromConsole,
            Identity = known.Identity,
        };
        if (known.IsNew(e.FromConsole)) part.Meet(e.Identity, e.FromConsole);
        part.AddAsMet(in e);
        if (draft.ErrorCode is not null) return true;
        if (PolicyChanges.Read(in e, draft.Request.Of(text)) is { } change) part.Policies.Add(change);
        if (WorkloadEvents.Concerns(in e)) part.Workloads.AddRange(WorkloadEvents.Read(in e, draft.Request.Of(text), draft.Response.Of(text)));
        if (draft.Response.Length == 0) return true;
        if (IssuingEvents.Read(in e, draft.SharedEventId, draft.Request.Of(text), draft.Response.Of(text), Texts) is { } issued)
            part.Issued.Add(issued with { Call = IssuingCalls.Read(known.Raw, draft.Request.Of(text), draft.Response.Of(text), draft.Agent.Of(text), Texts) });
        else if (SignInGrants.Read(in e, draft.Request.Of(text), draft.Response.Of(text), draft.Additional.Of(text)) is { } grant) part.Grants.Add(grant);
        return true;
    }
}
