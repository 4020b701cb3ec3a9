using AiInstrument.Collector.Decoding;

namespace AiInstrument.Collector.Tests.Storage;

/// <summary>Reproducible traffic of every sort: several days, all dimensions with gaps, priced and unpriced, failed, covered, hostile names.</summary>
internal sealed class RandomTraffic(int seed)
{
    private static readonly DecodedScope Scope = new() { Name = "AiInstrument" };

    private static readonly (string Provider, string Model)[] Models =
    [
        ("openai", "gpt-4o-mini"), ("openai", "gpt-5.4-mini"), ("anthropic", "claude-sonnet-4-5"), ("openai", "text-embedding-3-small"), ("acme", "acme-1"),
    ];

    private readonly Random _random = new(seed);

    public List<DecodedSpan> Calls(int count)
    {
        var calls = new List<DecodedSpan>(count);
        for (var i = 0; i < count; i++)
        {
            var (provider, model) = Pick(Models);
            var start = TestCollector.Noon.AddSeconds(-_random.Next(0, 100 * 86_400));
            var span = Spans.Make(
                "chat " + model,
                new UInt128((ulong)_random.NextInt64(), (ulong)_random.NextInt64()),
                (ulong)_random.NextInt64() | 1,
                start,
                Scope,
                Pick("support", "billing", null),
                ("gen_ai.operation.name", "chat"),
                ("gen_ai.provider.name", Pick(provider, provider, null)),
                ("gen_ai.request.model", model),
                ("gen_ai.usage.input_tokens", Maybe(_random.Next(0, 300_000))),
                ("gen_ai.usage.output_tokens", Maybe(_random.Next(0, 5_000))),
                ("gen_ai.usage.cache_read.input_tokens", Maybe(_random.Next(0, 1_000))),
                ("gen_ai.usage.cache_write.input_tokens", Maybe(_random.Next(0, 1_000))),
                ("gen_ai.usage.reasoning.output_tokens", Maybe(_random.Next(0, 10))),
                ("aiinstrument.outcome", Pick("ok", "ok", "error", "cancelled")),
                ("aiinstrument.usage.estimated", Pick<bool?>(true, null, null)),
                ("aiinstrument.covered_by", Pick("00f067aa0ba902b7", null, null, null)),
                ("aiinstrument.feature.id", Pick("ticket.summarize", "ticket.tag", "o'brien\"; DROP TABLE interactions;--", null)),
                ("aiinstrument.feature.category", Pick("summarization", "100%", null)),
                ("aiinstrument.entry_point", Pick("POST /tickets/{id}/summary", "nightly_digest", "😀 işler", null)),
                ("aiinstrument.organization.id", Pick("o1", "o2", null)),
                ("user.id", Pick("u1", "u2", "u3", null)),
                ("aiinstrument.project.id", Pick("p1", new string('p', 100_000), null)),
                ("aiinstrument.call_site.id", Pick("s1", "s2", null)));
            span.EndUnixNano = span.StartUnixNano + (ulong)_random.NextInt64(0, 90_000_000_000);
            calls.Add(span);
        }

        return calls;
    }

    /// <summary>Cuts the calls into batches of any size.</summary>
    public List<List<DecodedSpan>> Split(List<DecodedSpan> calls)
    {
        var batches = new List<List<DecodedSpan>>();
        for (var taken = 0; taken < calls.Count;)
        {
            var size = Math.Min(_random.Next(1, 40), calls.Count - taken);
            batches.Add(calls.GetRange(taken, size));
            taken += size;
        }

        return batches;
    }

    /// <summary>Some of the calls, to be sent again.</summary>
    public List<DecodedSpan> Some(List<DecodedSpan> calls) => calls.FindAll(_ => _random.Next(3) == 0);

    private T Pick<T>(params ReadOnlySpan<T> values) => values[_random.Next(values.Length)];

    private object? Maybe(long value) => _random.Next(8) == 0 ? null : value;
}
