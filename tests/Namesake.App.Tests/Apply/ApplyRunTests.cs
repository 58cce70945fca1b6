using Namesake.App.Apply;
using Namesake.App.Commands;
using Namesake.Audit;
using Namesake.Audit.Fixes;
using Namesake.Ledger;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;

namespace Namesake.App.Tests.Apply;

/// <summary>Whatever goes wrong, a role has the old policy or the new one, and the journal says which.</summary>
public sealed class ApplyRunTests : IDisposable
{
    private const string Other = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole"}]}""";

    private readonly FakeAccount _aws = new();

    public void Dispose() => _aws.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fix_is_written_read_back_proved_and_taken_back_to_the_letter()
    {
        var proposal = Proposed(FakeAccount.Open);
        Assert.True((await Apply(proposal)).IsDone);
        Assert.Equal(proposal.NewText, _aws.Text);
        var undone = await _aws.Run().Undo(RoleName.Of("deploy")!, Stop);
        Assert.True(undone.IsDone, undone.Message);
        Assert.Equal(FakeAccount.Open, _aws.Text);
        Assert.Equal([(ChangeState.Verified, null), (ChangeState.Verified, 1)], _aws.Journal.Entries().Select(e => (e.State, e.Undoes)));
        // What was taken back is not taken back again.
        Assert.False((await _aws.Run().Undo(RoleName.Of("Deploy")!, Stop)).IsDone);
    }

    [Fact]
    public void A_journal_that_cannot_be_had_is_no_call_to_AWS_that_failed()
    {
        var file = Path.Combine(_aws.Folder, "file");
        File.WriteAllText(file, "");
        var fault = Assert.Throws<LedgerException>(() => Journal.TryOpen(new Namesake.Ledger.Storage.LedgerFolder(file)));
        Assert.Contains("--ledger", fault.Message, StringComparison.Ordinal);
        Assert.False(TrustAccess.Failed(fault));
    }

    [Fact]
    public async Task The_old_document_is_on_the_disk_before_AWS_is_told()
    {
        string? kept = null;
        _aws.OnWrite = _ =>
        {
            kept = File.ReadAllText(Path.Combine(_aws.Folder, "changes", "000001.old.json"));
            Assert.Contains("\"planned\"", File.ReadAllText(Path.Combine(_aws.Folder, "changes", "000001.entry.json")), StringComparison.Ordinal);
            return Task.CompletedTask;
        };
        await Apply(Proposed(FakeAccount.Open));
        Assert.Equal(FakeAccount.Open, kept);
    }

    [Fact]
    public async Task A_policy_that_was_changed_since_the_analysis_is_left_alone()
    {
        var proposal = Proposed(FakeAccount.Open);
        _aws.Text = Other;
        var result = await Apply(proposal);
        Assert.False(result.IsDone);
        Assert.Contains("is not the one that was analysed", result.Message, StringComparison.Ordinal);
        Assert.Equal((Other, 0), (_aws.Text, _aws.Writes));
        Assert.Empty(_aws.Journal.Entries());
    }

    [Fact]
    public async Task A_policy_that_changes_while_a_person_thinks_is_left_alone()
    {
        var result = await _aws.Run(_ => (_aws.Text = Other).Length > 0).Apply(Proposed(FakeAccount.Open), Premises.None, null, Stop);
        Assert.False(result.IsDone);
        Assert.Equal((Other, 0), (_aws.Text, _aws.Writes));
    }

    [Fact]
    public async Task Nothing_is_written_unless_it_is_confirmed()
    {
        Assert.False((await _aws.Run(_ => false).Apply(Proposed(FakeAccount.Open), Premises.None, null, Stop)).IsDone);
        Assert.Equal(0, _aws.Writes);
    }

    [Fact]
    public async Task A_listing_that_lays_the_document_out_otherwise_gets_the_fix_in_the_layout_of_the_live_one()
    {
        var listed = FakeAccount.Open.Replace(" ", "", StringComparison.Ordinal).Replace(",", ",\n   ", StringComparison.Ordinal);
        Assert.True((await Apply(Proposed(listed))).IsDone);
        Assert.Equal(Proposed(FakeAccount.Open).NewText, _aws.Text);
    }

    [Fact]
    public async Task A_fix_that_is_there_already_is_not_written_again()
    {
        var proposal = Proposed(FakeAccount.Open);
        _aws.Text = proposal.NewText;
        Assert.True((await Apply(proposal)).IsDone);
        Assert.Equal(0, _aws.Writes);
    }

