using System.Collections.Concurrent;
using Amazon.SQS;
using Amazon.SQS.Model;
using Namesake.Policy.Model;

namespace Namesake.Sources.Aws;

/// <summary>Keeps messages from other readers while they are worked on, and deletes them or gives them back.</summary>
internal sealed class MessageHold(IAmazonSQS queue, string url, TimeSpan visibility, Action<Severity, string, string> report) : IAsyncDisposable
{
    /// <summary>As many as SQS takes in one call.</summary>
    private const int Most = 10;

    private static readonly TimeSpan ForGivingBack = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, HeldMessage> _held = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _ending = new();
    private Task? _renewing;

    public void Add(HeldMessage message)
    {
        _held[message.Receipt] = message;
        _renewing ??= Task.Run(Renew);
    }

    /// <summary>Leaves it to itself: it is seen again when its time is over, and counts as failed for the redrive policy.</summary>
    public void Leave(HeldMessage message) => _held.TryRemove(message.Receipt, out _);

    /// <summary>Deletes messages for good. One that cannot be deleted is told, and comes again.</summary>
    public async Task Delete(IEnumerable<HeldMessage> messages, CancellationToken cancellation)
    {
        foreach (var some in messages.Chunk(Most))
            try
            {
                var request = new DeleteMessageBatchRequest(url, [.. some.Select((m, i) => new DeleteMessageBatchRequestEntry($"{i}", m.Receipt))]);
                var answer = await AwsCall.Run(c => queue.DeleteMessageBatchAsync(request, c), cancellation);
                foreach (var message in some) Leave(message);
                foreach (var failed in answer.Failed ?? []) report(Severity.Warning, "message-not-deleted", $"a message could not be deleted and will come again: {failed.Message ?? failed.Code}");
            }
            catch (Exception e) when (AwsFault.Is(e))
            {
                report(Severity.Warning, "message-not-deleted", $"messages could not be deleted and will come again: {AwsFault.Of(e, "sqs:DeleteMessage").Message}");
            }
    }

    /// <summary>Gives back what was neither deleted nor left, so that it is seen again at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        if (_renewing is not null) await _renewing;
        using var patience = new CancellationTokenSource(ForGivingBack);
        await Hide(TimeSpan.Zero, patience.Token);
        _ending.Dispose();
    }

    private async Task Renew()
    {
        using var timer = new PeriodicTimer(visibility / 2);
        try
        {
            while (await timer.WaitForNextTickAsync(_ending.Token)) await Hide(visibility, _ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The source ends.
        }
    }

    private async Task Hide(TimeSpan time, CancellationToken cancellation)
    {
        foreach (var some in _held.Values.Chunk(Most))
            try
            {
                var entries = some.Select((m, i) => new ChangeMessageVisibilityBatchRequestEntry($"{i}", m.Receipt) { VisibilityTimeout = (int)time.TotalSeconds });
                var answer = await AwsCall.Run(c => queue.ChangeMessageVisibilityBatchAsync(new ChangeMessageVisibilityBatchRequest(url, [.. entries]), c), cancellation);
                foreach (var failed in answer.Failed ?? [])
                    if (int.TryParse(failed.Id, out var index) && index >= 0 && index < some.Length)
                        Lose(some[index], failed.Message ?? failed.Code);
            }
            catch (Exception e) when (AwsFault.Is(e) || e is OperationCanceledException && time == TimeSpan.Zero)
            {
                // What cannot be given back is seen again anyway, a little later.
                if (time > TimeSpan.Zero) report(Severity.Warning, "message-not-held", $"messages may be given to others too: {AwsFault.Of(e, "sqs:ChangeMessageVisibility").Message}");
            }
    }

    // Deleted by then, or held for longer than the 12 hours that SQS allows.
    private void Lose(HeldMessage message, string why)
    {
        if (_held.TryRemove(message.Receipt, out _)) report(Severity.Warning, "message-not-held", $"message {message.Id} may be given to others too: {why}");
    }
}
