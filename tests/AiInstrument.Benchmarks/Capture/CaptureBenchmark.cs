using System.Diagnostics;
using AiInstrument.Benchmarks.Measuring;

namespace AiInstrument.Benchmarks.Capture;

/// <summary>What an instrumented call costs, next to the bare call and to a span written by hand.</summary>
internal static class CaptureBenchmark
{
    private const string OwnSource = "AiInstrument";

    // The tags that the call site and the scope give; a hand-written span takes them from constants and variables as well.
    private static readonly string[] s_siteTagPrefixes = ["aiinstrument.", "code.", "user.", "session."];

    public static Task RunAsync(bool quick)
    {
        using var client = new MemoryChatClient();
        using var entryPoint = AiScope.EntryPoint("POST /tickets/{id}/summary", "http");
        using var scope = AiScope.Begin(organization: "org-1", user: "user-1", project: "project-1", document: "document-1", session: "session-1");

        var tags = Record(OwnSource, () => _ = Calls.Instrumented(client));
        var siteTags = tags.Where(tag => tag.Key != "aiinstrument.outcome" && Array.Exists(s_siteTagPrefixes, prefix => tag.Key.StartsWith(prefix, StringComparison.Ordinal))).ToArray();
        var byHand = Record(Calls.HandWrittenSource, () => _ = Calls.HandWritten(client, siteTags));
        if (Text(tags) != Text(byHand))
        {
            throw new InvalidOperationException($"The two spans differ:\n{Text(tags)}\n\n{Text(byHand)}");
        }

        var rounds = quick ? 50 : 400;
        void Bare(int count)
        {
            for (var i = 0; i < count; i++)
            {
                _ = Calls.Bare(client);
            }
        }

        void Instrumented(int count)
        {
            for (var i = 0; i < count; i++)
            {
                _ = Calls.Instrumented(client);
            }
        }

        void HandWritten(int count)
        {
            for (var i = 0; i < count; i++)
            {
                _ = Calls.HandWritten(client, siteTags);
            }
        }

        var idle = Rounds.Run(
            [
                new("bare call", Bare),
                new("instrumented, nobody listens", Instrumented),
                new("instrumented, not sampled", Instrumented, () => Listening.To(OwnSource, ActivitySamplingResult.None)),
            ],
            rounds,
            operations: 10_000);
        Report.Table("capture: calls without a span (reference: the bare call)", ["variant", "ns/call", "ns added", "bytes/call", "time ratio"], idle.Select(m =>
            new[] { m.Name, Report.Number(m.Nanoseconds), Report.Number(m.Nanoseconds - idle[0].Nanoseconds), Report.Number(m.Bytes), Report.Ratio(m.Ratio) }));

        var on = Rounds.Run(
            [
                new("span written by hand", HandWritten, () => Listening.To(Calls.HandWrittenSource, ActivitySamplingResult.AllDataAndRecorded)),
                new("instrumented", Instrumented, () => Listening.To(OwnSource, ActivitySamplingResult.AllDataAndRecorded)),
            ],
            rounds,
            operations: 500);
        Report.Table($"capture: calls with a span of {tags.Length} tags, no content (reference: the same span written by hand)", ["variant", "ns/call", "bytes/call", "time ratio", "bytes ratio"], on.Select(m =>
            new[] { m.Name, Report.Number(m.Nanoseconds), Report.Number(m.Bytes), Report.Ratio(m.Ratio), Report.Ratio(m.Bytes / on[0].Bytes) }));

        IDisposable Recorded() => Listening.To(OwnSource, ActivitySamplingResult.AllDataAndRecorded);
        var gated = Rounds.Run(
            [
                new("no budgets", Instrumented, Recorded),
                new("budgets, none counts for the call", Instrumented, () => new Budgets(Recorded(), organization: "org-2")),
                new("budgets, one of 1,000 counts", Instrumented, () => new Budgets(Recorded(), organization: "org-1")),
            ],
            rounds,
            operations: 500);
        Report.Table("capture: calls with a span, held to budgets (reference: no budgets)", ["variant", "ns/call", "ns added", "bytes/call", "time ratio"], gated.Select(m =>
            new[] { m.Name, Report.Number(m.Nanoseconds), Report.Number(m.Nanoseconds - gated[0].Nanoseconds), Report.Number(m.Bytes), Report.Ratio(m.Ratio) }));

        void WithLongPrompt(int count)
        {
            for (var i = 0; i < count; i++)
            {
                _ = Calls.WithLongPrompt(client);
            }
        }

        var content = Rounds.Run(
            [
                new("content off", WithLongPrompt, () => Listening.To(OwnSource, ActivitySamplingResult.AllDataAndRecorded)),
                new("content redacted", WithLongPrompt, () => new RedactedContent(Listening.To(OwnSource, ActivitySamplingResult.AllDataAndRecorded))),
            ],
            rounds,
            operations: 200);
        Report.Table("capture: calls with a prompt of 4 KB and six finds in it (reference: content off)", ["variant", "µs/call", "µs added", "bytes/call", "time ratio"], content.Select(m =>
            new[] { m.Name, Report.Number(m.Nanoseconds / 1000), Report.Number((m.Nanoseconds - content[0].Nanoseconds) / 1000), Report.Number(m.Bytes), Report.Ratio(m.Ratio) }));
        return Task.CompletedTask;
    }

    private static KeyValuePair<string, object?>[] Record(string source, Action call)
    {
        Activity? span = null;
        using var listener = Listening.To(source, ActivitySamplingResult.AllDataAndRecorded, activity => span = activity);
        call();
        return span?.TagObjects.ToArray() ?? throw new InvalidOperationException($"The call made no span of {source}.");
    }

    private static string Text(KeyValuePair<string, object?>[] tags) => string.Join('\n', tags
        .Where(tag => tag.Key != "aiinstrument.feature.id")
        .OrderBy(tag => tag.Key, StringComparer.Ordinal)
        .Select(tag => FormattableString.Invariant($"{tag.Key}={(tag.Value is string[] texts ? string.Join(',', texts) : tag.Value)}")));
}
