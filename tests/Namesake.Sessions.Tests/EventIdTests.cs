using CsCheck;
using Namesake.Sessions.Events;

namespace Namesake.Sessions.Tests;

public class EventIdTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Guid.Select(g => g.ToString("D")), Gen.Guid.Select(g => g.ToString("D").ToUpperInvariant()), Gen.Guid.Select(g => g.ToString("N")), Gen.String[Gen.Char['a', 'f'], 1, 4]);

    [Fact]
    public void An_id_prints_as_it_was_read() => Text.Sample(text => Assert.Equal(text, new EventId(text).ToString()));

    [Fact]
    public void Ids_are_ordered_as_their_texts_are() =>
        Gen.Select(Text, Text).Sample((a, b) => Assert.Equal(Math.Sign(string.CompareOrdinal(a, b)), Math.Sign(new EventId(a).CompareTo(new EventId(b)))));
}
