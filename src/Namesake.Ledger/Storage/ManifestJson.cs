using System.Text.Json.Serialization;

namespace Namesake.Ledger.Storage;

/// <summary>The manifest as JSON, without reflection: a cold command must answer at once.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
