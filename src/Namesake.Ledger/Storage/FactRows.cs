using DuckDB.NET.Data;
using Namesake.Ledger.Importing;

namespace Namesake.Ledger.Storage;

/// <summary>Reads what facts refer to from queries' rows.</summary>
internal static class FactRows
{
    /// <summary>The columns of a <see cref="FactAct"/> <c>c</c> behind its number.</summary>
    public const string ActColumns = "c.number, c.name, c.source, c.error";

    /// <summary>The columns of a <see cref="FactPlace"/> <c>l</c> behind its number.</summary>
    public const string PlaceColumns = "l.number, l.region, l.account, l.input";

    public static FactAct ReadAct(DuckDBDataReader row) => new(row.GetString(1), row.GetString(2), row.Text(3));

    public static FactPlace ReadPlace(DuckDBDataReader row) => new(row.Text(1), row.Text(2), row.GetInt32(3));

    public static FactId ReadId(DuckDBDataReader row, int at) => new(row.GetFieldValue<ulong>(at), row.GetFieldValue<ulong>(at + 1));
}
