using System.Text;
using Namesake.Policy.Model;
using Spectre.Console;

namespace Namesake.App;

/// <summary>
/// Where output goes: data to standard output, everything else to standard error; colours and progress only where a
/// person looks on.
/// </summary>
internal sealed class Terminal : IDisposable
{
    // A pipe is not wrapped: a line of a table is a line for grep.
    private const int PipeWidth = 100_000;

    private readonly StreamWriter _out = new(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16);
    private readonly StreamWriter _error = new(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true };

    public Terminal()
    {
        Out = Make(_out, Console.IsOutputRedirected);
        Error = Make(_error, Console.IsErrorRedirected);
    }

    public IAnsiConsole Out { get; }

    public IAnsiConsole Error { get; }

    public static bool IsPipe => Console.IsOutputRedirected;

    /// <summary>Whether a person is there who can be asked.</summary>
    public static bool IsAttended => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <summary>Asks a person whether to do something; only the word yes is a yes.</summary>
    public bool Confirm(string what)
    {
        _out.Flush();
        lock (_error) _error.Write(Clean($"namesake: {what}? Type yes: "));
        return Console.In.ReadLine()?.Trim().Equals("yes", StringComparison.OrdinalIgnoreCase) == true;
    }

    /// <summary>Standard output as text, for data that is not laid out.</summary>
    public TextWriter Data => _out;

    /// <summary>A text that came from a log or a policy, safe to show: attackers write escape sequences into names.</summary>
    public static string Clean(string? text) =>
        text is null ? "" : string.Create(text.Length, text, (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsControl(from[i]) || IsBidirectional(from[i]) ? '\uFFFD' : from[i];
        });

    /// <summary>The same of a text of several lines.</summary>
    public static string CleanLines(string text) => string.Join('\n', text.Split('\n').Select(line => Clean(line.Replace('\t', ' ').TrimEnd('\r'))));

    /// <summary>A foreign text inside markup.</summary>
    public static string Markup(string? text) => Clean(text).EscapeMarkup();

    /// <summary>A line for a person. Several threads may have something to say.</summary>
    public void Say(string message)
    {
        lock (_error) _error.WriteLine(Clean(message));
    }

    public void Say(IEnumerable<Diagnostic> diagnostics, Severity least = Severity.Note)
    {
        foreach (var diagnostic in diagnostics)
            if (diagnostic.Severity >= least)
                Say(diagnostic.ToString());
    }

    /// <summary>Runs the work; where it takes over two seconds, a person at a terminal is shown how far it is.</summary>
    public async Task<T> Wait<T>(string what, Func<Counter, Task<T>> work)
    {
        var counter = new Counter();
        var running = Task.Run(() => work(counter));
        if (Console.IsErrorRedirected || await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(2))) == running) return await running;
        return await Error.Status().StartAsync(what, async status =>
        {
            while (await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(250))) != running)
                status.Status($"{what}: {counter.Value:N0}");
            return await running;
        });
    }

    public void Dispose()
    {
        try
        {
            _out.Dispose();
        }
        catch (IOException)
        {
            // The reader of the pipe has gone (head, less): there is nobody left to tell.
        }
        _error.Dispose();
    }

    private static IAnsiConsole Make(TextWriter writer, bool isPipe)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isPipe ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isPipe ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = isPipe ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (isPipe) console.Profile.Width = PipeWidth;
        return console;
    }

    // Embeddings and overrides can make a name read as another.
    private static bool IsBidirectional(char c) => c is '\u200E' or '\u200F' or >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';
}

/// <summary>How far a piece of work is.</summary>
internal sealed class Counter : IProgress<int>
{
    private int _value;

    public int Value => Volatile.Read(ref _value);

    public void Report(int value)
    {
        // Reports of several workers may come out of order.
        for (var seen = Volatile.Read(ref _value); value > seen; seen = Volatile.Read(ref _value))
            if (Interlocked.CompareExchange(ref _value, value, seen) == seen)
                return;
    }
}
