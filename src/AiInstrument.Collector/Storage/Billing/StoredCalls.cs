using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage.Engine;
using AiInstrument.Collector.Storage.Orders;

namespace AiInstrument.Collector.Storage.Billing;

/// <summary>Corrects what a stored interaction pays for, and the rollups by as much; its place in the orders of records is noted.</summary>
internal sealed class StoredCalls(SqliteWriter writer, RollupWriter rollups, RecordOrders orders)
{
    /// <summary>The ten kinds of tokens, in the order of <see cref="ReadUsage"/>.</summary>
    public const string UsageColumns = """
        input_tokens, output_tokens, cached_input_tokens, cache_write_tokens, cache_write_1h_tokens, reasoning_tokens,
        audio_input_tokens, audio_output_tokens, image_input_tokens, image_output_tokens
        """;

    private const int UsageCount = 10;

    private readonly SqliteStatement _find = writer.Prepare($"""
        SELECT workspace_id, start_unix_nano, duration_nano, status, estimated, cache_hit, counted, unpriced, cost_nano_usd, price_id,
            provider_id, model_id, feature_id, category_id, entry_point_id, organization_id, user_id, project_id, service_id,
            (SELECT value FROM dimension_values WHERE id = provider_id), (SELECT value FROM dimension_values WHERE id = request_model_id),
            (SELECT value FROM dimension_values WHERE id = response_model_id), (SELECT value FROM dimension_values WHERE id = service_tier_id),
            {UsageColumns}, response_id, (SELECT value FROM dimension_values WHERE id = finish_reason_id), reported_tokens,
            time_to_first_token_nano, error_type_id, saved_nano_usd,
            (SELECT value FROM dimension_values WHERE id = error_type_id), call_site_id
        FROM interactions WHERE id = ?
        """);

    private readonly SqliteStatement _change = writer.Prepare("""
        UPDATE interactions SET counted = ?, uncounted_reason = ?, reported_tokens = ?, cost_nano_usd = ?, unpriced = ?, price_id = ?, saved_nano_usd = ?,
            input_tokens = ?, output_tokens = ?, cached_input_tokens = ?, cache_write_tokens = ?, cache_write_1h_tokens = ?, reasoning_tokens = ?,
            audio_input_tokens = ?, audio_output_tokens = ?, image_input_tokens = ?, image_output_tokens = ?
        WHERE id = ?
        """);

    private readonly SqliteStatement _replace = writer.Prepare("""
        UPDATE interactions SET provider_id = ?, model_id = ?, request_model_id = ?, response_model_id = ?, response_id = ?, finish_reason_id = ?, service_tier_id = ?,
            estimated = ?, reported_tokens = NULL, cost_nano_usd = ?, unpriced = ?, price_id = ?, saved_nano_usd = ?,
            input_tokens = ?, output_tokens = ?, cached_input_tokens = ?, cache_write_tokens = ?, cache_write_1h_tokens = ?, reasoning_tokens = ?,
            audio_input_tokens = ?, audio_output_tokens = ?, image_input_tokens = ?, image_output_tokens = ?
        WHERE id = ?
        """);

    private readonly SqliteStatement _remove = writer.Prepare("DELETE FROM interactions WHERE id = ?");

    private readonly SqliteStatement _price = writer.Prepare("UPDATE interactions SET cost_nano_usd = ?, unpriced = ?, price_id = ?, saved_nano_usd = ? WHERE id = ?");

    /// <summary>Makes an interaction pay for what a bill says.</summary>
    /// <param name="id">The row.</param>
    /// <param name="bill">The bill.</param>
    /// <param name="reported">What its sender reported.</param>
    /// <param name="prices">The prices in force.</param>
    public void Change(long id, in Bill bill, in TokenUsage reported, PriceBook prices)
    {
        var old = Find(id);
        var call = old.Call with { Usage = bill.Usage };
        var cost = call.Usage == old.Call.Usage ? old.Cost : Pricer.Price(call, prices.Of(old.Workspace));
        var priceId = call.Usage == old.Call.Usage ? old.PriceId : cost.Price?.Id;
        Count(old, old.Call, old.Cost, -1);
        _change.Bind(1, bill.Counted);
        _change.Bind(2, bill.Reason);
        _change.Bind(3, bill.Usage == reported ? null : TokenSum.ToText(reported));
        _change.Bind(4, cost.NanoUsd);
        _change.Bind(5, cost.Unpriced);
        _change.Bind(6, priceId);
        _change.Bind(7, cost.SavedNanoUsd);
        BindUsage(_change, 8, bill.Usage);
        _change.Bind(8 + UsageCount, id);
        _change.Run();
        orders.Changed(old.Workspace, call.StartUnixNano, id);
        Count(old with { Counted = bill.Counted }, call, cost, 1);
    }

