using System.Reflection;

namespace Namesake.EndToEnd;

/// <summary>Data flows one way: which project may know which.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> MayKnow = new(StringComparer.Ordinal)
    {
        ["Namesake.Policy"] = [],
        ["Namesake.Prover"] = ["Namesake.Policy"],
        ["Namesake.Sessions"] = [],
        ["Namesake.Sources"] = ["Namesake.Policy", "Namesake.Sessions"],
        ["Namesake.Ledger"] = ["Namesake.Sessions"],
        ["Namesake.Audit"] = ["Namesake.Policy", "Namesake.Prover", "Namesake.Sessions"],
        ["namesake"] = ["Namesake.Policy", "Namesake.Prover", "Namesake.Sessions", "Namesake.Sources", "Namesake.Ledger", "Namesake.Audit"],
    };

    private static readonly string[] Network = ["System.Net.Http", "System.Net.HttpListener", "System.Net.Sockets", "MailKit"];

    public static TheoryData<string> Rooms { get; } = [.. MayKnow.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_project_knows_only_those_that_it_may(string room)
    {
        var assembly = Assembly.Load(room);
        Assert.True(assembly.GetTypes().Count(t => t.Namespace?.StartsWith("Namesake", StringComparison.Ordinal) == true) > 5, $"{room} was not looked at");
        var known = assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith("Namesake", StringComparison.Ordinal));
        Assert.Empty(known.Except(MayKnow[room], StringComparer.Ordinal));
    }

    [Fact]
    public void Every_project_of_the_source_tree_is_among_them()
    {
        var projects = Directory.GetFiles(Path.Combine(Namesake.Tests.Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(p => Path.GetFileNameWithoutExtension(p)).Select(n => n == "Namesake.App" ? "namesake" : n);
        Assert.Equal(MayKnow.Keys.Order(StringComparer.Ordinal), projects.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Namesake.Policy")]
    [InlineData("Namesake.Prover")]
    [InlineData("Namesake.Sessions")]
    public void The_pure_rooms_use_no_packages(string room)
    {
        var outside = Assembly.Load(room).GetReferencedAssemblies().Select(a => a.Name!)
            .Where(n => !n.StartsWith("System", StringComparison.Ordinal) && !n.StartsWith("Namesake", StringComparison.Ordinal));
        Assert.Empty(outside);
    }

    [Fact]
    public void Sources_speaks_to_AWS_the_watch_to_its_channels_and_nothing_else_opens_a_network_connection()
    {
        foreach (var room in MayKnow.Keys)
        {
            var outward = Assembly.Load(room).GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith("AWSSDK", StringComparison.Ordinal) || Network.Contains(n, StringComparer.Ordinal)).ToList();
            if (room == "Namesake.Sources") Assert.All(outward, n => Assert.StartsWith("AWSSDK", n, StringComparison.Ordinal));
            else if (room == "namesake") Assert.DoesNotContain(outward, n => n.StartsWith("AWSSDK", StringComparison.Ordinal));
            else Assert.Empty(outward);
        }
    }

    [Fact]
    public void Of_the_program_only_the_watch_s_channels_and_health_endpoint_know_the_network()
    {
        string[] may = ["Namesake.App.Watching.Channels", "Namesake.App.Watching.Health"];
        const BindingFlags all = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var outward = Assembly.Load("namesake").GetTypes()
            .Where(t => t.GetFields(all).Select(f => f.FieldType).Concat(t.GetMethods(all).SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType).Concat(m.GetMethodBody()?.LocalVariables.Select(l => l.LocalType) ?? []))).Any(IsOfNetwork))
            .Select(t => t.Namespace).Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.Equal(may, outward);

        static bool IsOfNetwork(Type type) => Network.Contains(type.Assembly.GetName().Name, StringComparer.Ordinal) || type.GetGenericArguments().Any(IsOfNetwork);
    }
}
