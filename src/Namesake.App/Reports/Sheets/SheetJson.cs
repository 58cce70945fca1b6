using System.Globalization;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Namesake.App.Reports.Sheets;

/// <summary>A sheet as one JSON object, schema 1: a list of objects, written as the rows come.</summary>
internal static class SheetJson
{
    private const int FlushAt = 1 << 18;

    // Session names hold = + and the like; the output is data, not a page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream stream, Sheet sheet)
    {
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", 1);
            WriteList(json, sheet);
            json.WriteEndObject();
        }
        stream.Write("\n"u8);
    }

    /// <summary>The list as a member of an object.</summary>
    public static void WriteList(Utf8JsonWriter json, Sheet sheet)
    {
        json.WriteStartArray(sheet.List);
        foreach (var row in sheet.Rows)
        {
            WriteRow(json, sheet.Columns, row);
            if (json.BytesPending > FlushAt) json.Flush();
        }
        json.WriteEndArray();
    }

    public static void WriteRow(Utf8JsonWriter json, IReadOnlyList<SheetColumn> columns, object?[] row)
    {
        json.WriteStartObject();
        for (var i = 0; i < columns.Count; i++)
        {
            json.WritePropertyName(columns[i].Name);
            WriteCell(json, row[i]);
        }
        json.WriteEndObject();
    }

    private static void WriteCell(Utf8JsonWriter json, object? cell)
    {
        switch (cell)
        {
            case null: json.WriteNullValue(); break;
            case bool truth: json.WriteBooleanValue(truth); break;
            case double number when !double.IsFinite(number): json.WriteNullValue(); break;
            case double number: json.WriteNumberValue(number); break;
            case decimal number: json.WriteNumberValue(number); break;
            case ulong number: json.WriteNumberValue(number); break;
            case sbyte or byte or short or ushort or int or uint or long: json.WriteNumberValue(Convert.ToInt64(cell, CultureInfo.InvariantCulture)); break;
            case BigInteger number: json.WriteRawValue(number.ToString(CultureInfo.InvariantCulture)); break;
            case IEnumerable<string> texts:
                json.WriteStartArray();
                foreach (var text in texts) json.WriteStringValue(text);
                json.WriteEndArray();
                break;
            default: json.WriteStringValue(Cells.TextOf(cell)); break;
        }
    }
}
