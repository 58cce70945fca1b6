using Namesake.Audit.Watching;

namespace Namesake.App.Watching.Channels;

/// <summary>An alert in words, cleaned of what could act on a terminal or a reader.</summary>
internal static class AlertWords
{
    /// <summary>What comes first: <c>HIGH forgeable-free-name</c>.</summary>
    public static string Title(FindingChange change) =>
        $"{(change.Kind == ChangeKind.New ? change.Finding.Severity.ToString().ToUpperInvariant() : "RESOLVED")} {Terminal.Clean(change.Finding.Code)}";

    /// <summary>What it is about, with its account where the name does not tell it.</summary>
    public static string Subject(FindingChange change)
    {
        var subject = change.Finding.Subject;
        return Terminal.Clean(subject.Account is null || subject.Id.Contains(subject.Account, StringComparison.Ordinal) ? subject.Id : $"{subject.Id} (account {subject.Account})");
    }

    public static string Message(FindingChange change) => Terminal.Clean(change.Finding.Message);

    /// <summary>What to do; null where nothing is, or not any more.</summary>
    public static string? Remedy(FindingChange change) => change.Kind == ChangeKind.New && change.Finding.Remedy is { } remedy ? Terminal.Clean(remedy) : null;

    /// <summary>All of it in one line.</summary>
    public static string Line(FindingChange change) => $"{Title(change)} {Subject(change)}: {Message(change)}{(Remedy(change) is { } remedy ? $" ({remedy})" : "")}";
}
