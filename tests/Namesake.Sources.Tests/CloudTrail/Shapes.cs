using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Namesake.Sources.Tests.CloudTrail;

/// <summary>Writes events in every shape in which logs are met.</summary>
internal static class Shapes
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly SortedDictionary<string, Func<IReadOnlyList<string>, string>> All = new(StringComparer.Ordinal)
    {
        ["delivery"] = Delivery,
        ["delivery, indented"] = events => Indent(Delivery(events)),
        ["delivery, other members around"] = events => $$"""{"a":{"x":[{}]},"Records":[{{string.Join(',', events)}}],"b":[{"y":1}],"c":null}""",
        ["deliveries one after another"] = events => string.Concat(events.Select(e => Delivery([e]))),
        ["JSON lines"] = events => string.Join('\n', events),
        ["JSON lines, Windows"] = events => string.Concat(events.Select(e => $"{e}\r\n")),
        ["JSON values without a break"] = events => string.Concat(events),
        ["array"] = Array,
        ["array, indented"] = events => Indent(Array(events)),
        ["array of arrays"] = events => $"[{Array(events)},[]]",
        ["array of strings"] = events => Array(events.Select(Text)),
        ["lines of strings"] = events => string.Join('\n', events.Select(Text)),
        ["lookup-events"] = events => Indent(Lookup(events)),
        ["EventBridge"] = events => string.Join('\n', events.Select(EventBridge)),
        ["EventBridge in SNS"] = events => string.Join('\n', events.Select(e => Sns(EventBridge(e)))),
        ["EventBridge in SQS"] = events => Sqs(events.Select(EventBridge)),
        ["EventBridge in SNS in SQS"] = events => Sqs(events.Select(e => Sns(EventBridge(e)))),
        ["lines in one SQS body"] = events => Sqs([string.Join('\n', events)]),
        ["delivery in one SQS body"] = events => Sqs([Delivery(events)]),
        ["SQS for a function"] = events => $$"""{"Records":{{Array(events.Select(e => $$"""{"messageId":"1","body":{{Text(EventBridge(e))}},"eventSource":"aws:sqs"}"""))}}}""",
        ["SNS for a function"] = events => $$"""{"Records":{{Array(events.Select(e => $$"""{"EventSource":"aws:sns","Sns":{"Type":"Notification","Message":{{Text(e)}} } }"""))}} }""",
        ["Lake, answer"] = events => $$"""{"QueryStatus":"FINISHED","QueryStatistics":{"ResultsCount":1},"QueryResultRows":{{Array(events.Select(e => $$"""[{"eventJson":{{Text(e)}} }]"""))}}}""",
        ["Lake, answer with columns"] = events => $$"""{"QueryResultRows":{{Array(events.Select(e => $$"""[{"eventID":"x"},{"eventJson":{{Text(e)}}},{"eventTime":"2025-03-03 10:00:00.000"}]"""))}}}""",
        ["Lake, CSV"] = events => $"eventID,eventJson\n{string.Concat(events.Select((e, i) => $"{i},{Cell(e)}\n"))}",
        ["Lake, CSV, all quoted"] = events => $"\"eventJson\",\"name\"\r\n{string.Concat(events.Select(e => $"{Cell(Indent(e))},\"a,\"\"b\nc\"\r\n"))}",
        ["shipper, @timestamp"] = events => string.Join('\n', events.Select(e => e.Replace("\"eventTime\":", "\"@timestamp\":", StringComparison.Ordinal))),
        ["shipper, message"] = events => string.Join('\n', events.Select(e => $$"""{"@timestamp":"2025-03-03T10:00:00.123Z","host":{"name":"x"},"message":{{Text(e)}}}""")),
        ["shipper, event.original"] = events => string.Join('\n', events.Select(e => $$"""{"@timestamp":"2025-03-03T10:00:00.123Z","message":"a line","event":{"kind":"event","original":{{Text(e)}} } }""")),
        ["shipper, event.original in one name"] = events => string.Join('\n', events.Select(e => $$"""{"@timestamp":"2025-03-03T10:00:00.123Z","event.original":{{Text(e)}}}""")),
        ["shipper, a search's answer"] = events => string.Join('\n', events.Select(e => $$"""{"_index":"trail","_source":{{e}}}""")),
        ["shipper, _raw"] = events => string.Join('\n', events.Select(e => $$"""{"preview":false,"result":{"_raw":{{Text(e)}} } }""")),
        ["CloudWatch subscription"] = events => $$"""{"messageType":"DATA_MESSAGE","owner":"111122223333","logEvents":{{Array(events.Select(e => $$"""{"id":"1","timestamp":1,"message":{{Text(e)}}}"""))}}}""",
        ["CloudWatch, get-log-events"] = events => $$"""{"events":{{Array(events.Select(e => $$"""{"timestamp":1,"message":{{Text(e)}},"ingestionTime":2}"""))}},"nextForwardToken":"f"}""",
        ["escaped to the last letter"] = events => string.Join('\n', events.Select(Escaped)),
    };

    public static byte[] Write(string shape, IReadOnlyList<string> events, bool mark = false) =>
        Encoding.UTF8.GetBytes($"{(mark ? "\uFEFF" : "")}{All[shape](events)}");

    private static string Delivery(IEnumerable<string> events) => $$"""{"Records":{{Array(events)}}}""";

    private static string Array(IEnumerable<string> values) => $"[{string.Join(',', values)}]";

    private static string Lookup(IEnumerable<string> events) =>
        $$"""{"Events":{{Array(events.Select(e => $$"""{"EventId":"1","EventName":"x","EventTime":1.5,"Resources":[],"CloudTrailEvent":{{Text(e)}}}"""))}},"NextToken":"t"}""";

    private static string EventBridge(string e) =>
        $$"""{"version":"0","id":"1","detail-type":"AWS API Call via CloudTrail","source":"aws.s3","account":"111122223333","time":"2025-03-03T10:00:00Z","region":"us-east-1","resources":[],"detail":{{e}}}""";

    private static string Sns(string message) => $$"""{"Type":"Notification","MessageId":"1","TopicArn":"arn:aws:sns:us-east-1:111122223333:t","Message":{{Text(message)}},"Timestamp":"2025-03-03T10:00:00.000Z"}""";

    private static string Sqs(IEnumerable<string> bodies) => $$"""{"Messages":{{Array(bodies.Select(b => $$"""{"MessageId":"1","ReceiptHandle":"r","MD5OfBody":"m","Body":{{Text(b)}}}"""))}}}""";

    private static string Text(string value) => JsonSerializer.Serialize(value);

    private static string Cell(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Indent(string json) => JsonNode.Parse(json)!.ToJsonString(Indented);

    /// <summary>Each letter of each name and text as \uXXXX.</summary>
    private static string Escaped(string json)
    {
        var text = new StringBuilder();
        var inString = false;
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] == '"') inString = !inString;
            if (inString && json[i] == '\\')
            {
                var length = json[i + 1] == 'u' ? 6 : 2;
                text.Append(json, i, length);
                i += length - 1;
            }
            else if (inString && json[i] != '"') text.Append($"\\u{(int)json[i]:x4}");
            else text.Append(json[i]);
        }
        return text.ToString();
    }
}
