using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;

namespace Namesake.App.Reports;

/// <summary>Writes attributions as JSON lines, by the contract of docs/cli.md (schema 1).</summary>
internal sealed class AttributionLines : IDisposable
{
    private const int FlushAt = 1 << 16;

    private readonly Stream _stream;
    private readonly ArrayBufferWriter<byte> _buffer = new(FlushAt * 2);
    private readonly Utf8JsonWriter _writer;

    public AttributionLines(Stream stream)
    {
        _stream = stream;
        // Session names hold = + and the like; the output is data, not a page.
        _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    public void Write(Attribution attribution)
    {
        var e = attribution.Event;
        var answer = attribution.Answer;
        _writer.WriteStartObject();
        _writer.WriteNumber("schema", 1);
        WriteEvent(in e);
        WriteOrigin(answer.Origin);
        _writer.WriteString("evidence", EvidenceWords.NameOf(answer.Evidence));
        WriteChain(answer.Chain);
        _writer.WriteStartArray("candidates");
        foreach (var candidate in answer.Candidates)
        {
            _writer.WriteStartObject();
            WriteOrigin(candidate.Origin);
            WriteChain(candidate.Chain);
            _writer.WriteEndObject();
        }
        _writer.WriteEndArray();
        _writer.WriteBoolean("complete", answer.Complete);
        _writer.WriteString("contradiction", answer.Contradiction);
        _writer.WriteString("reason", AnswerWords.Reason(attribution));
        _writer.WriteEndObject();
        _writer.Flush();
        _writer.Reset();
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= FlushAt) Flush();
    }

    public void Dispose()
    {
        Flush();
        _writer.Dispose();
    }

    private void Flush()
    {
        _stream.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }

    private void WriteEvent(in TrailEvent e)
    {
        _writer.WriteString("eventId", e.Id.ToString());
        _writer.WriteString("eventTime", Times.Of(e.Time));
        _writer.WriteString("eventName", e.Name);
        _writer.WriteString("eventSource", e.Source);
        _writer.WriteString("region", e.Region);
        _writer.WriteString("recipientAccount", e.RecipientAccount);
        _writer.WriteString("role", e.Identity.RoleArn);
        _writer.WriteString("sessionName", e.Identity.SessionName);
        _writer.WriteString("accessKeyId", e.Identity.AccessKeyId);
    }

    private void WriteOrigin(Origin? origin)
    {
        if (origin is null)
        {
            _writer.WriteNull("origin");
            return;
        }
        _writer.WriteStartObject("origin");
        _writer.WriteString("type", origin.Type);
        _writer.WriteString("arn", origin.Arn);
        _writer.WriteString("account", origin.Account);
        _writer.WriteString("userName", origin.UserName);
        _writer.WriteString("principalId", origin.PrincipalId);
        _writer.WriteString("invokedBy", origin.InvokedBy);
        _writer.WriteEndObject();
    }

    private void WriteChain(IEnumerable<IssuedCredential> chain)
    {
        _writer.WriteStartArray("chain");
        foreach (var hop in chain)
        {
            _writer.WriteStartObject();
            _writer.WriteString("accessKeyId", hop.AccessKeyId);
            _writer.WriteString("issuingEventId", hop.Id.ToString());
            _writer.WriteString("issuingEvent", hop.EventName);
            _writer.WriteString("time", Times.Of(hop.Time));
            _writer.WriteString("role", hop.RoleArn);
            _writer.WriteString("sessionName", hop.SessionName);
            _writer.WriteEndObject();
        }
        _writer.WriteEndArray();
    }
}
