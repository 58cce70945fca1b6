using System.Text;
using CsCheck;
using Namesake.Sessions.Events;
using Namesake.Sources.CloudTrail;

namespace Namesake.Sources.Tests.CloudTrail;

/// <summary>Ids and times are read quickly as they are slowly.</summary>
public sealed class QuickValueLawTests
{
    [Fact]
    public void An_id_reads_as_its_text_whatever_is_changed_in_it() =>
        Gen.Select(Gen.Guid, Gen.Int[0, 35], Gen.Char[' ', '~'], Gen.Bool).Sample(
            (guid, at, what, change) =>
            {
                var text = guid.ToString("D");
                if (change) text = text.Remove(at, 1).Insert(at, what.ToString());
                var id = EventIdText.Parse(Encoding.UTF8.GetBytes(text));
                return id == new EventId(text) && id.ToString() == text;
            },
            iter: 20_000);

    [Fact]
    public void Times_read_the_same_whatever_came_before() =>
        Gen.Select(Gen.DateTime[new DateTime(2024, 12, 31, 23, 50, 0), new DateTime(2025, 1, 1, 0, 10, 0)], Gen.Int[0, 19], Gen.Char['!', '>'], Gen.Int[0, 3]).Array[1, 30].Sample(
            times =>
            {
                var clock = new MinuteClock();
                return times.All(t =>
                {
                    var text = t.Item1.ToString("yyyy-MM-ddTHH:mm:ssZ");
                    if (t.Item4 == 0) text = text.Remove(t.Item2, 1).Insert(t.Item2, t.Item3.ToString());
                    var bytes = Encoding.UTF8.GetBytes(text);
                    return clock.Parse(bytes) == EventTime.Parse(bytes);
                });
            },
            iter: 5_000);
}
