using System.Collections.Immutable;
using Namesake.Policy.Model;

namespace Namesake.Prover.Tests.Oracle.Smt;

/// <summary>A request of one kind of caller of which nothing else is known yet: its parts are constants that the solver chooses.</summary>
internal sealed class SymbolicRequest(CallerKind kind, string prefix, PolicyWorld world)
{
    private readonly Dictionary<string, string> _sorts = new(StringComparer.Ordinal);
    private readonly List<string> _facts = [];
    private readonly Dictionary<string, SymbolicKey> _keys = new(StringComparer.OrdinalIgnoreCase);

    public CallerKind Kind { get; } = kind;

    public PolicyWorld World { get; } = world;

    public IEnumerable<string> Constants => _sorts.Keys;

    /// <summary>Declarations and what holds of every request of this kind; to be read last, for every look at a part may add some.</summary>
    public string Script => string.Join('\n', _sorts.Select(s => $"(declare-const {s.Key} {s.Value})").Concat(_facts.Where(f => f != Term.True).Select(f => $"(assert {f})")));

    public string SessionName => Text("name", n => Languages.IsName(n, 2));
    public string SourceIdentity => Text("identity", n => Languages.IsName(n, 2));
    public string Account => Text("account", a => Term.InLanguage(a, Languages.Account));
    public string UserName => Text("user", n => Languages.IsName(n, 1));
    public string Path => Text("path", p => Term.InLanguage(p, Languages.Path));
    public string RoleName => Text("role", n => Languages.IsName(n, 1));
    public string OwnSessionName => Text("own", n => Languages.IsName(n, 2));
    public string Service => Text("service", s => Term.InLanguage(s, Languages.ServiceName));
    public string Provider => Text("provider", p => Term.Or((Kind == CallerKind.Saml ? World.SamlProviders : World.Issuers).Select(x => Term.Equal(p, Term.Text(x)))));
    public string Partition => World.HasPartitions
        ? Text("partition", p => Term.Or(((string[])["aws", "aws-cn", "aws-us-gov"]).Select(x => Term.Equal(p, Term.Text(x)))))
        : Term.Text("aws");

    /// <summary>The subject of a token or an assertion. A SAML session bears the name that the assertion gives it.</summary>
    public string Subject => Kind == CallerKind.Saml ? SessionName : Text("subject", s => Term.And(
        $"(< 0 {Term.Length(s)})", World.IgnoresCase ? Term.InLanguage(s, Languages.PlainText) : Term.True));

    /// <summary>Without a word of it in the policy nothing depends on it: no source identity needs least.</summary>
    public string HasSourceIdentity => World.Mentions("sts:SourceIdentity") ? Constant("has_identity", "Bool") : Term.False;

    /// <summary>Whether the request names session tags, for which it needs a further action.</summary>
    public string HasSessionTags => Term.Or(World.Policy.Statements.SelectMany(s => s.Conditions).Select(t => t.Key.Text).Concat(World.Variables)
        .Where(k => k.StartsWith("aws:RequestTag/", StringComparison.OrdinalIgnoreCase))
        .Select(k => Key(k).Present));

    /// <summary>Whether anything depends on the path of the user or role.</summary>
    public bool DependsOnPath => _sorts.ContainsKey($"{prefix}_path");

    public SymbolicKey Key(string name)
    {
        if (!_keys.TryGetValue(name, out var key)) _keys[name] = key = Find(name);
        return key;
    }

    /// <summary>The free keys that were looked at.</summary>
    public IEnumerable<(string Name, SymbolicKey Key)> FreeKeys => _keys.Where(k => k.Value.Present != Term.False && k.Value.IsFree).Select(k => (k.Key, k.Value));

    private SymbolicKey Find(string name)
    {
        if (Smt.FreeKeys.Is(name, "sts:RoleSessionName")) return SymbolicKey.Always(SessionName);
        if (Smt.FreeKeys.Is(name, "sts:SourceIdentity")) return HasSourceIdentity == Term.False ? SymbolicKey.Absent : SymbolicKey.When(HasSourceIdentity, SourceIdentity);
        return CallerKeys.Find(this, name) ?? Free(name);
    }

    private SymbolicKey Free(string name)
    {
        var present = Smt.FreeKeys.IsPossible(name, Kind) ? Term.True : Smt.FreeKeys.IsClaim(name) && Kind == CallerKind.WebIdentity ? IsFromHost(name) : Term.False;
        if (present == Term.False) return SymbolicKey.Absent;
        var stem = $"{prefix}_key{_keys.Count}";
        var valueKind = World.KindOf(name);
        var sort = valueKind switch { ValueKind.Text => "String", ValueKind.Number => "Real", _ => "Int" };
        var isList = Smt.FreeKeys.IsList(name) ? Declare($"{stem}_list", "Bool") : Term.False;
        var values = Enumerable.Range(0, isList == Term.False ? 1 : World.ListLength(name)).Select(i => Declare($"{stem}_{i}", sort)).ToImmutableArray();
        foreach (var value in values)
        {
            if (valueKind == ValueKind.Text) _facts.Add(Smt.FreeKeys.IsInDomain(name, value));
            if (valueKind == ValueKind.Text && World.IgnoresCase) _facts.Add(Term.InLanguage(value, Languages.PlainText));
            if (valueKind == ValueKind.Address) _facts.Add($"(<= 0 {value} {Address.Last})");
        }
        // An assertion always has a subject, which may be another text than the name that it gives the session.
        var always = Kind == CallerKind.Saml && Smt.FreeKeys.Is(name, "saml:sub");
        return new SymbolicKey(always ? Term.True : Term.And(Declare($"{stem}_present", "Bool"), present), isList, values, [], valueKind);
    }

    /// <summary>Whether the provider of the caller is one whose claims bear this prefix.</summary>
    public string IsFromHost(string key) => Term.Or(World.Issuers
        .Where(i => PolicyWorld.HostOf(i).Equals(key[..key.LastIndexOf(':')], StringComparison.OrdinalIgnoreCase))
        .Select(i => Term.Equal(Provider, Term.Text(i))));

    private string Text(string part, Func<string, string> fact)
    {
        var name = $"{prefix}_{part}";
        if (_sorts.ContainsKey(name)) return name;
        Declare(name, "String");
        _facts.Add(fact(name));
        return name;
    }

    private string Constant(string part, string sort) => Declare($"{prefix}_{part}", sort);

    private string Declare(string name, string sort)
    {
        _sorts[name] = sort;
        return name;
    }
}
