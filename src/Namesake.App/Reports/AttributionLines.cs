using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;

namespace Namesake.App.Reports;

/// <summary>
/// Writes attributions as JSON lines, by the contract of docs/cli.md (schema 1). A line is what the event says, then
/// what its identity says and the answer: the second part is the same for all events of a session, and written once.
/// </summary>
internal sealed class AttributionLines : IDisposable
{
    private const int FlushAt = 1 << 20;

    private readonly Stream _stream;
    private readonly ArrayBufferWriter<byte> _buffer = new(FlushAt * 2);
    private readonly ArrayBufferWriter<byte> _scratch = new(4_096);
    private readonly Utf8JsonWriter _head;
    private readonly Utf8JsonWriter _tail;
    private readonly Dictionary<(UserIdentity, Answer), byte[]> _tails = new(SamePair.Instance);

    public AttributionLines(Stream stream)
    {
        _stream = stream;
        // Session names hold = + and the like; the output is data, not a page.
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
        _head = new Utf8JsonWriter(_buffer, options);
        _tail = new Utf8JsonWriter(_scratch, options);
    }

    /// <param name="attribution">The event and its answer.</param>
    /// <param name="more">Writes further members, where there are any.</param>
    public void Write(Attribution attribution, Action<Utf8JsonWriter>? more = null)
    {
        var e = attribution.Event;
        _head.WriteStartObject();
        _head.WriteNumber("schema", 1);
        _head.WriteString("eventId", e.Id.ToString());
        _head.WriteString("eventTime", Times.Of(e.Time));
        _head.WriteString("eventName", e.Name);
        _head.WriteString("eventSource", e.Source);
        _head.WriteString("region", e.Region);
        _head.WriteString("recipientAccount", e.RecipientAccount);
        more?.Invoke(_head);
        _head.Flush();
        _head.Reset();
        _buffer.Write(TailOf(attribution));
        if (_buffer.WrittenCount >= FlushAt) Flush();
    }

    public void Dispose()
    {
        Flush();
        _head.Dispose();
        _tail.Dispose();
    }

    private void Flush()
    {
        _stream.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }

    private ReadOnlySpan<byte> TailOf(Attribution attribution)
    {
        var key = (attribution.Event.Identity, attribution.Answer);
        if (_tails.TryGetValue(key, out var known)) return known;
        WriteTail(attribution);
        // Ambiguous answers are made anew for each event, and would fill the memory.
        if (attribution.Answer.Evidence != Evidence.Ambiguous) _tails[key] = _scratch.WrittenSpan.ToArray();
        return _scratch.WrittenSpan;
    }

    /// <summary>The rest of the object after its first properties, with its brace and the end of the line.</summary>
    private void WriteTail(Attribution attribution)
    {
        var (identity, answer) = (attribution.Event.Identity, attribution.Answer);
        _scratch.ResetWrittenCount();
        _tail.Reset();
        _tail.WriteStartObject();
        _tail.WriteString("role", identity.RoleArn);
        _tail.WriteString("sessionName", identity.SessionName);
        _tail.WriteString("accessKeyId", identity.AccessKeyId);
        WriteOrigin(_tail, answer.Origin);
        if (Workload.Of(identity, answer) is { } workload) WorkloadJson.Write(_tail, workload);
        _tail.WriteString("evidence", EvidenceWords.NameOf(answer.Evidence));
        WriteChain(_tail, answer.Chain);
        _tail.WriteStartArray("candidates");
        foreach (var candidate in answer.Candidates)
        {
            _tail.WriteStartObject();
            WriteOrigin(_tail, candidate.Origin);
            WriteChain(_tail, candidate.Chain);
            _tail.WriteEndObject();
        }
        _tail.WriteEndArray();
        _tail.WriteBoolean("complete", answer.Complete);
        _tail.WriteString("contradiction", answer.Contradiction);
        _tail.WriteString("reason", AnswerWords.Reason(attribution));
        _tail.WriteEndObject();
        _tail.Flush();
        _scratch.Write("\n"u8);
        // The tail continues the head's object: its own opening brace becomes the comma between them.
        System.Runtime.InteropServices.MemoryMarshal.AsMemory(_scratch.WrittenMemory).Span[0] = (byte)',';
    }

    internal static void WriteOrigin(Utf8JsonWriter json, Origin? origin)
    {
        if (origin is null)
        {
            json.WriteNull("origin");
            return;
        }
        json.WriteStartObject("origin");
        json.WriteString("type", origin.Type);
        json.WriteString("arn", origin.Arn);
        json.WriteString("account", origin.Account);
        json.WriteString("userName", origin.UserName);
        json.WriteString("principalId", origin.PrincipalId);
        json.WriteString("invokedBy", origin.InvokedBy);
        json.WriteEndObject();
    }

    internal static void WriteChain(Utf8JsonWriter json, IEnumerable<IssuedCredential> chain)
    {
        json.WriteStartArray("chain");
        foreach (var hop in chain)
        {
            json.WriteStartObject();
            json.WriteString("accessKeyId", hop.AccessKeyId);
            json.WriteString("issuingEventId", hop.Id.ToString());
            json.WriteString("issuingEvent", hop.EventName);
            json.WriteString("time", Times.Of(hop.Time));
            json.WriteString("role", hop.RoleArn);
            json.WriteString("sessionName", hop.SessionName);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private sealed class SamePair : IEqualityComparer<(UserIdentity, Answer)>
    {
        public static readonly SamePair Instance = new();

        public bool Equals((UserIdentity, Answer) x, (UserIdentity, Answer) y) => ReferenceEquals(x.Item1, y.Item1) && ReferenceEquals(x.Item2, y.Item2);

        public int GetHashCode((UserIdentity, Answer) pair) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(pair.Item1), System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(pair.Item2));
    }
}
