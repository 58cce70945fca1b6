using System.Text.Json;
using DuckDB.NET.Data;
using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Asking;

/// <summary>
/// Says whether a text is one statement that only reads the views, by what DuckDB's own parser makes of it: every relation in
/// the parsed statement must be a view, a part of the statement itself, or a function that makes rows out of its arguments.
/// </summary>
internal static class StatementCheck
{
    /// <summary>In characters; longer ones are no question that a person asks.</summary>
    private const int Longest = 100_000;

    /// <summary>Of the parsed statement; DuckDB's own limit for expressions is 1,000.</summary>
    private const int Deepest = 8_000;

    private static readonly HashSet<string> Functions = new(["unnest", "range", "generate_series", "json_each", "json_tree"], StringComparer.OrdinalIgnoreCase);

    /// <returns>Why it is refused; null where it is not.</returns>
    public static string? WhyRefused(DuckDBConnection database, string sql)
    {
        if (sql.Length > Longest) return $"it is longer than {Longest:N0} characters";
        if (sql.Contains('\0', StringComparison.Ordinal)) return "it holds a character that no text has";
        using var parsed = JsonDocument.Parse(Serialize(database, Explained(sql)), new JsonDocumentOptions { MaxDepth = Deepest });
        if (parsed.RootElement.GetProperty("error").GetBoolean())
            return parsed.RootElement.GetProperty("error_type").GetString() == "parser" ? parsed.RootElement.GetProperty("error_message").GetString() : "only SELECT, WITH, DESCRIBE, SHOW TABLES and EXPLAIN are answered";
        if (parsed.RootElement.GetProperty("statements").GetArrayLength() != 1) return "it must be one statement";
        return Outside(parsed.RootElement, SystemNames(database));
    }

    // EXPLAIN is not serialized itself; what follows it is.
    private static string Explained(string sql) => After(sql, "EXPLAIN") is { } rest ? After(rest, "ANALYZE") ?? rest : sql;

    private static string? After(string sql, string word)
    {
        var text = sql.TrimStart();
        return text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && text.Length > word.Length && char.IsWhiteSpace(text[word.Length]) ? text[word.Length..] : null;
    }

    private static string Serialize(DuckDBConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = "SELECT json_serialize_sql($sql::VARCHAR)";
        command.Parameters.Add(new DuckDBParameter("sql", sql));
        return (string)command.ExecuteScalar()!;
    }

    private static HashSet<string> SystemNames(DuckDBConnection database)
    {
        using var command = database.CreateCommand();
        command.CommandText = "SELECT view_name FROM duckdb_views() WHERE internal";
        using var reader = command.ExecuteReader();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (reader.Read()) names.Add(reader.GetString(0));
        return names;
    }

    private static string? Outside(JsonElement statement, HashSet<string> systemNames)
    {
        var nodes = Nodes(statement).ToList();
        // A name given by WITH serves inside of its query only: outside of it it must name nothing else.
        var own = nodes.Where(n => n.TryGetProperty("key", out _) && n.TryGetProperty("value", out var v) && v.ValueKind == JsonValueKind.Object && v.TryGetProperty("query", out _))
            .Select(n => n.GetProperty("key").GetString()!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (own.FirstOrDefault(systemNames.Contains) is { } taken) return $"\"{taken}\" names something of the database's own: call it otherwise";
        own.UnionWith(Views.Names);
        return nodes.Select(n => WhyOutside(n, own)).FirstOrDefault(why => why is not null);
    }

    private static string? WhyOutside(JsonElement node, HashSet<string> names)
    {
        switch (Text(node, "type"))
        {
            case "BASE_TABLE":
                var plain = string.IsNullOrEmpty(Text(node, "schema_name")) && string.IsNullOrEmpty(Text(node, "catalog_name"));
                return plain && names.Contains(Text(node, "table_name")!) ? null : $"\"{Text(node, "table_name")}\" is not among {string.Join(", ", Views.Names)}";
            case "TABLE_FUNCTION":
                var name = node.GetProperty("function").TryGetProperty("function_name", out var function) ? function.GetString() : null;
                return name is not null && Functions.Contains(name) ? null : $"the table function \"{name}\" is not allowed: only {string.Join(", ", Functions.Order(StringComparer.Ordinal))} are";
            case "SHOW_REF":
                return node.GetProperty("query").ValueKind == JsonValueKind.Object || Text(node, "table_name") == "\"tables\"" ? null : "only SHOW TABLES shows anything here";
            default:
                return null;
        }
    }

    private static string? Text(JsonElement node, string property) => node.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IEnumerable<JsonElement> Nodes(JsonElement root)
    {
        var open = new Stack<JsonElement>([root]);
        while (open.TryPop(out var node))
        {
            if (node.ValueKind == JsonValueKind.Array)
                foreach (var item in node.EnumerateArray()) open.Push(item);
            if (node.ValueKind != JsonValueKind.Object) continue;
            yield return node;
            foreach (var property in node.EnumerateObject()) open.Push(property.Value);
        }
    }
}
