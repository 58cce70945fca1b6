using System.Diagnostics;
using Namesake.App.OwnRules;
using Namesake.Audit.Rules;

namespace Namesake.App.Tests.OwnRules;

public sealed class ExpressionTests
{
    private static readonly FindingSubject Subject = new(SubjectKind.Role, "x", null, null);

    private static RuleRecord Record(string json) => RuleRecord.Of(json, Subject);

    [Theory]
    [InlineData("verdict == 'forgeable'", """{"verdict":"forgeable"}""", true)]
    [InlineData("verdict == 'forgeable'", """{"verdict":"closed"}""", false)]
    [InlineData("missing", "{}", false)]
    [InlineData("name", """{"name":""}""", false)]
    [InlineData("events", """{"events":0}""", true)]
    [InlineData("callers", """{"callers":[]}""", false)]
    [InlineData("exemption", """{"exemption":{}}""", false)]
    [InlineData("callers[?kind=='iam-user' && canAssume]", """{"callers":[{"kind":"service","canAssume":true},{"kind":"iam-user","canAssume":true}]}""", true)]
    [InlineData("length(chain) > `1` && !complete", """{"chain":[1,2],"complete":false}""", true)]
    [InlineData("chain[*].role | [0] == 'a'", """{"chain":[{"role":"a"}]}""", true)]
    [InlineData("sort_by(chain, &time)[-1].role == 'b'", """{"chain":[{"role":"b","time":2},{"role":"a","time":1}]}""", true)]
    [InlineData("map(&length(@), addresses)[0] == `2`", """{"addresses":["ab"]}""", true)]
    [InlineData("{a: name, b: name} | a == b", """{"name":"n"}""", true)]
    [InlineData("eventTime == '2025-03-03T09:30:00Z'", """{"eventTime":"2025-03-03T09:30:00Z"}""", true)]
    [InlineData("addresses[] | contains(@, '192.0.2.7')", """{"addresses":["192.0.2.7"]}""", true)]
    public void A_condition_holds_or_not(string condition, string record, bool holds)
    {
        var (expression, fault) = Expression.Parse(condition);
        Assert.Null(fault);
        Assert.Equal((holds, null), (Expression.IsTrue(expression!.Of(Record(record)).Value), expression.Of(Record(record)).Fault));
    }

    [Theory]
    [InlineData("verdict =", "")]
    [InlineData("", "")]
    [InlineData("a[", "")]
    [InlineData("`{`", "")]
    [InlineData("no_such(@)", "there is no function \"no_such\"")]
    [InlineData("length()", "invalid-arity")]
    [InlineData("pad_left(name, `1000000000`)", "there is no function \"pad_left\"")]
    [InlineData("replace(name, 'a', name)", "there is no function \"replace\"")]
    [InlineData("$.name", "\"$\" is not part")]
    [InlineData("let $x = name in $x", "is not part")]
    [InlineData("events * `2`", "is not part")]
    [InlineData("join(name, addresses)", "must be a text in quotes")]
    [InlineData("length(&name)", "length takes no &expression")]
    [InlineData("a[::0]", "invalid-value")]
    public void What_cannot_be_used_is_refused_with_the_reason(string condition, string words)
    {
        var (expression, fault) = Expression.Parse(condition);
        Assert.Null(expression);
        Assert.Contains(words, fault, StringComparison.Ordinal);
    }

    public static TheoryData<string> Bombs { get; } =
    [
        string.Join('|', Enumerable.Repeat("[@,@]", 40)),
        string.Join('|', Enumerable.Repeat("{a:@,b:@,c:@}", 40)),
        string.Join('.', Enumerable.Repeat("[@,@][]", 40)),
        string.Concat(Enumerable.Repeat("to_string([", 30)) + "@" + string.Concat(Enumerable.Repeat("])", 30)),
        string.Join('|', Enumerable.Repeat("map(&[@,@], @)", 40)),
        string.Join('|', Enumerable.Repeat($"join('{new string('x', 40)}', [@,@])", 20)),
        string.Concat(Enumerable.Repeat("[*].[@,@]", 40)),
        new string('!', 3_000) + "a",
        new string('(', 1_500) + "a" + new string(')', 1_500),
        new string('[', 1_500) + "a" + new string(']', 1_500),
        string.Join('.', Enumerable.Repeat("a", 1_500)),
        string.Join("||", Enumerable.Repeat("a", 1_000)),
        "`" + new string('[', 1_500) + new string(']', 1_500) + "`",
        new string('a', 5_000),
    ];

    /// <summary>Each would fill the memory or the stack, or is near it.</summary>
    [Theory]
    [MemberData(nameof(Bombs))]
    public void An_expression_made_to_hurt_is_refused_at_once_or_harmless(string bomb)
    {
        var start = Stopwatch.GetTimestamp();
        var (expression, fault) = Expression.Parse(bomb);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        expression?.Of(Record("""{"a":[[[["x","y"],["z"]]]]}"""));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - allocated < 64 << 20);
        Assert.True(expression is not null || fault!.Length > 0);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Doubling_is_counted_as_it_grows()
    {
        Assert.NotNull(Expression.Parse(string.Join('|', Enumerable.Repeat("[@,@]", 6))).Expression);
        Assert.Contains("cost too much", Expression.Parse(string.Join('|', Enumerable.Repeat("[@,@]", 20))).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_costly_expression_is_not_put_to_a_large_record()
    {
        var (expression, _) = Expression.Parse(string.Join('|', Enumerable.Repeat("[@,@]", 6)));
        Assert.Null(expression!.Of(Record("[1]")).Fault);
        Assert.Contains("too large", expression.Of(Record($"[\"{new string('x', 2_000_000)}\"]")).Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("starts_with(name, 'a')", """{"name":null}""")]
    [InlineData("sort_by(list, &@)", """{"list":[1,"a"]}""")]
    [InlineData("ceil(`1e300`)", "{}")]
    [InlineData("abs(events)", """{"events":123456789012345678901234567890}""")]
    [InlineData("events > `1`", """{"events":123456789012345678901234567890}""")]
    public void What_cannot_be_worked_out_is_a_fault_and_not_an_answer(string condition, string record)
    {
        var (value, fault) = Expression.Parse(condition).Expression!.Of(Record(record));
        Assert.Null(value);
        Assert.NotEmpty(fault!);
    }
}
