using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Importing;

/// <summary>Writes a draft into a DuckDB file of its own.</summary>
internal sealed class SegmentWriter(SegmentDraft draft)
{
    private readonly SketchDraft _sketch = new(draft);

    /// <param name="path">A file that does not exist yet.</param>
    /// <param name="answers">What is known of each identity.</param>
    /// <returns>What the segment may hold.</returns>
    public SegmentSketch Write(string path, Func<IEnumerable<StoredAnswer>> answers)
    {
        using var first = DuckDb.Create(path, draft.Count);
        first.Execute(SegmentTables.Create);
        if (draft.HasRaw) first.Execute(SegmentTables.CreateRaw);
        if (draft.HasCalls) first.Execute(SegmentTables.CreateCalls);
        // Two connections append to different tables at once: facts are the bulk, answers take thought.
        using var second = DuckDb.Create(path, draft.Count);
        Parallel.Invoke(() =>
        {
            WriteFacts(first);
            if (draft.HasRaw) WriteRaw(first);
        }, () =>
        {
            WriteTexts(second);
            WriteIdentities(second);
            WritePeople(second);
            WriteIssued(second);
            if (draft.HasCalls) WriteCalls(second);
            WriteAnswers(second, answers());
        });
        // Last: what the segment answers of other segments is known by then.
        return new SegmentSketch(_sketch.Events(), _sketch.Terms());
    }

    private void WriteFacts(DuckDBConnection database)
    {
        using var rows = database.CreateAppender("facts");
        for (var i = 0; i < draft.Count; i++)
        {
            ref readonly var fact = ref draft[i];
            rows.CreateRow().AppendValue(fact.Id.High).AppendValue(fact.Id.Low).AppendValue(fact.Time).AppendValue(fact.Act).AppendValue(fact.Place)
                .AppendValue(fact.Address).AppendValue(fact.Identity).EndRow();
        }
    }

    private void WriteRaw(DuckDBConnection database)
    {
        using (var numbers = database.CreateAppender("raw"))
            for (var i = 0; i < draft.Count; i++) numbers.CreateRow().AppendValue(draft[i].Raw).EndRow();
        using var blocks = database.CreateAppender("raw_blocks");
        foreach (var block in draft.RawBlocks()) blocks.CreateRow().AppendValue(block.First).AppendValue(block.Count).AppendValue(block.Data).EndRow();
    }

    private void WriteTexts(DuckDBConnection database)
    {
        using (var acts = database.CreateAppender("acts"))
            foreach (var (number, act) in draft.Acts.Items.Index()) acts.CreateRow().AppendValue(number).AppendValue(act.Name).AppendValue(act.Source).AppendValue(act.Error).EndRow();
        using (var places = database.CreateAppender("places"))
            foreach (var (number, place) in draft.Places.Items.Index()) places.CreateRow().AppendValue(number).AppendValue(place.Region).AppendValue(place.Account).AppendValue(place.Input).EndRow();
        using (var addresses = database.CreateAppender("addresses"))
            foreach (var (number, text) in draft.Addresses.Texts.Index()) addresses.CreateRow().AppendValue(number + 1).AppendValue(text).EndRow();
        using (var odd = database.CreateAppender("odd_ids"))
            foreach (var (id, text) in draft.Contents.SelectMany(c => c.OddIds).DistinctBy(o => o.Key))
                odd.CreateRow().AppendValue(id.High).AppendValue(id.Low).AppendValue(text).EndRow();
        using var inputs = database.CreateAppender("inputs");
        for (var i = 0; i < draft.Inputs.Count; i++)
            inputs.CreateRow().AppendValue(i).AppendValue(draft.Inputs[i].Name).AppendValue(draft.Inputs[i].Version).AppendValue(draft.Inputs[i].IsWhole).EndRow();
    }

    private void WriteIdentities(DuckDBConnection database)
    {
        var profiles = new Dictionary<IdentityProfile, int>();
        using (var rows = database.CreateAppender("uses"))
            foreach (var (number, use) in draft.Identities.Index())
            {
                var row = rows.CreateRow().AppendValue(number).AppendValue(use.Events);
                row = use.Events == 0 ? row.AppendNullValue().AppendNullValue().AppendNullValue() : row.AppendValue(use.First).AppendValue(use.Last).AppendValue(use.FirstRow);
                row.AppendValue(NumberIn(profiles, IdentityProfile.Of(use.Identity, use.FromConsole)))
                    .AppendValue(use.Identity.Arn).AppendValue(use.Identity.PrincipalId).AppendValue(use.Identity.AccessKeyId).AppendValue(use.Identity.CreationDate).EndRow();
            }
        using var table = database.CreateAppender("profiles");
        foreach (var (p, number) in profiles)
            table.CreateRow().AppendValue(number).AppendValue(p.Console).AppendValue(p.Type).AppendValue(p.Account).AppendValue(p.UserName).AppendValue(p.InvokedBy).AppendValue(p.Provider)
                .AppendValue(p.MarkedConsole).AppendValue(p.IssuerType).AppendValue(p.IssuerArn).AppendValue(p.IssuerId).AppendValue(p.IssuerName)
                .AppendValue(p.SourceIdentity).AppendValue(p.SignInSession).AppendValue(p.BehalfUser).AppendValue(p.BehalfStore).AppendValue(p.IssuedTo).AppendValue(p.RoleDelivery).EndRow();
    }

