using System.Buffers.Binary;
using System.Globalization;
using DuckDB.NET.Data;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Events;

namespace Namesake.Bench.Lookups;

/// <summary>What is asked about: taken from all segments of a ledger, the same at each run.</summary>
internal sealed record Questions(IReadOnlyList<EventId> Events, IReadOnlyList<string> Keys, IReadOnlyList<string> Sessions, IReadOnlyList<(string Name, long Day)> People)
{
    public const long Day = 86_400_000;

    public static Questions From(LedgerFolder folder, IEnumerable<SegmentInfo> segments, int count)
    {
        var (events, keys, sessions, people) = (new List<(ulong Order, EventId)>(), new List<(ulong, string)>(), new List<(ulong, string)>(), new List<(ulong, (string, long))>());
        foreach (var segment in segments)
        {
            using var connection = new DuckDBConnection($"Data Source={folder.PathOf(segment)};access_mode=READ_ONLY");
            connection.Open();
            events.AddRange(Ask(connection, "SELECT hash(id_high, id_low) AS h, id_high, id_low FROM facts", count, r => IdOf(r.GetFieldValue<ulong>(1), r.GetFieldValue<ulong>(2))));
            keys.AddRange(Ask(connection, "SELECT DISTINCT hash(access_key) AS h, access_key FROM identities WHERE events > 0 AND type = 'AssumedRole' AND access_key IS NOT NULL", count, r => r.GetString(1)));
            people.AddRange(Ask(connection, "SELECT DISTINCT hash(name) AS h, name FROM people", count, r => (r.GetString(1), segment.From / Day * Day)));
            sessions.AddRange(Ask(connection, "SELECT DISTINCT hash(arn) AS h, arn FROM identities WHERE events > 0 AND type = 'AssumedRole' AND arn IS NOT NULL", count, r => r.GetString(1)));
        }
        return new Questions(Least(events, count), Least(keys, count), Least(sessions, count), Least(people, count));
    }

    private static List<(ulong, T)> Ask<T>(DuckDBConnection connection, string query, int count, Func<DuckDBDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"{query} ORDER BY h LIMIT {count}");
        using var reader = command.ExecuteReader();
        var rows = new List<(ulong, T)>();
        while (reader.Read()) rows.Add((reader.GetFieldValue<ulong>(0), read(reader)));
        return rows;
    }

    private static List<T> Least<T>(IEnumerable<(ulong Order, T Item)> items, int count) => [.. items.OrderBy(i => i.Order).Select(i => i.Item).Distinct().Take(count)];

    private static EventId IdOf(ulong high, ulong low)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], low);
        return EventId.OfCanonical(new Guid(bytes, bigEndian: true));
    }
}
