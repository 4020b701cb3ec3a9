using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage.Billing;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage.Maintenance;

/// <summary>Prices stored records again by the prices in force, some in each transaction. What a step did is saved with it, so that a pricing that was stopped goes on where it was.</summary>
internal sealed class Repricing(SqliteWriter writer, StoredCalls calls, PriceBook prices)
{
    /// <summary>What a step returns when nothing is left.</summary>
    public const int Finished = -1;

    // A few milliseconds of the writer: requests that wait for a commit hardly notice. Looking is much cheaper than pricing.
    private const int RowsPerStep = 200;
    private const int LooksPerStep = 4000;

    private readonly SqliteStatement _find = writer.Prepare("SELECT workspace_id, provider, model, done_id, last_id FROM repricings WHERE id = ? AND finished_unix_ms IS NULL");
    private readonly SqliteStatement _begin = writer.Prepare("UPDATE repricings SET last_id = (SELECT coalesce(max(id), 0) FROM interactions) WHERE id = ? AND last_id IS NULL");
    private readonly SqliteStatement _end = writer.Prepare("UPDATE repricings SET finished_unix_ms = ? WHERE id = ?");

    private readonly SqliteStatement _page = writer.Prepare($"""
        SELECT i.id, i.workspace_id = ?, coalesce((SELECT value FROM dimension_values WHERE id = i.provider_id), ''),
            (SELECT value FROM dimension_values WHERE id = i.response_model_id), (SELECT value FROM dimension_values WHERE id = i.request_model_id)
        FROM interactions i WHERE i.id > ? AND i.id <= ? ORDER BY i.id LIMIT {LooksPerStep}
        """);

    private readonly SqliteStatement _save = writer.Prepare("""
        UPDATE repricings SET done_id = ?, records = records + ?, changed = changed + ?, before_nano_usd = before_nano_usd + ?, after_nano_usd = after_nano_usd + ? WHERE id = ?
        """);

    /// <summary>Prices the next records of a pricing, in the transaction that is open. The sums that change wait in the rollups' writer.</summary>
    /// <param name="id">The pricing.</param>
    /// <param name="now">The time of the end, if this is it.</param>
    /// <returns>How many records were looked at, or <see cref="Finished"/>.</returns>
    public int Step(int id, DateTimeOffset now)
    {
        _begin.Bind(1, (long)id);
        _begin.Run();
        _find.Bind(1, (long)id);
        if (!_find.Step())
        {
            return Finished;
        }

        var (workspace, provider, model, done, last) = (_find.Int64(0), _find.Text(1), _find.Text(2), _find.Int64(3), _find.Int64(4));
        _find.Reset();
        var asked = new List<long>(RowsPerStep);
        var looked = 0;
        _page.Bind(1, workspace);
        _page.Bind(2, done);
        _page.Bind(3, last);
        while (asked.Count < RowsPerStep && _page.Step())
        {
            looked++;
            done = _page.Int64(0);
            if (_page.Int64(1) != 0 && IsAsked(provider, model, _page.Text(2), _page.Text(3), _page.Text(4)))
            {
                asked.Add(done);
            }
        }

        _page.Reset();
        if (looked == 0)
        {
            _end.Bind(1, now.ToUnixTimeMilliseconds());
            _end.Bind(2, (long)id);
            _end.Run();
            return Finished;
        }

        long changed = 0, before = 0, after = 0;
        foreach (var row in asked)
        {
            if (calls.Reprice(row, prices) is { } cost)
            {
                changed++;
                before += cost.Before;
                after += cost.After;
            }
        }

        _save.Bind(1, done);
        _save.Bind(2, (long)asked.Count);
        _save.Bind(3, changed);
        _save.Bind(4, before);
        _save.Bind(5, after);
        _save.Bind(6, (long)id);
        _save.Run();
        return looked;
    }

    private static bool IsAsked(string? provider, string? model, string? sentProvider, string? responseModel, string? requestModel) =>
        (provider is null or PriceEntry.AnyProvider || string.Equals(provider, sentProvider, StringComparison.OrdinalIgnoreCase))
        && (model is null || Fits(model, responseModel) || Fits(model, requestModel));

    private static bool Fits(string pattern, string? sent) =>
        sent is not null && ModelName.Candidates(sent).Any(name => ModelPattern.Matches(pattern, name));
}
