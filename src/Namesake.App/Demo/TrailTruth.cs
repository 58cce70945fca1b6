using System.Text.Json;

namespace Namesake.App.Demo;

/// <summary>Writes truth.jsonl: for each event by a session of a role or by a federated user, who is behind it and how one can know.</summary>
internal sealed class TrailTruth(TrailPlan plan)
{
    private readonly byte[]?[] tails = new byte[]?[plan.Sessions.Count * 3];

    /// <summary>Writes a line for each event that is explained, in the order of the event ids.</summary>
    public void WriteTo(string path)
    {
        var explained = new List<(UInt128 Id, int Tail)>();
        foreach (var planned in plan.Events)
        {
            if (TailOf(planned) is { } tail)
                explained.Add((plan.EventId(planned.Id), tail));
        }

        explained.Sort();
        using var output = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        Span<byte> id = stackalloc byte[36];
        for (var i = 0; i < explained.Count; i++)
        {
            // Duplicates stand side by side.
            if (i > 0 && explained[i].Id == explained[i - 1].Id)
                continue;
            output.Write("{\"eventID\":\""u8);
            System.Text.Encoding.ASCII.GetBytes(Mint.GuidText(explained[i].Id), id);
            output.Write(id);
            output.Write("\","u8);
            output.Write(tails[explained[i].Tail] ??= Tail(explained[i].Tail));
            output.WriteByte((byte)'\n');
        }
    }

    // What follows the event id is the same for all events of a session with one evidence.
    private int? TailOf(in SyntheticEvent planned)
    {
        var session = planned.Kind switch
        {
            SyntheticKind.SessionCall or SyntheticKind.RefusedSession => plan.Sessions[planned.Actor],
            SyntheticKind.Issue => plan.Sessions[planned.Actor].Parent,
            _ => null,
        };
        if (session is null || !session.IsExplained)
            return null;
        var evidence = session.IsLogged
            ? planned.Kind is SyntheticKind.SessionCall && planned.Credential is not CredentialKind.OwnKey ? 1 : 0
            : 2;
        return (session.Number * 3) + evidence;
    }

    private byte[] Tail(int number)
    {
        var session = plan.Sessions[number / 3];
        var hops = new List<SyntheticSession>();
        for (var hop = number % 3 == 2 ? null : session; hop is { HasIssuingEvent: true }; hop = hop.Parent)
            hops.Add(hop);
        var whole = StsJson.Write(writer =>
        {
            writer.WriteString("evidence", (number % 3) switch { 0 => "key", 1 => "session", _ => "none" });
            writer.WriteStartArray("chain");
            foreach (var hop in hops)
                writer.WriteStringValue(hop.Key);
            writer.WriteEndArray();
            writer.WriteStartArray("issuingEventIDs");
            foreach (var hop in hops)
                writer.WriteStringValue(Mint.GuidText(plan.EventId(plan.IssuingEvents[hop.Number])));
            writer.WriteEndArray();
            WriteRoot(writer, hops.Count == 0 ? null : hops[^1].Caller);
        });
        return whole[1..];
    }

    private static void WriteRoot(Utf8JsonWriter writer, CallerIdentity? root)
    {
        if (root is null)
        {
            writer.WriteNull("root");
            return;
        }

        writer.WriteStartObject("root");
        writer.WriteString("type", root.Type);
        writer.WriteString("arn", root.Arn);
        writer.WriteString("account", root.Account);
        writer.WriteString("userName", root.UserName);
        writer.WriteString("principalId", root.PrincipalId);
        writer.WriteString("invokedBy", root.InvokedBy);
        writer.WriteEndObject();
    }
}
