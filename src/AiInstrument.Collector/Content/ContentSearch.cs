using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Collector.Storage;

namespace AiInstrument.Collector.Content;

/// <summary>Opens the contents of a list's records one by one, newest first, until enough is found or looked at.</summary>
internal sealed class ContentSearch(IUsageQueries queries, ContentReader reader, CollectorDatabase database, TimeProvider time) : IContentSearch
{
    // Bounds of one search: what is shown, what is opened, what is passed for it.
    private const int MostFound = 50;
    private const int MostContents = 2000;
    private const int MostRecords = 20_000;

    private const int RecordsAtOnce = 100;
    private const int Around = 70;

    /// <inheritdoc/>
    public async Task<ContentFindings> FindAsync(Actor actor, string words, RecordQuery list, CancellationToken cancellationToken)
    {
        var wanted = words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (wanted.Length == 0 || words.Length > IContentSearch.MostCharacters)
        {
            throw new ArgumentException("Nothing, or too much, is searched for.", nameof(words));
        }

        var found = await SearchAsync(actor.WorkspaceId, wanted, list with { Sort = null }, cancellationToken).ConfigureAwait(false);
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            context.Audit(actor, time, "content.searched", list.Window.Period, new ContentSearched(found.Records, found.Contents, found.Items.Count), ContentSearchJson.Default.ContentSearched);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }

        return found;
    }

    private async Task<ContentFindings> SearchAsync(int workspaceId, string[] wanted, RecordQuery list, CancellationToken cancellationToken)
    {
        var items = new List<ContentFinding>();
        var (records, contents) = (0, 0);
        InteractionRow? last = null;
        var walk = await queries.WalkRecordsAsync(workspaceId, list, cancellationToken).ConfigureAwait(false);
        await foreach (var step in walk.Steps.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (var rows in step.Chunk(RecordsAtOnce))
            {
                var kept = await reader.ReadAsync(workspaceId, [.. rows.Select(row => row.Id)], cancellationToken).ConfigureAwait(false);
                foreach (var row in rows)
                {
                    // It stops between two instants, because the search goes on from one.
                    if (last is not null && row.Start != last.Start && (items.Count >= MostFound || contents >= MostContents || records >= MostRecords))
                    {
                        return new(items, records, contents, last.Start);
                    }

                    (last, records) = (row, records + 1);
                    if (kept.TryGetValue(row.Id, out var messages))
                    {
                        contents++;
                        if (Find(row, messages, wanted) is { } finding)
                        {
                            items.Add(finding);
                        }
                    }
                }
            }
        }

        return new(items, records, contents, null);
    }

    private static ContentFinding? Find(InteractionRow row, IReadOnlyList<ContentMessage> messages, string[] wanted)
    {
        var texts = (from message in messages
                     from part in message.Parts
                     where part.Text is not null
                     select (message.IsAnswer, Text: part.Text!)).ToList();
        if (!Array.TrueForAll(wanted, word => texts.Exists(one => one.Text.Contains(word, StringComparison.OrdinalIgnoreCase))))
        {
            return null;
        }

        var (isAnswer, text) = texts.Find(one => one.Text.Contains(wanted[0], StringComparison.OrdinalIgnoreCase));
        var at = text.IndexOf(wanted[0], StringComparison.OrdinalIgnoreCase);
        var end = at + wanted[0].Length;
        var from = Whole(text, Math.Max(0, at - Around));
        var to = Whole(text, Math.Min(text.Length, end + Around));
        return new(row, isAnswer, (from > 0 ? "…" : "") + text[from..at], text[at..end], text[end..to] + (to < text.Length ? "…" : ""));
    }

    // Not within a pair of surrogates.
    private static int Whole(string text, int at) => at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;
}
