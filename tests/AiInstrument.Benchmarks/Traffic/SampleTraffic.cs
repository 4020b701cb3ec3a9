using System.Buffers.Binary;
using AiInstrument.Collector.Seeding;

namespace AiInstrument.Benchmarks.Traffic;

/// <summary>GenAI chat spans as this product's runtime sends them. The same seed gives the same spans.</summary>
/// <param name="seed">What chance begins with.</param>
/// <param name="first">When the first call began; two hours ago when absent.</param>
/// <param name="step">The time between two calls; a millisecond when absent.</param>
/// <param name="realistic">Users, organizations and features as they come in practice (<see cref="RealisticCallers"/>) instead of every combination alike.</param>
internal sealed class SampleTraffic(int seed, DateTimeOffset? first = null, TimeSpan? step = null, bool realistic = false)
{
    public const string ServiceName = "support-desk";
    public const string ScopeName = "AiInstrument";
    public const int BatchSize = 512;

    private static readonly (string Provider, string Request, string Response)[] s_models =
    [
        ("openai", "gpt-4o-mini", "gpt-4o-mini-2024-07-18"),
        ("openai", "gpt-4o", "gpt-4o-2024-11-20"),
        ("anthropic", "claude-sonnet-4-5", "claude-sonnet-4-5-20250929"),
        ("anthropic", "claude-haiku-4-5", "claude-haiku-4-5-20251001"),
    ];

    private readonly Random _random = new(seed);
    private readonly ulong _start = (ulong)((first ?? DateTimeOffset.UtcNow.AddHours(-2)) - DateTimeOffset.UnixEpoch).Ticks * 100;
    private readonly ulong _step = (ulong)(step ?? TimeSpan.FromMilliseconds(1)).Ticks * 100;
    private ulong _next;

    public SampleSpan[] NextBatch(int size = BatchSize) => [.. Enumerable.Range(0, size).Select(_ => Next())];

    private SampleSpan Next()
    {
        var number = ++_next;
        var caller = realistic ? RealisticCallers.Next(_random) : Anybody();
        var feature = caller.Feature;
        var site = (feature * 2) + (caller.SecondSite ? 1 : 0);
        var (provider, requestModel, responseModel) = s_models[(feature + (caller.OtherModel ? 1 : 0)) % s_models.Length];
        var start = _start + (number * _step);
        return new SampleSpan(
            Id(16, number / 4), Id(8, number), Id(8, 1UL << 40 | (number / 4)), $"chat {requestModel}", start, start + (ulong)_random.Next(200, 9000) * 1_000_000,
            [
                ("aiinstrument.call_site.id", $"{site:x16}"),
                ("aiinstrument.build.id", "3f6c1d2a9be04477"),
                ("code.function.name", $"SupportDesk.Tickets.Assistant{site}.AnswerAsync"),
                ("code.file.path", $"Tickets/Assistant{site}.cs"),
                ("code.line.number", 20L + site),
                ("aiinstrument.feature.id", $"ticket.feature{feature}"),
                ("aiinstrument.feature.category", feature % 2 == 0 ? "summarization" : "classification"),
                ("aiinstrument.entry_point", $"POST /tickets/{{id}}/action{feature}"),
                ("aiinstrument.entry_point.kind", "http"),
                ("aiinstrument.organization.id", $"org-{caller.Organization}"),
                ("user.id", $"user-{caller.User}"),
                ("aiinstrument.project.id", $"project-{caller.Project}"),
                ("aiinstrument.document.id", $"document-{number / 10}"),
                ("session.id", $"session-{number / 5}"),
                ("gen_ai.operation.name", "chat"),
                ("gen_ai.provider.name", provider),
                ("gen_ai.request.model", requestModel),
                ("server.address", "api.example.com"),
                ("server.port", 443L),
                ("gen_ai.request.max_tokens", 1024L),
                ("gen_ai.request.temperature", 0.2),
                ("gen_ai.response.model", responseModel),
                ("gen_ai.response.id", $"chatcmpl-{number:x24}"),
                ("gen_ai.usage.input_tokens", (long)_random.Next(200, 9000)),
                ("gen_ai.usage.output_tokens", (long)_random.Next(20, 1500)),
                ("gen_ai.usage.cache_read.input_tokens", (long)_random.Next(0, 200)),
                ("gen_ai.response.finish_reasons", new[] { "stop" }),
                ("aiinstrument.outcome", caller.Outcome),
            ]);
    }

    // Every feature with two models and two places in source.
    private Caller Anybody()
    {
        var user = _random.Next(1000);
        return new Caller(user, user % 50, user % 120, _random.Next(RealisticCallers.Features), _random.Next(2) == 0, _random.Next(2) == 0, "ok");
    }

    // Spread over the index as random ids are, yet the same in every run.
    private byte[] Id(int length, ulong number)
    {
        var id = new byte[length];
        BinaryPrimitives.WriteUInt64BigEndian(id, (number + (ulong)seed) * 0x9E37_79B9_7F4A_7C15);
        if (length > 8)
        {
            BinaryPrimitives.WriteUInt64BigEndian(id.AsSpan(8), number);
        }

        return id;
    }
}
