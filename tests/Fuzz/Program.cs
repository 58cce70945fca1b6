using System.Globalization;

namespace Fuzz;

/// <summary>Fuzzes one of the parsers for a time, or tries one saved input again.</summary>
internal static class Program
{
    private const string Usage = """
        usage: Fuzz policy|trail|rules MINUTES [SEED]
               Fuzz policy|trail|rules --input FILE
        """;

    private const int Passed = 0;
    private const int Failed = 1;
    private const int WrongUse = 2;

    public static int Main(string[] args)
    {
        if (args.Length < 2 || TargetOf(args[0]) is not { } target) return Misused();
        if (args is [_, "--input", var file]) return Again(target, file);
        if (!double.TryParse(args[1], CultureInfo.InvariantCulture, out var minutes) || minutes <= 0) return Misused();
        var seed = 1;
        if (args.Length > 2 && !int.TryParse(args[2], CultureInfo.InvariantCulture, out seed)) return Misused();
        return new Campaign(target, TimeSpan.FromMinutes(minutes), seed).Run() ? Passed : Failed;
    }

    private static ITarget? TargetOf(string name) => name switch
    {
        "policy" => new PolicyTarget(),
        "trail" => new TrailTarget(),
        "rules" => new RulesTarget(),
        _ => null,
    };

    private static int Again(ITarget target, string file)
    {
        var trial = Trial.Run(target, File.ReadAllBytes(file));
        Console.Out.WriteLine(trial.Fault ?? $"no fault, {trial.Time.TotalMilliseconds:F0} ms");
        return trial.Fault is null ? Passed : Failed;
    }

    private static int Misused()
    {
        Console.Error.WriteLine(Usage);
        return WrongUse;
    }
}
