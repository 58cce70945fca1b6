using System.Collections.Immutable;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;

namespace Namesake.Audit.Fixes;

/// <summary>Makes the edits of a trust policy's text that a demand needs, in the manner of the text.</summary>
internal sealed class PolicyEditor
{
    private const StringComparison NoCase = StringComparison.OrdinalIgnoreCase;

    private readonly JsonObjectTree _root;
    private readonly ImmutableArray<JsonObjectTree> _statements;
    private readonly JsonLayout _layout;

    public PolicyEditor(SourceText text)
    {
        _root = (JsonObjectTree)JsonTree.Parse(text.Utf8.Span);
        _layout = new JsonLayout(text.Utf8, _root);
        var statement = _root.Find("Statement")!.Value;
        _statements = [.. (statement is JsonArrayTree array ? array.Items : [statement]).Cast<JsonObjectTree>()];
    }

    /// <summary>The edits after which an Allow statement demands the name; none where it does already, null where its block has no room.</summary>
    public ImmutableArray<TextEdit>? Demand(Statement statement, RightName name)
    {
        if (statement.Conditions.Any(t => IsDemand(t, name))) return [];
        if (Narrowing(statement, name) is { } narrowing) return [narrowing];
        var tree = _statements[statement.Index];
        var test = Fragment.Of((name.Key, Fragment.Of(name.Value)));
        if (tree.Find("Condition") is not { Value: JsonObjectTree block }) return [_layout.AddMember(tree, "Condition", Fragment.Of((name.Operator, test)))];
        // Without wildcards the two say the same; an object cannot hold one key twice.
        foreach (var op in Alternatives(name.Operator, name.Value))
        {
            if (block.Members.FirstOrDefault(m => m.Name.Equals(op, NoCase)) is not { } member) return [_layout.AddMember(block, op, test)];
            if (member.Value is JsonObjectTree keys && !keys.Members.Any(k => k.Name.Equals(name.Key, NoCase))) return [_layout.AddMember(keys, name.Key, Fragment.Of(name.Value))];
        }
        return null;
    }

    /// <summary>The edits after which an Allow statement allows the action too; none where it does already.</summary>
    public IEnumerable<TextEdit> AlsoAllow(Statement statement, string action) =>
        statement.Action?.Matches(action) == true ? []
        : _statements[statement.Index].Find("Action") is { } member ? _layout.AddItem(member.Value, Fragment.Of(action))
        : [];

    /// <summary>The edits that add a Deny of whoever of these principals has not the name.</summary>
    /// <param name="principals">Account, user and role principals; empty for everybody but AWS services.</param>
    /// <param name="name">The name.</param>
    public IEnumerable<TextEdit> Deny(ImmutableArray<string> principals, RightName name)
    {
        var test = (name.Contrary, Fragment.Of((name.Key, Fragment.Of(name.Value))));
        var members = ImmutableArray.CreateBuilder<(string, Fragment)>();
        if (_statements.All(s => s.Find("Sid") is not null)) members.Add(("Sid", Fragment.Of(FreeSid(name))));
        members.Add(("Effect", Fragment.Of("Deny")));
        members.Add(("Principal", principals.IsEmpty ? Fragment.Of("*") : Fragment.Of(("AWS", Fragment.OneOrMore(principals)))));
        members.Add(("Action", Fragment.Of(StsAdmission.AssumeRole)));
        members.Add(("Condition", principals.IsEmpty
            ? Fragment.Of(test, ("Bool", Fragment.Of(("aws:PrincipalIsAWSService", Fragment.Of("false")))))
            : Fragment.Of(test)));
        return _layout.AddItem(_root.Find("Statement")!.Value, new FragmentObject(members.ToImmutable()));
    }

    /// <summary>The edit after which policy variables are replaced, as only the newer version of the language does.</summary>
    public TextEdit NewVersion() => _root.Find("Version") is { } member
        ? _layout.Replace(member.Value, Fragment.Of("2012-10-17"))
        : _layout.AddFirst(_root, "Version", Fragment.Of("2012-10-17"));

    /// <summary>Puts the narrower value in the place of what the statement asks of the name already.</summary>
    private TextEdit? Narrowing(Statement statement, RightName name)
    {
        if (_statements[statement.Index].Find("Condition")?.Value is not JsonObjectTree block) return null;
        foreach (var test in statement.Conditions)
        {
            if (!test.Key.Text.Equals(name.Key, NoCase) || !IsPlain(test.Operator) || !test.Values.Any(v => IsNarrower(name.Value, v.Text, test.Operator))) continue;
            var keys = (JsonObjectTree)block.Members.First(m => m.Name == test.Operator.Name).Value;
            return _layout.Replace(keys.Members.First(k => k.Name == test.Key.Text).Value, Fragment.Of(name.Value));
        }
        return null;
    }

    private static bool IsNarrower(string value, string than, ConditionOperator op) =>
        value.Equals(than, StringComparison.Ordinal)
        || (op.Family == OperatorFamily.StringLike && (RightNames.Narrowed(than, RightName.UserName) == value || RightNames.Narrowed(than, RightName.AccountAndUserName) == value));

    private static bool IsDemand(ConditionTest test, RightName name) =>
        test.Key.Text.Equals(name.Key, NoCase) && test.Values is [{ Text: var only }] && only == name.Value
        && (IsPlain(test.Operator) || test.Operator.Name.Equals(name.Operator, NoCase));

    private static bool IsPlain(ConditionOperator op) =>
        op is { Negated: false, IfExists: false, Set: SetOperator.None, Family: OperatorFamily.StringEquals or OperatorFamily.StringLike };

    private static string[] Alternatives(string op, string value) =>
        value.Contains('*', StringComparison.Ordinal) ? [op] : [op, op == "StringEquals" ? "StringLike" : "StringEquals"];

    private string FreeSid(RightName name)
    {
        var sid = name.Carrier == Prover.Questions.Carrier.SourceIdentity ? "DenyOtherSourceIdentities" : "DenyOtherSessionNames";
        var taken = _statements.Select(s => s.Find("Sid")?.Value).OfType<JsonTextTree>().Select(t => t.Text).ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(1, taken.Count + 1).Select(i => i == 1 ? sid : $"{sid}{i}").First(s => !taken.Contains(s));
    }
}
