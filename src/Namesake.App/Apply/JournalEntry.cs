using System.Text.Json.Serialization;

namespace Namesake.App.Apply;

/// <summary>What is known of a change of a trust policy.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChangeState>))]
internal enum ChangeState
{
    /// <summary>The documents are kept, and AWS may have been told: the role has the old policy or the new one.</summary>
    [JsonStringEnumMemberName("planned")]
    Planned,

    /// <summary>AWS took the new policy.</summary>
    [JsonStringEnumMemberName("written")]
    Written,

    /// <summary>The new policy was read back.</summary>
    [JsonStringEnumMemberName("verified")]
    Verified,

    /// <summary>AWS did not take it: the role has the old policy.</summary>
    [JsonStringEnumMemberName("not-written")]
    NotWritten,

    /// <summary>Somebody else wrote a policy since: neither the old nor the new one is there.</summary>
    [JsonStringEnumMemberName("overtaken")]
    Overtaken,
}

/// <summary>A change of a trust policy, as the journal has it; its two documents lie beside it, byte for byte.</summary>
/// <param name="Schema">The version of this shape.</param>
/// <param name="Number">Its number; later ones are later.</param>
/// <param name="Undoes">The number of the change that it takes back; null for one that applies a fix.</param>
/// <param name="RoleArn">The role.</param>
/// <param name="State">How far it is.</param>
/// <param name="Planned">When it was planned, in milliseconds since 1970.</param>
/// <param name="Changed">When its state was last written down.</param>
/// <param name="OldSha256">The SHA-256 of the document that was there before, in hex.</param>
/// <param name="NewSha256">That of the document to be written.</param>
/// <param name="Message">What went wrong, in a sentence; null where nothing did.</param>
internal sealed record JournalEntry(int Schema, int Number, int? Undoes, string RoleArn, ChangeState State, long Planned, long Changed, string OldSha256, string NewSha256, string? Message)
{
    public const int CurrentSchema = 1;

    /// <summary>Whether it is not known yet what the role has.</summary>
    [JsonIgnore]
    public bool IsOpen => State is ChangeState.Planned or ChangeState.Written;
}

/// <summary>Entries as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(JournalEntry))]
internal sealed partial class JournalJson : JsonSerializerContext;
