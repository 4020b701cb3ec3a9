using AiInstrument.Collector.Content;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Receiving;
using AiInstrument.Collector.Storage;

namespace AiInstrument.Collector.Ingestion;

/// <summary>Normalizes, prices and packs content on the caller's thread, then hands over to the store.</summary>
internal sealed class SpanIngest(CollectorDatabase database, ITelemetryStore store, TimeProvider time, ContentPacker? contents = null) : ISpanIngest
{
    /// <inheritdoc/>
    public async ValueTask<IngestResult> IngestAsync(int workspaceId, IReadOnlyList<DecodedSpan> spans, CancellationToken cancellationToken)
    {
        var received = time.GetUtcNow();
        var prices = await database.GetPricesAsync(cancellationToken).ConfigureAwait(false);
        var own = prices.Of(workspaceId);
        var interactions = new List<PricedInteraction>(spans.Count);
        var registry = new List<RegistryChunk>();
        var links = new List<TraceLink>();
        var losses = new List<ReportedLoss>();
        var rejected = 0;
        string? message = null;
        foreach (var span in spans)
        {
            if (RegistryReader.IsRegistry(span))
            {
                if (RegistryReader.Read(span, out var problem) is { } chunk)
                {
                    registry.Add(chunk);
                }
                else
                {
                    rejected++;
                    message ??= problem;
                }
            }
            else if (ReportedLossReader.IsLoss(span))
            {
                if (ReportedLossReader.Read(span, received, out var problem) is { } loss)
                {
                    losses.Add(loss);
                }
                else
                {
                    rejected++;
                    message ??= problem;
                }
            }
            else
            {
                var normalized = SpanNormalizer.Normalize(span, received, contents is { IsOn: true });
                if (normalized.Interaction is { } interaction)
                {
                    if (interaction.Content is { } content)
                    {
                        interaction.Packed = contents!.Pack(content);
                        interaction.Content = null;
                    }

                    interactions.Add(new PricedInteraction(interaction, Pricer.Price(interaction, own)));
                }
                else if (normalized.Role is SpanRole.Link or SpanRole.Tool)
                {
                    links.Add(new TraceLink(normalized.Link, normalized.Role == SpanRole.Tool));
                }
            }
        }

        var ignored = spans.Count - interactions.Count - rejected;
        var batch = new TelemetryBatch(workspaceId, received, interactions, registry, links) { Losses = losses, Prices = prices };
        if (batch.Size == 0)
        {
            return new IngestResult(0, 0, ignored, rejected, message);
        }

        var written = await store.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
        if (written.Rejected > 0)
        {
            message ??= written.TooOld > 0 ? "Some spans began before the first day whose records are kept." : "Some spans cannot be stored.";
        }

        return new IngestResult(written.Stored, written.Duplicates, ignored, rejected + written.Rejected, message);
    }
}
