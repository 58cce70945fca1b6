using System.Text;

namespace Namesake.Bench.Prover;

/// <summary>Policies of 4,096 characters that are made to be hard: many alternatives, many stars, many principals, long patterns.</summary>
internal static class WorstPolicies
{
    private const int Size = 4_096;
    private const string Root = "\"Principal\":{\"AWS\":\"111122223333\"},\"Action\":\"sts:*\"";

    public static IEnumerable<(string Name, string Policy)> All()
    {
        yield return ("one pattern of stars", Grown("*a", n => NameLike([n])));
        yield return ("one pattern of holes", Grown("?", n => NameLike([n])));
        yield return ("one pattern of stars and holes", Grown("*?a?", n => NameLike([n])));
        yield return ("the variable again and again", Grown("${aws:username}*", n => NameLike([n])));
        yield return ("the variable again and again, no star", Grown("${aws:username}", n => NameLike([n])));
        yield return ("many ties of one value list", Many(i => $"{Word(i)}*${{aws:username}}*", NameLike));
        yield return ("many open ties", Many(i => $"*{Word(i)}*${{aws:username}}", NameLike));
        yield return ("many names", Many(i => $"n{Word(i)}", NameLike));
        yield return ("many patterns", Many(i => $"*{Word(i)}*", NameLike));
        yield return ("many user names", Many(i => $"*{Word(i)}*", v => $"{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Allow\",{Root},\"Condition\":{{\"StringLike\":{{\"aws:username\":[{List(v)}],\"sts:RoleSessionName\":\"${{aws:username}}-*\"}}}}}}]}}"));
        yield return ("many Denys", Statements(i => $"{{\"Effect\":\"Deny\",{Root},\"Condition\":{{\"StringLike\":{{\"sts:RoleSessionName\":\"*{Word(i)}*\",\"aws:username\":\"*{Word(i)}\"}}}}}}"));
        yield return ("many Denys with ties", Statements(i => $"{{\"Effect\":\"Deny\",{Root},\"Condition\":{{\"StringNotLike\":{{\"sts:RoleSessionName\":[\"*{Word(i)}${{aws:username}}*\",\"${{aws:username}}{Word(i)}*\"]}}}}}}"));
        yield return ("many Allows", Statements(i => $"{{\"Effect\":\"Allow\",{Root},\"Condition\":{{\"StringLike\":{{\"sts:RoleSessionName\":\"*{Word(i)}${{aws:username}}*\"}}}}}}"));
        yield return ("many accounts", Many(i => $"{100_000_000_000 + (i * 7_919L)}", v => $"{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Allow\",\"Principal\":{{\"AWS\":[{List(v)}]}},\"Action\":\"sts:*\",\"Condition\":{{\"StringLike\":{{\"sts:RoleSessionName\":\"${{aws:PrincipalAccount}}-${{aws:username}}\"}}}}}}]}}"));
        yield return ("many users", Many(i => $"arn:aws:iam::111122223333:user/u{Word(i)}", v => $"{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Allow\",\"Principal\":{{\"AWS\":[{List(v)}]}},\"Action\":\"sts:*\",\"Condition\":{{\"StringLike\":{{\"sts:RoleSessionName\":\"*${{aws:username}}\"}}}}}}]}}"));
        yield return ("stars against stars", Grown("*ab", n => $"{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Allow\",{Root},\"Condition\":{{\"StringLike\":{{\"sts:RoleSessionName\":\"${{aws:username}}{n[..(n.Length / 2)]}\"}},\"StringNotLike\":{{\"sts:RoleSessionName\":\"{n[(n.Length / 2)..]}\",\"aws:username\":\"*-*\"}}}}}}]}}"));
        yield return ("many tests of one name", Statements(i => $"{{\"Effect\":\"Deny\",{Root},\"Condition\":{{\"StringNotLike\":{{\"sts:RoleSessionName\":\"*{Word(i)}*\"}}}}}}"));
        yield return ("many free keys", Statements(i => $"{{\"Effect\":\"Deny\",{Root},\"Condition\":{{\"StringNotEquals\":{{\"aws:PrincipalTag/{Word(i)}\":[\"a\",\"b\"],\"aws:RequestTag/{Word(i)}\":\"${{aws:username}}\"}}}}}}"));
    }

    private static string NameLike(IReadOnlyList<string> values) =>
        $"{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Allow\",{Root},\"Condition\":{{\"StringLike\":{{\"sts:RoleSessionName\":[{List(values)}]}}}}}}]}}";

    private static string Grown(string piece, Func<string, string> policy)
    {
        var value = new StringBuilder();
        while (policy($"{value}{piece}").Length <= Size) value.Append(piece);
        return policy(value.ToString());
    }

    private static string Many(Func<int, string> value, Func<IReadOnlyList<string>, string> policy)
    {
        var values = new List<string> { value(0) };
        while (policy([.. values, value(values.Count)]).Length <= Size) values.Add(value(values.Count));
        return policy(values);
    }

    private static string Statements(Func<int, string> statement)
    {
        var statements = new List<string> { $"{{\"Effect\":\"Allow\",{Root}}}" };
        while (Policy([.. statements, statement(statements.Count)]).Length <= Size) statements.Add(statement(statements.Count));
        return Policy(statements);

        static string Policy(IEnumerable<string> all) => $"{{\"Version\":\"2012-10-17\",\"Statement\":[{string.Join(',', all)}]}}";
    }

    private static string List(IEnumerable<string> values) => string.Join(',', values.Select(v => $"\"{v}\""));

    private static string Word(int i) => $"{(char)('a' + (i % 26))}{(char)('a' + (i / 26 % 26))}";
}
