using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Spectre.Console;

namespace Namesake.App.Reports;

/// <summary>A simulation for people and for programs.</summary>
internal static class SimulationReport
{
    public static void WriteTable(Terminal terminal, Simulation simulation)
    {
        terminal.Out.MarkupLine(simulation.Outcome == Outcome.Allowed ? "[green]allowed[/]" : $"[red]{Words(simulation.Outcome)}[/]");
        if (simulation.Refusal is { } refusal) terminal.Out.MarkupLine(Terminal.Markup($"STS refuses it whatever the policy says: {refusal}"));
        foreach (var (action, decision) in simulation.Decisions)
        {
            var by = decision.Deciding is { } deciding ? $"by statement {deciding.Label} (line {deciding.Place.Line})" : "no statement applies";
            var tree = new Tree(Terminal.Markup($"{action}: {Words(decision.Outcome)}, {by}"));
            foreach (var trace in decision.Traces) Add(tree, trace);
            terminal.Out.Write(tree);
        }
    }

    public static void WriteJson(TextWriter output, Simulation simulation)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("schema", 1);
            writer.WriteString("outcome", Code(simulation.Outcome));
            writer.WriteString("refusedBySts", simulation.Refusal);
            writer.WritePropertyName("request");
            RequestJson.Write(writer, simulation.Request);
            writer.WriteStartArray("actions");
            foreach (var (action, decision) in simulation.Decisions) Write(writer, action, decision);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        output.WriteLine(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    private static void Add(Tree tree, StatementTrace trace)
    {
        var statement = trace.Statement;
        var why = trace.Miss switch
        {
            StatementMiss.None => "applies",
            StatementMiss.Principal => "does not speak of this caller",
            StatementMiss.Action => "does not speak of this action",
            _ => "does not apply: a condition does not hold",
        };
        var node = tree.AddNode(Terminal.Markup($"{statement.Effect} statement {statement.Label} (line {statement.Place.Line}) {why}"));
        foreach (var condition in trace.Conditions)
            node.AddNode(Terminal.Markup($"{condition.Test} {(condition.Holds ? "holds" : "does not hold")}: {condition.Why}"));
    }

    private static void Write(Utf8JsonWriter writer, string action, Decision decision)
    {
        writer.WriteStartObject();
        writer.WriteString("action", action);
        writer.WriteString("outcome", Code(decision.Outcome));
        if (decision.Deciding is { } deciding) writer.WriteNumber("decidedBy", deciding.Index);
        else writer.WriteNull("decidedBy");
        writer.WriteStartArray("statements");
        foreach (var trace in decision.Traces)
        {
            writer.WriteStartObject();
            writer.WriteNumber("index", trace.Statement.Index);
            writer.WriteString("sid", trace.Statement.Sid);
            writer.WriteNumber("line", trace.Statement.Place.Line);
            writer.WriteString("effect", trace.Statement.Effect.ToString());
            writer.WriteBoolean("applies", trace.Applies);
            writer.WriteString("misses", trace.Applies ? null : trace.Miss.ToString().ToLowerInvariant());
            writer.WriteStartArray("conditions");
            foreach (var condition in trace.Conditions) Write(writer, condition);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ConditionTrace condition)
    {
        writer.WriteStartObject();
        writer.WriteString("operator", condition.Test.Operator.Name);
        writer.WriteString("key", condition.Test.Key.Text);
        writer.WriteStartArray("values");
        foreach (var value in condition.Test.Values) writer.WriteStringValue(value.Text);
        writer.WriteEndArray();
        writer.WriteNumber("line", condition.Test.Key.Place.Line);
        writer.WriteBoolean("holds", condition.Holds);
        writer.WriteString("why", condition.Why);
        writer.WriteEndObject();
    }

    private static string Words(Outcome outcome) => outcome switch
    {
        Outcome.Allowed => "allowed",
        Outcome.ImplicitlyDenied => "implicitly denied",
        _ => "explicitly denied",
    };

    private static string Code(Outcome outcome) => outcome switch
    {
        Outcome.Allowed => "allowed",
        Outcome.ImplicitlyDenied => "implicitly-denied",
        _ => "explicitly-denied",
    };
}