    private void WritePeople(DuckDBConnection database)
    {
        using var rows = database.CreateAppender("people");
        foreach (var person in draft.People)
            rows.CreateRow().AppendValue(person.Name).AppendValue(person.PrincipalId).AppendValue(person.BehalfUser).AppendValue(person.Identity).EndRow();
    }

    private void WriteIssued(DuckDBConnection database)
    {
        using (var issued = database.CreateAppender("issued"))
            foreach (var c in draft.Issued)
                issued.CreateRow().AppendValue(c.Id.ToString()).AppendValue(c.Time).AppendValue(c.EventName).AppendValue(c.Region).AppendValue(c.RecipientAccount)
                    .AppendValue(c.SourceAddress).AppendValue(c.SharedEventId).AppendValue(draft.NumberOf(c.Caller, c.FromConsole)).AppendValue(c.AccessKeyId)
                    .AppendValue(c.RoleArn).AppendValue(c.PrincipalId).AppendValue(c.SessionName).AppendValue(c.SourceIdentity).EndRow();
        using (var policies = database.CreateAppender("policies"))
            foreach (var p in draft.Policies)
                policies.CreateRow().AppendValue(p.Id.ToString()).AppendValue(p.Time).AppendValue(p.EventName).AppendValue(p.Account).AppendValue(p.RoleName).AppendValue(p.Document).EndRow();
        using (var workloads = database.CreateAppender("workloads"))
            foreach (var w in draft.Workloads)
                workloads.CreateRow().AppendValue(w.Id.ToString()).AppendValue(w.Time).AppendValue(w.EventName).AppendValue(w.Kind).AppendValue(w.Account).AppendValue(w.Resource).AppendValue(w.Detail)
                    .AppendValue(draft.NumberOf(w.Caller, w.FromConsole)).AppendValue(w.SourceAddress).EndRow();
        using var grants = database.CreateAppender("grants");
        foreach (var g in draft.Grants)
            grants.CreateRow().AppendValue(g.Id.ToString()).AppendValue(g.Time).AppendValue(g.MintedSession).AppendValue(g.Resource)
                .AppendValue(draft.NumberOf(g.Caller, g.FromConsole)).AppendValue(g.SourceAddress).EndRow();
    }

    private void WriteCalls(DuckDBConnection database)
    {
        using var rows = database.CreateAppender("calls");
        foreach (var issued in draft.Issued)
            if (issued.Call is { } call)
                rows.CreateRow().AppendValue(issued.Id.ToString()).AppendValue(call.UserAgent).AppendValue(call.ExternalId).AppendValue(call.Provider).AppendValue(call.Audience)
                    .AppendValue(call.Mfa).AppendValue(call.Tagged).EndRow();
    }

    private void WriteAnswers(DuckDBConnection database, IEnumerable<StoredAnswer> answers)
    {
        var verdicts = new Dictionary<AnswerRow, int>();
        using (var rows = database.CreateAppender("answered"))
            foreach (var (place, answer) in answers)
            {
                _sketch.Add(place);
                rows.CreateRow().AppendValue(place.Segment).AppendValue(place.Number).AppendValue(NumberIn(verdicts, answer.Verdict)).AppendValue(answer.Chain).EndRow();
            }
        using var table = database.CreateAppender("verdicts");
        foreach (var (verdict, number) in verdicts)
            table.CreateRow().AppendValue(number).AppendValue((byte)verdict.Evidence).AppendValue(verdict.Complete).AppendValue(verdict.Varies)
                .AppendValue(verdict.Origin?.Type).AppendValue(verdict.Origin?.Arn).AppendValue(verdict.Origin?.Account).AppendValue(verdict.Origin?.UserName)
                .AppendValue(verdict.Origin?.PrincipalId).AppendValue(verdict.Origin?.InvokedBy)
                .AppendValue(verdict.Grant).AppendValue(verdict.Contradiction).AppendValue(verdict.Reason).EndRow();
    }

    private static int NumberIn<T>(Dictionary<T, int> numbers, T item)
        where T : notnull
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, item, out var known);
        return known ? number : number = numbers.Count - 1;
    }
}
