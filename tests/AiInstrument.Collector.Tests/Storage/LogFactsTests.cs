using System.Globalization;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Receiving;
using AiInstrument.Collector.Storage.Maintenance;

namespace AiInstrument.Collector.Tests.Storage;

/// <summary>What logs say of a call fills what its span leaves open, whichever comes first, and is never a call.</summary>
public sealed class LogFactsTests
{
    private const string Details = "gen_ai.client.inference.operation.details";
    private static readonly DecodedScope Scope = new() { Name = "logs" };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Usage_model_response_and_finish_reason_come_from_the_log_whichever_comes_first(bool logFirst)
    {
        await using var collector = await TestCollector.StartAsync();
        var span = Call(7, ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", "gpt-4o-mini"));
        var log = Log(7, Details, ("gen_ai.response.model", "gpt-4o-mini-2024-07-18"), ("gen_ai.response.id", "r1"), ("gen_ai.usage.input_tokens", 1000L), ("gen_ai.usage.output_tokens", 100L), ("gen_ai.output.messages", "the answer"));
        var choice = Log(7, "gen_ai.choice", ("index", 0L), ("finish_reason", "stop"));

        if (logFirst)
        {
            Assert.Equal(new LogIngestResult(2, 0, 0, 0, 0, 0), await collector.SendAsync(log, choice));
            Assert.Equal(0, (await collector.TotalsAsync()).Calls);
            await collector.SendAsync(span);
        }
        else
        {
            await collector.SendAsync(span);
            Assert.Equal((1L, 0L), ((await collector.TotalsAsync()).Calls, (await collector.TotalsAsync()).CostNanoUsd));
            await collector.SendAsync(log);
            await collector.SendAsync(choice);
        }

        var record = await collector.OnlyRecordAsync();
        Assert.Equal(("gpt-4o-mini-2024-07-18", "r1", "stop"), (record.ResponseModel, record.ResponseId, record.FinishReason));
        Assert.Equal((1000L, 100L, 210_000L), (record.InputTokens, record.OutputTokens, record.CostNanoUsd));
        Assert.False(record.Estimated);
        Assert.Equal(2, record.LeftOut!.Messages);
        var totals = await collector.TotalsAsync();
        Assert.Equal((1L, 1000L, 210_000L, 0L), (totals.Calls, totals.InputTokens, totals.CostNanoUsd, totals.EstimatedCalls));
        Assert.Equal("", await collector.SqlAsync(RollupDifferences.Sql));
        Assert.Equal(0L, await collector.SqlAsync("SELECT count(*) FROM log_facts WHERE provider || request_model || response_model || finish_reason || tokens || choices LIKE '%answer%'"));
    }

    [Fact]
    public async Task What_the_span_says_stands()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Call(7, ("gen_ai.operation.name", "chat"), ("gen_ai.request.model", "gpt-4o-mini"), ("gen_ai.usage.input_tokens", 5L), ("gen_ai.response.finish_reasons", "length")));

        await collector.SendAsync(Log(7, Details, ("gen_ai.request.model", "other"), ("gen_ai.usage.input_tokens", 1000L), ("gen_ai.usage.output_tokens", 2L), ("gen_ai.response.finish_reasons", "stop")));

