using System.CommandLine;
using Namesake.App;
using Namesake.App.Commands;
using Namesake.App.Commands.Asking;
using Namesake.App.Importing;
using Namesake.Ledger;

using var terminal = new Terminal();
var root = new RootCommand("Who did this in AWS? Proves that role sessions bear their caller's name, and names the person behind every event.")
{
    AuditCommand.Create(terminal, TimeProvider.System),
    ExplainCommand.Create(terminal),
    FixCommand.Create(terminal, TimeProvider.System),
    WhoCommand.Create(terminal),
    HistoryCommand.Create(terminal),
    ReplayCommand.Create(terminal, TimeProvider.System),
    AttributeCommand.Create(terminal),
    ImportCommand.Create(terminal, TimeProvider.System),
    ForgetCommand.Create(terminal, TimeProvider.System),
    SessionsCommand.Create(terminal),
    PeopleCommand.Create(terminal),
    TimelineCommand.Create(terminal),
    CredentialsCommand.Create(terminal),
    GapsCommand.Create(terminal),
    FindingsCommand.Create(terminal, TimeProvider.System),
    RulesCommand.Create(terminal),
    EventCommand.Create(terminal),
    SqlCommand.Create(terminal),
    ExportCommand.Create(terminal),
    SimulateCommand.Create(terminal),
    VerifyCommand.Create(terminal),
    DoctorCommand.Create(terminal),
    WatchCommand.Create(terminal, TimeProvider.System),
    DemoCommand.Create(terminal),
    CompletionCommand.Create(terminal),
};

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    WrongUse.Say(terminal, parsed);
    return ExitCode.WrongUse;
}

try
{
    var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
    if (parsed.GetResult(NoticeOptions.QueueName) is not null || parsed.CommandResult.Command.Name == WatchCommand.Name) configuration.ProcessTerminationTimeout = QueueImport.LongestEnd;
    return await parsed.InvokeAsync(configuration);
}
catch (OperationCanceledException)
{
    terminal.Say("namesake: interrupted");
    return ExitCode.Failed;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or LedgerException)
{
    terminal.Say($"namesake: {e.Message}");
    return ExitCode.Failed;
}