    [Fact]
    public async Task A_change_that_takes_its_time_to_be_seen_is_waited_for()
    {
        _aws.OnWrite = document =>
        {
            _aws.Text = document;
            for (var i = 0; i < 3; i++) _aws.StaleReads.Enqueue(FakeAccount.Open);
            return Task.CompletedTask;
        };
        Assert.True((await Apply(Proposed(FakeAccount.Open))).IsDone);
        Assert.Empty(_aws.StaleReads);
    }

    [Fact]
    public async Task An_answer_that_is_lost_after_the_write_is_found_out_by_looking()
    {
        _aws.OnWrite = document =>
        {
            _aws.Text = document;
            throw new TimeoutException("no answer came");
        };
        Assert.True((await Apply(Proposed(FakeAccount.Open))).IsDone);
        Assert.Equal(ChangeState.Verified, Assert.Single(_aws.Journal.Entries()).State);
    }

    [Fact]
    public async Task A_write_of_which_nothing_is_known_stays_open_until_the_next_run_looks()
    {
        _aws.OnWrite = _ => throw new TimeoutException("no answer came");
        var result = await Apply(Proposed(FakeAccount.Open));
        Assert.False(result.IsDone);
        Assert.Contains("the next run", result.Message, StringComparison.Ordinal);
        Assert.Equal(ChangeState.Planned, Assert.Single(_aws.Journal.Entries()).State);
        Assert.Contains("the role has the old policy", Assert.Single(await _aws.Run().Settle(Stop)), StringComparison.Ordinal);
        Assert.Equal(ChangeState.NotWritten, Assert.Single(_aws.Journal.Entries()).State);
        Assert.Empty(await _aws.Run().Settle(Stop));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_end_in_the_middle_is_settled_by_the_next_run(bool wasWritten)
    {
        var proposal = Proposed(FakeAccount.Open);
        _aws.OnWrite = document =>
        {
            if (wasWritten) _aws.Text = document;
            throw new OperationCanceledException("killed");
        };
        await Assert.ThrowsAsync<OperationCanceledException>(() => Apply(proposal));
        _aws.End();
        Assert.Equal(ChangeState.Planned, Assert.Single(_aws.Journal.Entries()).State);
        await _aws.Run().Settle(Stop);
        Assert.Equal(wasWritten ? ChangeState.Verified : ChangeState.NotWritten, Assert.Single(_aws.Journal.Entries()).State);
        Assert.Equal(wasWritten ? proposal.NewText : FakeAccount.Open, _aws.Text);
    }

    [Fact]
    public async Task A_third_policy_is_told_and_left_alone()
    {
        _aws.OnWrite = _ =>
        {
            _aws.Text = Other;
            return Task.CompletedTask;
        };
        var result = await Apply(Proposed(FakeAccount.Open));
        Assert.False(result.IsDone);
        Assert.Equal((ChangeState.Overtaken, Other), (Assert.Single(_aws.Journal.Entries()).State, _aws.Text));
    }

    [Fact]
    public async Task An_undo_of_what_somebody_else_changed_since_is_refused_and_says_where_the_old_document_is()
    {
        await Apply(Proposed(FakeAccount.Open));
        _aws.Text = Other;
        var result = await _aws.Run().Undo(RoleName.Of(FakeAccount.Arn)!, Stop);
        Assert.False(result.IsDone);
        Assert.Contains("000001.old.json", result.Message, StringComparison.Ordinal);
        Assert.Equal((Other, 1), (_aws.Text, _aws.Writes));
    }

    [Fact]
    public async Task An_undo_whose_document_was_tampered_with_writes_nothing()
    {
        await Apply(Proposed(FakeAccount.Open));
        File.WriteAllText(Path.Combine(_aws.Folder, "changes", "000001.old.json"), Other);
        await Assert.ThrowsAsync<LedgerException>(() => _aws.Run().Undo(RoleName.Of("Deploy")!, Stop));
        Assert.Equal(1, _aws.Writes);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_to_is_no_failure_of_AWS()
    {
        _aws.OnWrite = document =>
        {
            _aws.Text = document;
            // The entry's partial file cannot be made: in its place is a folder.
            Directory.CreateDirectory(Path.Combine(_aws.Folder, "changes", "000001.entry.json.partial"));
            return Task.CompletedTask;
        };
        var thrown = await Assert.ThrowsAsync<LedgerException>(() => Apply(Proposed(FakeAccount.Open)));
        Assert.Contains("run again, which looks what the role has", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_of_another_account_is_not_touched()
    {
        var proposal = Proposed(FakeAccount.Open, "arn:aws:iam::444455556666:role/Deploy");
        Assert.Contains("another account", (await Apply(proposal)).Message, StringComparison.Ordinal);
        Assert.Contains("another account", (await _aws.Run().Undo(RoleName.Of("arn:aws:iam::444455556666:role/Deploy")!, Stop)).Message, StringComparison.Ordinal);
        Assert.Equal(0, _aws.Writes);
    }

    [Fact]
    public void Only_one_process_has_the_journal()
    {
        Assert.NotNull(_aws.Journal);
        Assert.Null(Journal.TryOpen(new Namesake.Ledger.Storage.LedgerFolder(_aws.Folder)));
    }

    [Theory]
    [InlineData("ExpiredToken")]
    [InlineData("AccessDenied")]
    public async Task A_refusal_of_a_second_attempt_does_not_deny_what_the_first_one_wrote(string code)
    {
        _aws.OnWrite = document =>
        {
            _aws.Text = document;
            throw new Amazon.Runtime.AmazonServiceException("no", null, Amazon.Runtime.ErrorType.Sender, code, "1", System.Net.HttpStatusCode.Forbidden);
        };
        Assert.True((await Apply(Proposed(FakeAccount.Open))).IsDone);
        Assert.Equal(ChangeState.Verified, Assert.Single(_aws.Journal.Entries()).State);
    }

    [Fact]
    public async Task Credentials_that_end_in_the_middle_leave_a_change_open_until_somebody_can_look()
    {
        var isEnded = false;
        _aws.OnRead = () => { if (isEnded) throw Expired(); };
        _aws.OnWrite = document =>
        {
            (_aws.Text, isEnded) = (document, true);
            throw Expired();
        };
        Assert.False((await Apply(Proposed(FakeAccount.Open))).IsDone);
        Assert.Equal(ChangeState.Planned, Assert.Single(_aws.Journal.Entries()).State);
        isEnded = false;
        await _aws.Run().Settle(Stop);
        Assert.Equal(ChangeState.Verified, Assert.Single(_aws.Journal.Entries()).State);
    }

    [Fact]
    public async Task What_was_written_a_moment_ago_and_is_not_seen_yet_is_not_settled_as_not_written()
    {
        _aws.OnWrite = document =>
        {
            _aws.Text = document;
            throw new OperationCanceledException("killed");
        };
        await Assert.ThrowsAsync<OperationCanceledException>(() => Apply(Proposed(FakeAccount.Open)));
        for (var i = 0; i < 3; i++) _aws.StaleReads.Enqueue(FakeAccount.Open);
        await _aws.Run().Settle(Stop);
        Assert.Equal(ChangeState.Verified, Assert.Single(_aws.Journal.Entries()).State);
    }

    [Fact]
    public async Task An_undo_that_cannot_be_looked_at_once_more_does_not_say_that_nothing_was_written()
    {
        await Apply(Proposed(FakeAccount.Open));
        var reads = 0;
        _aws.OnRead = () => { if (++reads == 4) throw new TimeoutException("no answer came"); };
        var undone = await _aws.Run().Undo(RoleName.Of("Deploy")!, Stop);
        Assert.Equal((4, FakeAccount.Open), (reads, _aws.Text));
        Assert.DoesNotContain("nothing was written", undone.Message, StringComparison.Ordinal);
        Assert.True(undone.IsDone, undone.Message);
    }

    private static Amazon.Runtime.AmazonServiceException Expired() => new("no", null, Amazon.Runtime.ErrorType.Sender, "ExpiredToken", "1", System.Net.HttpStatusCode.Forbidden);

    private Task<ApplyResult> Apply(Proposal proposal) => _aws.Run().Apply(proposal, Premises.None, null, Stop);

    private static Proposal Proposed(string text, string arn = FakeAccount.Arn)
    {
        var source = SourceText.OfString(text);
        var role = new Role(arn, "Deploy", null, PolicyParser.Parse(source, PolicyKind.Trust), new SourcePlace("role.json", 1, 1)) { Text = source };
        return Assert.IsType<Proposal>(RoleFix.Find(role, Premises.None));
    }
}