        var record = await collector.OnlyRecordAsync();
        Assert.Equal(("gpt-4o-mini", "length", 5L, 2L), (record.RequestModel, record.FinishReason, record.InputTokens, record.OutputTokens));
    }

    [Fact]
    public async Task Logs_alone_are_never_a_call_and_are_forgotten_after_a_week()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Log(7, Details, ("gen_ai.operation.name", "chat"), ("gen_ai.request.model", "gpt-4o-mini"), ("gen_ai.usage.input_tokens", 1000L)));

        // Nor for a span that is no call.
        await collector.SendAsync(Call(7, ("gen_ai.operation.name", "execute_tool")));
        Assert.Equal(0L, await collector.SqlAsync("SELECT count(*) FROM interactions"));
        Assert.Equal(1L, await collector.SqlAsync("SELECT count(*) FROM log_facts"));

        var today = (TestCollector.Noon - DateTimeOffset.UnixEpoch).Days;
        while (await collector.ExpireAsync(new RetentionPolicy(null, null), today + 8) > 0)
        {
        }

        Assert.Equal(0L, await collector.SqlAsync("SELECT count(*) FROM log_facts"));
    }

    [Fact]
    public async Task A_record_that_is_sent_again_changes_nothing()
    {
        await using var collector = await TestCollector.StartAsync();
        var messages = Enumerable.Range(0, 3).Select(i => Log(7, "gen_ai.user.message", ("gen_ai.event.content", $"text {i}"))).ToArray();

        Assert.Equal(new LogIngestResult(0, 0, 0, 3, 0, 0), await collector.SendAsync(messages));
        await collector.SendAsync(Call(7, ("gen_ai.operation.name", "chat")));
        await collector.SendAsync([.. messages, .. messages]);

        Assert.Equal(3, (await collector.OnlyRecordAsync()).LeftOut!.Messages);
    }

    [Fact]
    public async Task An_agent_pays_less_when_a_log_tells_what_a_call_beneath_it_used()
    {
        await using var collector = await TestCollector.StartAsync();
        var agent = Call(1, ("gen_ai.operation.name", "invoke_agent"), ("gen_ai.request.model", "gpt-4o-mini"), ("gen_ai.usage.input_tokens", 1000L));
        var call = Call(2, ("gen_ai.operation.name", "chat"), ("gen_ai.request.model", "gpt-4o-mini"));
        call.ParentSpanId = 1;

        await collector.SendAsync(agent, call);
        Assert.Equal(1000, (await collector.TotalsAsync()).InputTokens);
        await collector.SendAsync(Log(2, Details, ("gen_ai.usage.input_tokens", 900L)));

        var totals = await collector.TotalsAsync();
        Assert.Equal((2L, 1000L), (totals.Calls, totals.InputTokens));
        Assert.Equal(100L, await collector.SqlAsync("SELECT input_tokens FROM interactions WHERE aggregate = 1"));
        Assert.Equal("", await collector.SqlAsync(RollupDifferences.Sql));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public async Task The_order_of_spans_logs_batches_and_repeats_does_not_matter(int seed)
    {
        string? first = null;
        for (var order = 0; order < 4; order++)
        {
            await using var collector = await TestCollector.StartAsync();
            object[] arrivals = [.. Arrivals(new Random(seed))];
            var random = new Random(order);
            random.Shuffle(arrivals);
            for (var sent = 0; sent < arrivals.Length;)
            {
                var batch = arrivals[sent..Math.Min(arrivals.Length, sent + random.Next(1, 8))];
                sent += batch.Length;
                await collector.SendAsync([.. batch.OfType<DecodedSpan>()]);
                await collector.SendAsync([.. batch.OfType<DecodedLogRecord>()]);
            }

            Assert.Equal("", await collector.SqlAsync(RollupDifferences.Sql));
            var dump = (string)(await collector.SqlAsync(Dump))!;
            first ??= dump;
            Assert.Equal(first, dump);
        }
    }

    [Fact]
    public async Task Events_of_the_span_itself_fill_it_too_and_their_texts_are_counted_and_not_stored()
    {
        await using var collector = await TestCollector.StartAsync();
        var span = Call(7, ("gen_ai.operation.name", "chat"), ("gen_ai.request.model", "gpt-4o-mini"));
        span.Events =
        [
            Event("gen_ai.user.message", ("gen_ai.event.content", """{"content":"the prompt"}""")),
            Event("gen_ai.choice", ("gen_ai.event.content", """{"index":1,"message":{"content":"the answer"},"finish_reason":"length"}""")),
            Event("gen_ai.choice", ("gen_ai.event.content", """{"message":{"content":"an answer that was cu""")),
            Event("gen_ai.choice", ("gen_ai.event.content", """{"finish_reason":"stop","index":0,"message":{"content":"the other answer"}}""")),
            Event(Details, ("gen_ai.usage.output_tokens", 100L)),
            Event("exception", ("exception.message", "no event of the conventions")),
        ];
        span.DroppedEventsCount = 4;

        await collector.SendAsync(span);

        var record = await collector.OnlyRecordAsync();
        Assert.Equal(("stop,length", 100L), (record.FinishReason, record.OutputTokens));
        Assert.Equal((4L, 4L), (record.LeftOut!.Events, record.LeftOut.Messages));
        Assert.Equal(0L, await collector.SqlAsync("SELECT count(*) FROM attribute_sets WHERE instr(CAST(data AS TEXT), 'answer') > 0 OR instr(CAST(data AS TEXT), 'prompt') > 0"));
    }

    [Fact]
    public async Task What_limits_and_sdks_left_out_is_stored_and_goes_with_its_record()
    {
        await using var collector = await TestCollector.StartAsync();
        var span = Call(7, ("gen_ai.operation.name", "chat"));
        (span.DroppedAttributesCount, span.DroppedEventsCount, span.DroppedLinksCount, span.CutValuesCount) = (1, 20, 300, uint.MaxValue);
        span.Resource.CutValuesCount = 5;
        span.Resource.DroppedAttributesCount = 4000;

        await collector.SendAsync(span, Call(8, ("gen_ai.operation.name", "chat")));

        Assert.Equal("1 4000 20 300 4294967300", await collector.SqlAsync("SELECT group_concat(attributes || ' ' || resource_attributes || ' ' || events || ' ' || links || ' ' || cut_values) FROM interaction_left_out"));
        var today = (TestCollector.Noon - DateTimeOffset.UnixEpoch).Days;
        while (await collector.ExpireAsync(new RetentionPolicy(1, null), today + 3) > 0)
        {
        }

        Assert.Equal(0L, await collector.SqlAsync("SELECT (SELECT count(*) FROM interactions) + (SELECT count(*) FROM interaction_left_out)"));
    }

    private const string Dump = """
        SELECT group_concat(line, char(10)) FROM (SELECT
            span_id || ' ' || counted || ' ' || coalesce(uncounted_reason, '-') || ' ' || estimated || ' ' || unpriced || ' ' || coalesce(cost_nano_usd, '-') || ' ' || coalesce(response_id, '-')
            || ' ' || coalesce(input_tokens, '-') || ' ' || coalesce(output_tokens, '-') || ' ' || coalesce(cached_input_tokens, '-') || ' ' || coalesce(reported_tokens, '-')
            || ' ' || coalesce((SELECT value FROM dimension_values WHERE id = provider_id), '-') || ' ' || coalesce((SELECT value FROM dimension_values WHERE id = model_id), '-')
            || ' ' || coalesce((SELECT value FROM dimension_values WHERE id = request_model_id), '-') || ' ' || coalesce((SELECT value FROM dimension_values WHERE id = response_model_id), '-')
            || ' ' || coalesce((SELECT value FROM dimension_values WHERE id = finish_reason_id), '-')
            || ' ' || coalesce((SELECT log_messages FROM interaction_left_out WHERE interaction_id = interactions.id), '-') AS line
            FROM interactions ORDER BY trace_id, span_id)
        """;

    // Few traces with agents, calls and repeated responses; each says some things in its span and some in logs, and some in both and differently.
    private static IEnumerable<object> Arrivals(Random random)
    {
        for (var i = 1; i <= 24; i++)
        {
            var span = Call((ulong)i, [.. Some(random, i), ("gen_ai.operation.name", random.Next(4) == 0 ? "invoke_agent" : "chat")]);
            span.TraceId = (UInt128)(1 + (i % 5));
            span.ParentSpanId = i <= 5 ? 0 : (ulong)random.Next(1, i);
            var repeats = random.Next(1, 3);
            for (var repeat = 0; repeat < repeats; repeat++)
            {
                yield return span;
            }

            for (var log = random.Next(0, 4); log > 0; log--)
            {
                var record = random.Next(3) == 0
                    ? Log((ulong)i, "gen_ai.choice", ("index", (long)random.Next(3)), ("finish_reason", random.Next(2) == 0 ? "stop" : "length"))
                    : Log((ulong)i, Details, [.. Some(random, i)]);
                record.TraceId = span.TraceId;
                record.TimeUnixNano = (ulong)log;
                yield return record;
                yield return record;
            }
        }
    }

    private static IEnumerable<(string Key, object? Value)> Some(Random random, int call)
    {
        (string, object?)[] all =
        [
            ("gen_ai.provider.name", "openai"),
            ("gen_ai.request.model", "gpt-4o-mini"),
            ("gen_ai.response.model", random.Next(2) == 0 ? "gpt-4o-mini-2024-07-18" : "acme-1"),
            ("gen_ai.response.id", string.Create(CultureInfo.InvariantCulture, $"r{call / 2}")),
            ("gen_ai.response.finish_reasons", "stop"),
            ("gen_ai.usage.input_tokens", (long)random.Next(100, 2000)),
            ("gen_ai.usage.output_tokens", (long)random.Next(100)),
            ("gen_ai.usage.cache_read.input_tokens", (long)random.Next(100)),
        ];
        return all.Where(_ => random.Next(2) == 0).ToArray();
    }

    private static DecodedSpan Call(ulong spanId, params (string Key, object? Value)[] attributes) =>
        Spans.Make("call", 0xABC, spanId, TestCollector.Noon, new DecodedScope { Name = "calls" }, "support", attributes);

    private static DecodedLogRecord Log(ulong spanId, string name, params (string Key, object? Value)[] attributes)
    {
        var record = new DecodedLogRecord { Scope = Scope, EventName = name, TraceId = 0xABC, SpanId = spanId, TimeUnixNano = 1 };
        Copy(attributes, record.Attributes);
        return record;
    }

    private static DecodedEvent Event(string name, params (string Key, object? Value)[] attributes)
    {
        var list = new AttributeList();
        Copy(attributes, list);
        return new DecodedEvent(1, name, list);
    }

    private static void Copy((string Key, object? Value)[] attributes, AttributeList into)
    {
        foreach (var (key, value) in Spans.Make("", TestCollector.Noon, attributes).Attributes)
        {
            into.Set(key, value);
        }
    }
}