    /// <summary>Makes an interaction what more is known of it to be. What it pays for is what it reports, until its trace is settled again.</summary>
    /// <param name="id">The row.</param>
    /// <param name="old">The row as it is.</param>
    /// <param name="full">What the call is known to be.</param>
    /// <param name="dimensions">Gives names their ids.</param>
    /// <param name="prices">The prices in force.</param>
    /// <returns>The group that it belongs to now.</returns>
    public RollupGroup Replace(long id, StoredCall old, Interaction full, DimensionWriter dimensions, PriceBook prices)
    {
        var cost = Pricer.Price(full, prices.Of(old.Workspace));
        var group = old.Group with
        {
            Provider = dimensions.Id(old.Workspace, DimensionKind.Provider, full.Provider),
            Model = dimensions.Id(old.Workspace, DimensionKind.Model, full.Model),
        };
        _replace.Bind(1, group.Provider);
        _replace.Bind(2, group.Model);
        _replace.Bind(3, dimensions.Id(old.Workspace, DimensionKind.Model, full.RequestModel));
        _replace.Bind(4, dimensions.Id(old.Workspace, DimensionKind.Model, full.ResponseModel));
        _replace.Bind(5, full.ResponseId);
        _replace.Bind(6, dimensions.Id(old.Workspace, DimensionKind.FinishReason, full.FinishReason));
        _replace.Bind(7, dimensions.Id(old.Workspace, DimensionKind.ServiceTier, full.ServiceTier));
        _replace.Bind(8, full.Estimated);
        _replace.Bind(9, cost.NanoUsd);
        _replace.Bind(10, cost.Unpriced);
        _replace.Bind(11, cost.Price?.Id);
        _replace.Bind(12, cost.SavedNanoUsd);
        BindUsage(_replace, 13, full.Usage);
        _replace.Bind(13 + UsageCount, id);
        _replace.Run();
        orders.Changed(old.Workspace, full.StartUnixNano, id);

        // Only now: a row that cannot be changed must not change the sums.
        Count(old, old.Call, old.Cost, -1);
        Count(old with { Group = group }, full, cost, 1);
        return group;
    }

    /// <summary>Prices an interaction again.</summary>
    /// <returns>The cost before and after, in nano-dollars, as far as it counts; null when nothing changed.</returns>
    public (long Before, long After)? Reprice(long id, PriceBook prices)
    {
        var old = Find(id);
        var cost = Pricer.Price(old.Call, prices.Of(old.Workspace));
        if (cost.NanoUsd == old.Cost.NanoUsd && cost.Unpriced == old.Cost.Unpriced && cost.Price?.Id == old.PriceId && cost.SavedNanoUsd == old.Cost.SavedNanoUsd)
        {
            return null;
        }

        Count(old, old.Call, old.Cost, -1);
        _price.Bind(1, cost.NanoUsd);
        _price.Bind(2, cost.Unpriced);
        _price.Bind(3, cost.Price?.Id);
        _price.Bind(4, cost.SavedNanoUsd);
        _price.Bind(5, id);
        _price.Run();
        orders.Changed(old.Workspace, old.Call.StartUnixNano, id);
        Count(old, old.Call, cost, 1);
        return old.Counted ? (old.Cost.NanoUsd ?? 0, cost.NanoUsd ?? 0) : (0, 0);
    }

    /// <summary>Takes an interaction away, and what it pays for from the rollups.</summary>
    /// <returns>What it was.</returns>
    public StoredCall Remove(long id)
    {
        var old = Find(id);
        orders.Removed(old.Workspace, old.Call.StartUnixNano, id);
        _remove.Bind(1, id);
        _remove.Run();
        Count(old, old.Call, old.Cost, -1);
        return old;
    }

    /// <summary>Reads ten columns of tokens.</summary>
    public static TokenUsage ReadUsage(SqliteStatement row, int column) => new()
    {
        Input = row.NullableInt64(column),
        Output = row.NullableInt64(column + 1),
        CachedInput = row.NullableInt64(column + 2),
        CacheWrite = row.NullableInt64(column + 3),
        CacheWrite1h = row.NullableInt64(column + 4),
        Reasoning = row.NullableInt64(column + 5),
        AudioInput = row.NullableInt64(column + 6),
        AudioOutput = row.NullableInt64(column + 7),
        ImageInput = row.NullableInt64(column + 8),
        ImageOutput = row.NullableInt64(column + 9),
    };

    private static void BindUsage(SqliteStatement statement, int first, in TokenUsage usage)
    {
        var tokens = usage.Parts();
        for (var kind = 0; kind < UsageCount; kind++)
        {
            statement.Bind(first + kind, tokens[kind]);
        }
    }

    private void Count(StoredCall stored, Interaction call, in Cost cost, int sign)
    {
        if (stored.Counted)
        {
            rollups.Add(stored.Workspace, stored.Group, call, cost, stored.ErrorType, sign);
        }
    }

    /// <summary>Reads an interaction.</summary>
    public StoredCall Find(long id)
    {
        _find.Bind(1, id);
        if (!_find.Step())
        {
            throw new InvalidOperationException($"There is no interaction {id}.");
        }

        var usage = ReadUsage(_find, 23);
        var stored = new StoredCall(
            (int)_find.Int64(0),
            _find.Int64(6) != 0,
            new RollupGroup(
                _find.Int64(10), _find.Int64(11), _find.Int64(12), _find.Int64(13), _find.Int64(14),
                _find.Int64(15), _find.Int64(16), _find.Int64(17), _find.Int64(18), _find.Int64(30 + UsageCount)),
            new Interaction
            {
                TraceId = default,
                SpanId = default,
                StartUnixNano = _find.Int64(1),
                DurationNano = _find.Int64(2),
                Status = (InteractionStatus)_find.Int64(3),
                Estimated = _find.Int64(4) != 0,
                CacheHit = _find.Int64(5) != 0,
                Provider = _find.Text(19),
                RequestModel = _find.Text(20),
                ResponseModel = _find.Text(21),
                ServiceTier = _find.Text(22),
                TimeToFirstTokenNano = _find.NullableInt64(26 + UsageCount),
                Usage = usage,
                ResponseId = _find.Text(23 + UsageCount),
                FinishReason = _find.Text(24 + UsageCount),
                ErrorType = _find.Text(29 + UsageCount),
            },
            new Cost(_find.NullableInt64(8), _find.Int64(7) != 0, null) { SavedNanoUsd = _find.NullableInt64(28 + UsageCount) },
            (int?)_find.NullableInt64(9),
            _find.Text(25 + UsageCount) is { } reported ? TokenSum.FromText(reported) : usage,
            _find.Int64(27 + UsageCount));
        _find.Reset();
        return stored;
    }
}
