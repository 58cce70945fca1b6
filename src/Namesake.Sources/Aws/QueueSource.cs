using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.SQS;
using Amazon.SQS.Model;
using Namesake.Policy.Model;
using Namesake.Sources.Files;

namespace Namesake.Sources.Aws;

/// <summary>
/// Log files of which an SQS queue tells: notifications of S3, straight, through SNS or through EventBridge, or
/// CloudTrail's own through SNS. A message is deleted only when <see cref="Complete"/> is called for its batch; what is
/// no notice, or names what cannot be read, is told and left to the queue's redrive policy.
/// </summary>
public sealed class QueueSource : IAsyncDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly IAmazonSQS _queue;
    private readonly string _url;
    private readonly QueueOptions _options;
    private readonly Action<Diagnostic> _report;
    private readonly NoticedFiles _files;
    private readonly MessageHold _hold;

    internal QueueSource(IAmazonSQS queue, IAmazonS3 s3, string url, QueueOptions options, Action<Diagnostic> report)
    {
        (_queue, _url, _options, _report) = (queue, url, options, report);
        _files = new NoticedFiles(s3, options, report);
        _hold = new MessageHold(queue, url, options.Visibility, Say);
    }

    /// <summary>Whether it ended because the queue is not to be had, which was told.</summary>
    public bool IsLost { get; private set; }

    public static bool IsUrl(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("https" or "http");

    /// <param name="url">The queue's: <c>https://sqs.REGION.amazonaws.com/ACCOUNT/NAME</c>.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="report">Told what cannot be read. It may be called from several threads.</param>
    /// <param name="cancellation">Ends the search for credentials.</param>
    /// <returns>Null where there is no way to it, which is told.</returns>
    public static async Task<QueueSource?> Open(string url, QueueOptions options, Action<Diagnostic> report, CancellationToken cancellation = default)
    {
        if (!IsUrl(url))
        {
            report(new Diagnostic(Severity.Error, "no-such-queue", $"\"{url}\" is no queue's URL: write https://sqs.REGION.amazonaws.com/ACCOUNT/NAME", null));
            return null;
        }
        try
        {
            return new QueueSource(await AwsAccess.Sqs(new Uri(url), cancellation), await AwsAccess.S3(cancellation), url, options, report);
        }
        catch (Exception e) when (AwsFault.Is(e))
        {
            var fault = AwsFault.Of(e, "sqs:ReceiveMessage");
            report(new Diagnostic(Severity.Error, fault.Code, fault.Message, new SourcePlace(url, 1, 1)));
            return null;
        }
    }

    /// <summary>What messages tell of, as they come. It ends, without an exception, when it is cancelled or the queue is not to be had.</summary>
    public async IAsyncEnumerable<QueueBatch> Batches([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        while (await Receive(cancellation) is { } messages)
        {
            if (messages.Count == 0 && _options.UntilEmpty) yield break;
            if (await BatchOf(messages, cancellation) is { } batch) yield return batch;
        }
    }

    /// <summary>Deletes the messages of a batch: to be called when all that its files hold is kept for good.</summary>
    public Task Complete(QueueBatch batch, CancellationToken cancellation = default) => Complete(batch, static _ => FileFate.Kept, cancellation);

    /// <summary>
    /// Deletes those messages of a batch whose files are all kept, and leaves those to the queue's redrive policy that
    /// have a lost one. The others are held until this source ends.
    /// </summary>
    public Task Complete(QueueBatch batch, Func<InputFile, FileFate> fate, CancellationToken cancellation = default)
    {
        var done = new List<HeldMessage>();
        foreach (var (message, files) in batch.Messages)
            if (files.Any(f => fate(f) == FileFate.Lost)) _hold.Leave(message);
            else if (files.All(f => fate(f) == FileFate.Kept)) done.Add(message);
        return _hold.Delete(done, cancellation);
    }

    /// <summary>Lets others, or a later run, see the messages of batches that were not completed.</summary>
    public ValueTask DisposeAsync() => _hold.DisposeAsync();

    /// <returns>Null at the end.</returns>
    private async Task<List<Message>?> Receive(CancellationToken cancellation)
    {
        var request = new ReceiveMessageRequest(_url) { MaxNumberOfMessages = 10, WaitTimeSeconds = (int)_options.Wait.TotalSeconds, VisibilityTimeout = (int)_options.Visibility.TotalSeconds };
        for (var pause = _options.Pause; !cancellation.IsCancellationRequested; pause = pause < LongestPause / 2 ? pause * 2 : LongestPause)
            try
            {
                return (await AwsCall.Run(c => _queue.ReceiveMessageAsync(request, c), cancellation)).Messages ?? [];
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return null;
            }
            catch (Exception e) when (AwsFault.Is(e))
            {
                var fault = AwsFault.Of(e, $"sqs:ReceiveMessage on {_url}");
                if (!fault.IsPassing || pause == _options.Pause) Say(fault.IsPassing ? Severity.Warning : Severity.Error, fault.Code, fault.Message);
                IsLost = !fault.IsPassing;
                if (IsLost) return null;
                await Task.Delay(pause, cancellation).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        return null;
    }

    private async Task<QueueBatch?> BatchOf(List<Message> messages, CancellationToken cancellation)
    {
        var files = new Dictionary<string, InputFile>(StringComparer.Ordinal);
        var (working, done) = (ImmutableArray.CreateBuilder<FileMessage>(), new List<HeldMessage>());
        try
        {
            foreach (var (message, notice) in messages.Select(Hold).ToList())
                switch (notice)
                {
                    case NoNotice no:
                        Say(Severity.Warning, "not-a-notice", $"message {message.Id} tells of no log file, {no.Reason}: left to the queue's redrive policy");
                        _hold.Leave(message);
                        break;
                    case NothingWritten nothing:
                        Say(Severity.Note, "no-log-notice", $"message {message.Id} is dropped: {nothing.What}");
                        done.Add(message);
                        break;
                    case ObjectsWritten written when await _files.Of(written.Objects, cancellation) is { } found:
                        foreach (var file in found) files[file.Name] = file;
                        if (found.Count > 0) working.Add(new FileMessage(message, [.. found]));
                        else done.Add(message);
                        break;
                    default:
                        _hold.Leave(message);
                        break;
                }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        await _hold.Delete(done, CancellationToken.None);
        return working.Count == 0 ? null : new QueueBatch([.. files.Values]) { Messages = working.ToImmutable() };
    }

    private (HeldMessage Message, Notice Notice) Hold(Message message)
    {
        var held = new HeldMessage(message.MessageId, message.ReceiptHandle);
        _hold.Add(held);
        return (held, NoticeReader.Read(message.Body ?? ""));
    }

    private void Say(Severity severity, string code, string message) => _report(new Diagnostic(severity, code, message, new SourcePlace(_url, 1, 1)));
}
