using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Lineage;

/// <summary>What kind of text is looked for in the segments.</summary>
internal enum Want
{
    Key,
    Principal,
    SignIn,
    Call,
    Name,
    UserId,
    BehalfUser,
    Role,
}

/// <summary>Texts that are looked for in the segments, each once: a table that queries join.</summary>
internal sealed class Wanted(Snapshot snapshot)
{
    private readonly HashSet<(Want, string)> _asked = [];
    private readonly List<(Want Kind, string Text)> _next = [];

    public void Add(Want kind, string? text)
    {
        if (text is not null && _asked.Add((kind, text))) _next.Add((kind, text));
    }

    /// <summary>Makes what was added since the last time the content of the table <c>wanted</c>.</summary>
    /// <returns>Whether there is any.</returns>
    public bool Next()
    {
        if (_next.Count == 0) return false;
        snapshot.Database.Execute("CREATE OR REPLACE TABLE memory.main.wanted(kind UTINYINT, text VARCHAR)");
        using (var rows = snapshot.Database.CreateAppender("memory", "main", "wanted"))
            foreach (var (kind, text) in _next)
                rows.CreateRow().AppendValue((byte)kind).AppendValue(text).EndRow();
        _next.Clear();
        return true;
    }

    /// <summary>A condition: that a column is among the wanted texts of a kind.</summary>
    public static string In(string column, Want kind) => FormattableString.Invariant($"{column} IN (SELECT text FROM memory.main.wanted WHERE kind = {(int)kind})");
}
