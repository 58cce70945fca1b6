using Namesake.Ledger.Importing;

namespace Namesake.Ledger.Tests.Importing;

public sealed class RecurringTableTests
{
    [Fact]
    public void The_same_texts_have_one_number_whichever_objects_they_are()
    {
        var table = new RecurringTable<FactAct>();
        Assert.Equal(0, table.NumberOf(new FactAct("GetObject", "s3.amazonaws.com", null)));
        Assert.Equal(1, table.NumberOf(new FactAct("GetObject", "s3.amazonaws.com", "AccessDenied")));
        Assert.Equal(2, table.NumberOf(new FactAct("s3.amazonaws.com", "GetObject", null)));
        Assert.Equal(0, table.NumberOf(new FactAct(new string("GetObject".AsSpan()), new string("s3.amazonaws.com".AsSpan()), null)));
        Assert.Equal(3, table.Items.Count);
    }

    [Fact]
    public void More_than_are_remembered_by_their_objects_keep_their_numbers()
    {
        var table = new RecurringTable<FactPlace>();
        string[] regions = [.. Enumerable.Range(0, 5_000).Select(i => $"region-{i}")];
        FactPlace[] places = [.. regions.Select((r, i) => new FactPlace(i % 7 == 0 ? null : r, r, i % 3))];
        int[] numbers = [.. places.Select(p => table.NumberOf(p))];
        Assert.Equal(Enumerable.Range(0, 5_000), numbers);
        Assert.Equal(numbers, places.Select(p => table.NumberOf(p)));
        Assert.Equal(places, table.Items);
    }

    [Fact]
    public void A_place_without_account_and_Region_is_told_from_nothing()
    {
        var table = new RecurringTable<FactPlace>();
        Assert.Equal(0, table.NumberOf(default));
        Assert.Equal(1, table.NumberOf(new FactPlace(null, null, 1)));
        Assert.Equal(0, table.NumberOf(new FactPlace(null, null, 0)));
    }
}
