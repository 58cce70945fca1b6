using DuckDB.NET.Data;
using Namesake.Sessions.Attributions;

namespace Namesake.Ledger.Storage;

/// <summary>An answer as a segment keeps it; its chain and its grant are ids of events.</summary>
/// <param name="Evidence">How strong it is.</param>
/// <param name="Complete">Whether the way back ends at somebody.</param>
/// <param name="Varies">Whether it holds for the identity's first event only.</param>
/// <param name="Origin">Who is behind it.</param>
/// <param name="Chain">The issuing events from the action back to the origin.</param>
/// <param name="Grant">The sign-in grant.</param>
/// <param name="Contradiction">A name that says otherwise than the keys.</param>
/// <param name="Reason">One sentence.</param>
internal sealed record AnswerRow(
    Evidence Evidence, bool Complete, bool Varies, Origin? Origin, IReadOnlyList<string> Chain, string? Grant, string? Contradiction, string Reason)
{
    /// <summary>What <see cref="Read"/> reads, in order; the table is called <c>a</c>.</summary>
    public const string Selection =
        "a.evidence, a.complete, a.varies, a.origin_type, a.origin_arn, a.origin_account, a.origin_name, a.origin_id, a.origin_service, a.chain, a.granted, a.contradiction, a.reason";

    /// <summary>What <see cref="ReadVerdict"/> reads, in order; the table is called <c>v</c>.</summary>
    public const string VerdictColumns =
        "v.evidence, v.complete, v.varies, v.origin_type, v.origin_arn, v.origin_account, v.origin_name, v.origin_id, v.origin_service, v.granted, v.contradiction, v.reason";

    private static readonly IReadOnlyList<string> NoChain = [];

    /// <summary>All of it but for the chain: the same for many identities.</summary>
    public AnswerRow Verdict => this with { Chain = NoChain };

    public static AnswerRow Of(Answer answer, bool varies) => new(
        answer.Evidence, answer.Complete, varies, answer.Origin, [.. answer.Chain.Select(c => c.Id.ToString())], answer.Grant?.Id.ToString(), answer.Contradiction, answer.Reason);

    public static AnswerRow Read(DuckDBDataReader row, int at) => Read(row, at, at + 10) with { Chain = row.GetFieldValue<List<string>>(at + 9) };

    public static AnswerRow ReadVerdict(DuckDBDataReader row, int at) => Read(row, at, at + 9);

    private static AnswerRow Read(DuckDBDataReader row, int at, int rest) => new(
        (Evidence)row.GetByte(at),
        row.GetBoolean(at + 1),
        row.GetBoolean(at + 2),
        row.IsDBNull(at + 3) ? null : new Origin(row.GetString(at + 3), row.Text(at + 4), row.Text(at + 5), row.Text(at + 6), row.Text(at + 7), row.Text(at + 8)),
        NoChain,
        row.Text(rest),
        row.Text(rest + 1),
        row.GetString(rest + 2));
}
