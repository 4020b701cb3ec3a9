using AiInstrument.Collector.Budgets.Counting;
using AiInstrument.Collector.Budgets.Leasing;
using AiInstrument.Collector.Budgets.Sync;
using AiInstrument.Collector.Content;
using AiInstrument.Collector.Ingestion;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage.Billing;
using AiInstrument.Collector.Storage.Engine;
using AiInstrument.Collector.Storage.Maintenance;
using AiInstrument.Collector.Storage.Orders;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Storage;

/// <summary>The writer's connection with its prepared statements. Used by one thread at a time; thrown away after a failure of the file or the disk.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly SqliteWriter _writer;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly DimensionWriter _dimensions;
    private readonly AttributeSets _attributes;
    private readonly InteractionWriter _interactions;
    private readonly RollupWriter _rollups;
    private readonly CallSiteRollup _callSites;
    private readonly RecordLists _lists;
    private readonly RecordOrders _orders;
    private readonly TraceSettler _traces;
    private readonly RegistryWriter _registry;
    private readonly LossWriter _losses;
    private readonly LeftOutWriter _leftOut;
    private readonly FactsWriter _facts;
    private readonly BudgetFiller _budgets;
    private readonly ContentWriter _contents;
    private readonly PurgedOrganizations _purged;
    private readonly Retention _retention;
    private readonly LogKeeper _log;
    private readonly Repricing _repricing;
    private readonly Purging _purging;
    private long _keptFromUnixNano;

    public WriteSession(DatabaseFile file, PriceBook prices)
    {
        Prices = prices;
        _writer = file.OpenWriter();
        try
        {
            _begin = _writer.Prepare("BEGIN IMMEDIATE");
            _commit = _writer.Prepare("COMMIT");
            _dimensions = new DimensionWriter(_writer);
            _attributes = new AttributeSets(_writer);
            _interactions = new InteractionWriter(_writer, _dimensions, _attributes);
            _rollups = new RollupWriter(_writer);
            _callSites = new CallSiteRollup(_writer);
            _lists = new RecordLists(_writer);
            _orders = new RecordOrders(_writer, file.Orders);
            var calls = new StoredCalls(_writer, _rollups, _orders);
            _traces = new TraceSettler(_writer, calls, prices);
            _leftOut = new LeftOutWriter(_writer);
            _facts = new FactsWriter(_writer, _dimensions, calls, _traces, _lists, _leftOut, prices);
            _repricing = new Repricing(_writer, calls, prices);
            _registry = new RegistryWriter(_writer);
            _losses = new LossWriter(_writer);
            _budgets = new BudgetFiller(_writer, _rollups.Budgets);
            Leases = new LeaseBook(_writer, _rollups.Budgets);
            _contents = new ContentWriter(_writer);
            _purged = new PurgedOrganizations(_writer);
            _purging = new Purging(_writer, calls, _callSites, _lists, _orders);
            _retention = new Retention(_writer);
            _log = new LogKeeper(file, _writer);
            _keptFromUnixNano = _retention.KeptFromUnixNano;
        }
        catch
        {
            _writer.Dispose();
            throw;
        }
    }

    /// <summary>The prices in force.</summary>
    public PriceBook Prices { get; }

    /// <summary>The leases of budgets.</summary>
    public LeaseBook Leases { get; }

    /// <summary>Takes reports of instances in one transaction.</summary>
    /// <param name="requests">The reports.</param>
    /// <param name="now">The moment.</param>
    /// <returns>One answer for each report; what it says is committed.</returns>
    /// <exception cref="SqliteException">The file or the disk failed; nothing was taken.</exception>
    public SyncAnswer[] Sync(IReadOnlyList<SyncRequest> requests, DateTimeOffset now) => InTransaction(() =>
    {
        var answers = new SyncAnswer[requests.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = Leases.Sync(requests[i], now);
        }

        Leases.Flush();
        return answers;
    });

    /// <summary>Closes leases that were not renewed in time.</summary>
    public void SweepLeases(DateTimeOffset now) => InTransaction(() =>
    {
        Leases.Sweep(now);
        Leases.Flush();
        return 0;
    });

    /// <summary>Takes up budgets that were created, changed or deleted.</summary>
    /// <returns>1 when one was counted or dropped, or 0.</returns>
    public int ReloadBudgets(DateTimeOffset now)
    {
        var changed = InTransaction(() => _budgets.TakeUp(now));
        if (changed)
        {
            Leases.Forget();
        }

        return changed ? 1 : 0;
    }

    /// <summary>Writes batches in one transaction.</summary>
    /// <param name="batches">The batches.</param>
    /// <param name="rejected">Told of every entry that cannot be stored while the rest is.</param>
    /// <returns>One result for each batch, committed to the disk.</returns>
    /// <exception cref="SqliteException">The file or the disk failed; nothing was written.</exception>
    public WriteResult[] Write(IReadOnlyList<TelemetryBatch> batches, Action<Exception> rejected)
    {
        try
        {
            return InTransaction(batches, rejected: null);
        }
        catch (Exception e) when (!StorageFailure.IsEnvironmental(e))
        {
            // Some entry cannot be stored. Again, each entry guarded by a savepoint, so that only the culprit is left out.
            return InTransaction(batches, rejected);
        }
    }

    /// <summary>Keeps the log short. To be called when nobody waits for the answer of a commit.</summary>
    /// <exception cref="SqliteException">The file or the disk failed.</exception>
    public void KeepLogShort() => _log.Keep();

    /// <summary>Removes a few old records.</summary>
    /// <returns>How many rows went; 0 when there is nothing left to remove.</returns>
    public int Expire(RetentionPolicy policy, long today)
    {
        // Sets of attributes that are removed must not be given to new interactions.
        _attributes.Forget();
        var removed = Overwriting(() =>
        {
            var rows = _retention.Step(policy, today);
            var parts = _orders.Expire(_retention.KeptFromUnixNano / UnixTime.NanosPerDay);
            return rows > 0 ? rows : parts;
        });
        _keptFromUnixNano = _retention.KeptFromUnixNano;
        return removed;
    }

    /// <summary>Writes the order of a purge down.</summary>
    /// <param name="purge">The order.</param>
    /// <param name="again">Whether it was carried out before on another state of the database.</param>
    /// <returns>1.</returns>
    public int BeginPurge(Purge purge, bool again = false)
    {
        InTransaction(() =>
        {
            _purging.Begin(purge, again);
            return 0;
        });
        _purged.Read();
        return 1;
    }

    /// <summary>Removes some of what a purge is to remove.</summary>
    /// <returns>How many records were looked at; -1 when none is left.</returns>
    public int Purge(string purge) => Overwriting(() =>
    {
        var looked = _purging.Step(purge);
        _rollups.Flush();
        _callSites.Flush();
        _lists.Flush();
        return looked;
    });

    /// <summary>Removes what nothing refers to any more after a purge, and ends it. The session must be thrown away afterwards: names that it remembers may be gone.</summary>
    /// <returns>How many rows went; 0 when what nothing refers to must be found again, and -1 at the end.</returns>
    public int EndPurge(string purge, UnusedNames? unused, DateTimeOffset now)
    {
        // What goes now must not be given to new interactions.
        Forget();
        return Overwriting(() => _purging.End(purge, unused, now));
    }

    /// <summary>Empties the log of writes.</summary>
    /// <returns>False when a reader stands in the way.</returns>
    public bool TryEmptyLog() => _log.TryEmpty();

    /// <summary>Fills derived rollups, or the lists of records, with one more day, or sorts a part of the records.</summary>
    /// <param name="lastDay">The last day that is over.</param>
    /// <returns>1, or 0 when nothing is left to fill.</returns>
    public int FillRollups(long lastDay)
    {
        var filled = InTransaction(() => _rollups.FillNext(lastDay) || _lists.FillNext(lastDay) || _orders.FillNext());
        _rollups.Committed();
        _lists.Committed();
        return filled ? 1 : 0;
    }

    /// <summary>Prices some of the records of a pricing again.</summary>
    /// <returns>How many were looked at; -1 when none is left.</returns>
    public int Reprice(int repricing, DateTimeOffset now) => InTransaction(() =>
    {
        var looked = _repricing.Step(repricing, now);
        _rollups.Flush();
        return looked;
    });

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private WriteResult[] InTransaction(IReadOnlyList<TelemetryBatch> batches, Action<Exception>? rejected) => InTransaction(() =>
    {
        var results = new WriteResult[batches.Count];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = WriteBatch(batches[i], rejected);
        }

        _traces.Settle();
        _rollups.Flush();
        _callSites.Flush();
        _lists.Flush();
        Leases.Flush();
        return results;
    });

    // What is deleted is overwritten in the file.
    private int Overwriting(Func<int> remove)
    {
        _writer.Execute("PRAGMA secure_delete = ON");
        try
        {
            return InTransaction(remove);
        }
        finally
        {
            _writer.Execute("PRAGMA secure_delete = OFF");
        }
    }

    private T InTransaction<T>(Func<T> write)
    {
        try
        {
            _begin.Run();
            var result = write();
            _commit.Run();
            return result;
        }
        catch
        {
            // Ids and sums of this attempt are void.
            Forget();
            _rollups.Forget();
            _callSites.Forget();
            _lists.Forget();
            _orders.Forget();
            _traces.Forget();
            Leases.Forget();
            if (_writer.InTransaction)
            {
                _writer.Execute("ROLLBACK");
            }

            throw;
        }
    }

    private WriteResult WriteBatch(TelemetryBatch batch, Action<Exception>? rejected)
    {
        int stored = 0, duplicates = 0, refused = 0, tooOld = 0;
        foreach (var entry in batch.Interactions)
        {
            var purged = _purged.Of(batch.WorkspaceId, entry.Interaction);
            if (purged != PurgedOrganizations.Extent.Nothing)
            {
                _contents.Purge(batch.WorkspaceId, entry.Interaction.TraceId, entry.Interaction.SpanId);
            }

            if (entry.Interaction.StartUnixNano < _keptFromUnixNano || purged == PurgedOrganizations.Extent.Everything)
            {
                tooOld++;
                continue;
            }

            // What was priced before the prices changed is priced again.
            var priced = batch.Prices is { } prices && !ReferenceEquals(prices, Prices)
                ? entry with { Cost = Pricer.Price(entry.Interaction, Prices.Of(batch.WorkspaceId)) }
                : entry;
            switch (rejected is null ? Insert(batch.WorkspaceId, priced) : GuardedInsert(batch.WorkspaceId, priced, rejected))
            {
                case true:
                    stored++;
                    break;
                case false:
                    duplicates++;
                    break;
                case null:
                    refused++;
                    break;
            }
        }

        foreach (var link in batch.Links)
        {
            _traces.AddLink(batch.WorkspaceId, link, UnixTime.Day(batch.Received));
        }

        foreach (var chunk in batch.Registry)
        {
            refused += Guarded(() => WriteRegistry(batch, chunk), rejected) is null ? 1 : 0;
        }

        foreach (var loss in batch.Losses)
        {
            refused += Guarded(() => WriteLoss(batch, loss), rejected) is null ? 1 : 0;
        }

        foreach (var facts in batch.Facts)
        {
            refused += Guarded(() => WriteFacts(batch, facts), rejected) is null ? 1 : 0;
        }

        return new WriteResult(stored, duplicates, refused + tooOld, tooOld);
    }

    // Apart from the loop, which would otherwise make an object for each entry.
    private bool? GuardedInsert(int workspace, PricedInteraction entry, Action<Exception> rejected) => Guarded(() => Insert(workspace, entry), rejected);

    private bool? Insert(int workspace, in PricedInteraction entry)
    {
        var (interaction, cost) = entry;
        var group = GroupOf(workspace, interaction);
        if (_interactions.TryInsert(workspace, interaction, cost, group) is not { } id)
        {
            return false;
        }

        _traces.Touch(workspace, interaction.TraceId);
        _callSites.Add(workspace, interaction.StartUnixNano / UnixTime.NanosPerDay, group.Service, group.CallSite, interaction.StartUnixNano, id);
        if (interaction.LeftOut is { } leftOut)
        {
            _leftOut.Add(id, leftOut);
        }

        if (interaction.Packed is { } content)
        {
            _contents.Add(workspace, interaction.TraceId, interaction.SpanId, ContentWriter.SpanPart, interaction.StartUnixNano / UnixTime.NanosPerDay, content, _purged.Of(workspace, interaction) != PurgedOrganizations.Extent.Nothing);
        }

        _facts.FillNew(workspace, interaction.TraceId, interaction.SpanId);
        _lists.Add(workspace, group, interaction, id);
        if (interaction.Counted)
        {
            _rollups.Add(workspace, group, interaction, cost, _dimensions.Id(workspace, DimensionKind.ErrorType, interaction.ErrorType));
        }

        if (interaction.BudgetLeases is { } leases)
        {
            Leases.Record(workspace, leases, interaction, cost);
        }

        return true;
    }

    private bool? WriteRegistry(TelemetryBatch batch, RegistryChunk chunk)
    {
        _registry.Write(batch.WorkspaceId, batch.Received, chunk);
        return true;
    }

    private bool? WriteLoss(TelemetryBatch batch, ReportedLoss loss)
    {
        _losses.Write(batch.WorkspaceId, batch.Received, loss);
        return true;
    }

    private bool? WriteFacts(TelemetryBatch batch, LogFacts facts)
    {
        _facts.Add(batch.WorkspaceId, UnixTime.Day(batch.Received), facts);
        if (facts.Content is { } content)
        {
            _contents.Add(batch.WorkspaceId, facts.TraceId, facts.SpanId, unchecked((long)facts.Fingerprint), UnixTime.Day(batch.Received), content, isPurged: false);
        }

        return true;
    }

    private bool? Guarded(Func<bool?> write, Action<Exception>? rejected)
    {
        if (rejected is null)
        {
            return write();
        }

        _writer.Execute("SAVEPOINT entry");
        try
        {
            var written = write();
            _writer.Execute("RELEASE entry");
            return written;
        }
        catch (Exception e) when (!StorageFailure.IsEnvironmental(e))
        {
            _writer.Execute("ROLLBACK TO entry");
            _writer.Execute("RELEASE entry");
            Forget();
            _orders.Forget();
            rejected(e);
            return null;
        }
    }

    private void Forget()
    {
        _dimensions.Forget();
        _attributes.Forget();
    }

    private RollupGroup GroupOf(int workspace, Interaction interaction) => new(
        _dimensions.Id(workspace, DimensionKind.Provider, interaction.Provider),
        _dimensions.Id(workspace, DimensionKind.Model, interaction.Model),
        _dimensions.Id(workspace, DimensionKind.Feature, interaction.Feature),
        _dimensions.Id(workspace, DimensionKind.Category, interaction.Category),
        _dimensions.Id(workspace, DimensionKind.EntryPoint, interaction.EntryPoint),
        _dimensions.Id(workspace, DimensionKind.Organization, interaction.Organization),
        _dimensions.Id(workspace, DimensionKind.User, interaction.User),
        _dimensions.Id(workspace, DimensionKind.Project, interaction.Project),
        _dimensions.Id(workspace, DimensionKind.Service, interaction.Service),
        _dimensions.Id(workspace, DimensionKind.CallSite, interaction.CallSite));
}
