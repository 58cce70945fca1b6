using System.CommandLine;
using System.CommandLine.Parsing;
using Namesake.Sources.Aws;

namespace Namesake.App.Commands;

/// <summary>Options by which <c>import</c> is told of a queue of notices, in place of inputs.</summary>
internal sealed class NoticeOptions
{
    public const string QueueName = "--queue";

    /// <summary>How long an empty queue is asked, where its emptiness is the end; any time at all asks all of SQS's servers.</summary>
    private static readonly TimeSpan BeforeTheEnd = TimeSpan.FromSeconds(2);

    public Option<string?> Queue { get; } = new(QueueName) { Description = "Go on importing the objects that an SQS queue tells of, until Ctrl-C: its URL" };

    public Option<string[]> Buckets { get; } = new("--bucket")
    {
        Description = "The buckets that messages of the queue may name (default: any): others may be of an attacker's making",
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<bool> Once { get; } = new("--once") { Description = "End when the queue is empty" };

    /// <summary>Refuses what does not go together.</summary>
    public void Add(Command command, Argument<string[]> inputs, params Option[] ofInputs)
    {
        command.Add(Queue);
        command.Add(Buckets);
        command.Add(Once);
        Queue.Validators.Add(result =>
        {
            if (result.Tokens is [var url] && !QueueSource.IsUrl(url.Value)) result.AddError($"\"{url.Value}\" is no queue's URL: write https://sqs.REGION.amazonaws.com/ACCOUNT/NAME");
        });
        Buckets.Validators.Add(result =>
        {
            foreach (var name in result.Tokens.Where(t => !S3Address.IsBucket(t.Value))) result.AddError($"\"{name.Value}\" is no name of a bucket");
        });
        command.Validators.Add(result =>
        {
            var isQueue = IsGiven(result, Queue);
            if (result.GetResult(inputs) is { Tokens.Count: > 0 } == isQueue) result.AddError(isQueue ? "give inputs or --queue, not both" : "give logs to import, or a queue that tells of them (--queue)");
            foreach (var stray in ofInputs.Where(o => isQueue && IsGiven(result, o))) result.AddError($"{stray.Name} is of inputs: a queue decides itself what is imported and when");
            foreach (var stray in ((Option[])[Buckets, Once]).Where(o => !isQueue && IsGiven(result, o))) result.AddError($"{stray.Name} is of a queue: give --queue");
        });
    }

    public QueueOptions Of(ParseResult parsed)
    {
        var options = new QueueOptions { Buckets = [.. parsed.GetValue(Buckets) ?? []] };
        return parsed.GetValue(Once) ? options with { UntilEmpty = true, Wait = BeforeTheEnd } : options;
    }

    private static bool IsGiven(CommandResult result, Option option) => result.GetResult(option) is { Implicit: false };
}
