using System.Text.Json;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;

namespace Namesake.Sources.Roles;

/// <summary>Finds users, groups, roles and managed policies in the answer of get-account-authorization-details.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html</remarks>
internal static class DetailsScan
{
    private const int MaxDepth = 96;

    /// <summary>A role with all that IAM's quotas let it have is far smaller.</summary>
    private const int LargestDetail = 4 * PolicyParser.MaxBytes;

    public static void Run(SourceText source, AccountDetails details)
    {
        // Most inputs are no authorization details: they need no second reading.
        if (source.Utf8.Span.IndexOf("DetailList\""u8) < 0) return;
        try
        {
            var reader = new Utf8JsonReader(source.Utf8.Span, new JsonReaderOptions { MaxDepth = MaxDepth, AllowMultipleValues = true });
            while (reader.Read())
                if (reader.TokenType == JsonTokenType.PropertyName && !reader.ValueIsEscaped && ListOf(ref reader, details) is { } list)
                    ReadList(ref reader, source, details, list);
        }
        catch (JsonException)
        {
            // Whoever looks for roles has said where the text breaks.
            details.HasGaps = true;
        }
    }

    private static Action<IDetail>? ListOf(ref Utf8JsonReader reader, AccountDetails details) =>
        reader.ValueTextEquals("UserDetailList"u8) ? details.AddUser
        : reader.ValueTextEquals("GroupDetailList"u8) ? details.AddGroup
        : reader.ValueTextEquals("RoleDetailList"u8) ? details.AddRole
        : reader.ValueTextEquals("Policies"u8) ? details.AddPolicy
        : null;

    private static void ReadList(ref Utf8JsonReader reader, SourceText source, AccountDetails details, Action<IDetail> add)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray) return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            var text = source.Slice(start, (int)reader.BytesConsumed - start);
            if (text.Utf8.Length > LargestDetail)
            {
                details.Unread(text.PlaceOf(0), $"it has more than {LargestDetail >> 20} MiB");
                continue;
            }
            try
            {
                if (JsonTree.Parse(text.Utf8.Span) is JsonObjectTree tree) add(new Detail(text, tree));
            }
            catch (JsonException)
            {
                details.Unread(text.PlaceOf(0), "it nests too deep, or holds what is no text");
            }
        }
    }
}
