using System.Threading.Channels;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Maintenance;
using AiInstrument.Collector.Storage.Model;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AiInstrument.Collector.Prices;

/// <summary>Has the writer do one pricing after another, and those first that the process before left unfinished.</summary>
internal sealed partial class RepricingService(CollectorDatabase database, SqliteTelemetryStore store, TimeProvider time, ILogger<RepricingService> logger) : BackgroundService, IRepricing
{
    private const int MostRuns = 20;

    // When the database cannot be written, ingest says so; this only has to try again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Channel<int> _asked = Channel.CreateBounded<int>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <inheritdoc/>
    public async Task<int> StartAsync(Actor actor, string? provider, string? model, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var run = NewRun(actor, provider, model, time.GetUtcNow());
            context.Repricings.Add(run);
            context.Audit(actor, time, "prices.reprice_started", Subject(run), new RepricingAudit(run.Provider, run.Model, null, null, null, null), PriceAuditJson.Default.RepricingAudit);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            _asked.Writer.TryWrite(run.Id);
            return run.Id;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RepricingRun>> RunsAsync(int workspaceId, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var rows = await context.Repricings.AsNoTracking()
                .Where(run => run.WorkspaceId == workspaceId)
                .OrderByDescending(run => run.Id)
                .Take(MostRuns)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            return rows.ConvertAll(Read);
        }
    }

    /// <inheritdoc/>
    public async Task<RepricingRun?> FindAsync(int workspaceId, int id, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.Repricings.AsNoTracking().FirstOrDefaultAsync(run => run.Id == id && run.WorkspaceId == workspaceId, cancellationToken).ConfigureAwait(false) is { } run
                ? Read(run)
                : null;
        }
    }

    /// <summary>A pricing that has not begun.</summary>
    internal static StoredRepricing NewRun(Actor actor, string? provider, string? model, DateTimeOffset now) => new()
    {
        WorkspaceId = actor.WorkspaceId,
        Provider = Lower(provider),
        Model = Lower(model),
        Actor = actor.Name,
        StartedUnixMs = now.ToUnixTimeMilliseconds(),
    };

    /// <summary>Notes the result of a pricing in the audit log.</summary>
    internal static void AuditEnd(CollectorDbContext context, StoredRepricing run, TimeProvider time) => context.Audit(
        new Actor(run.WorkspaceId, run.Actor),
        time,
        "prices.repriced",
        Subject(run),
        new RepricingAudit(run.Provider, run.Model, run.Records, run.Changed, run.BeforeNanoUsd, run.AfterNanoUsd),
        PriceAuditJson.Default.RepricingAudit);

    /// <summary>Does every pricing that is not finished.</summary>
    internal async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var unfinished = await context.Repricings.Where(run => run.FinishedUnixMs == null).OrderBy(run => run.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            foreach (var run in unfinished)
            {
                int step;
                while ((step = await store.RepriceAsync(run.Id).ConfigureAwait(false)) != Repricing.Finished)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (step == 0)
                    {
                        await Task.Delay(Patience, time, cancellationToken).ConfigureAwait(false);
                    }
                }

                await context.Entry(run).ReloadAsync(cancellationToken).ConfigureAwait(false);
                AuditEnd(context, run, time);
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunOnceAsync(stoppingToken).ConfigureAwait(false);
                await _asked.Reader.ReadAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is SqliteException or DbUpdateException)
            {
                // The collector must not stop for it: a pricing goes on where it was.
                CannotReprice(logger, e);
                await Task.Delay(Patience, time, stoppingToken).ConfigureAwait(false);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stored records cannot be priced again now; it is tried again.")]
    private static partial void CannotReprice(ILogger logger, Exception exception);

    private static string Subject(StoredRepricing run) => $"{run.Provider ?? "*"} {run.Model ?? "*"}";

    private static string? Lower(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().ToLowerInvariant();

    private static RepricingRun Read(StoredRepricing run) => new(
        run.Id,
        run.Provider,
        run.Model,
        run.FinishedUnixMs is not null ? 1 : run.LastId is > 0 and var last ? (double)run.DoneId / last : 0,
        new RepriceReport(run.Records, run.Changed, run.BeforeNanoUsd, run.AfterNanoUsd),
        run.Actor,
        DateTimeOffset.FromUnixTimeMilliseconds(run.StartedUnixMs),
        run.FinishedUnixMs is { } finished ? DateTimeOffset.FromUnixTimeMilliseconds(finished) : null);
}
