namespace Namesake.Ledger.Asking;

/// <summary>Facts <c>f</c> of a segment with their texts.</summary>
internal static class EventText
{
    /// <summary>What a fact refers to: act, place, address.</summary>
    public const string Joins =
        """
        JOIN {s}.acts act ON act.number = f.act JOIN {s}.places place ON place.number = f.place LEFT JOIN {s}.addresses address ON address.number = f.address
        LEFT JOIN {s}.odd_ids odd ON odd.id_high = f.id_high AND odd.id_low = f.id_low
        """;

    private const string Hex = "lpad(lower(to_hex(f.id_high)), 16, '0') || lpad(lower(to_hex(f.id_low)), 16, '0')";

    /// <summary>The event's id, as its log has it.</summary>
    public const string Id = $"coalesce(odd.text, substr({Hex}, 1, 8) || '-' || substr({Hex}, 9, 4) || '-' || substr({Hex}, 13, 4) || '-' || substr({Hex}, 17, 4) || '-' || substr({Hex}, 21, 12))";
}
