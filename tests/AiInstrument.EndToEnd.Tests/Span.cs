using System.Globalization;
using System.Text.Json.Nodes;

namespace AiInstrument.EndToEnd.Tests;

/// <summary>A model call as an OTLP/JSON payload of one span. Trace and span id follow from the user, so that a resend is the same span.</summary>
internal sealed record Span(string Provider, string Model, long Input, long Output)
{
    private const string Start = "2026-11-20T12:00:00Z";

    public string User { get; init; } = "ada";

    public long Cached { get; init; }

    public long CacheWrite5m { get; init; }

    public long CacheWrite1h { get; init; }

    public long Reasoning { get; init; }

    public string? ServiceTier { get; init; }

    public string ToPayload()
    {
        var start = DateTimeOffset.Parse(Start, CultureInfo.InvariantCulture);
        var id = (ulong)User.Aggregate(17L, (hash, c) => (hash * 31) + c);
        var span = new JsonObject
        {
            ["traceId"] = $"{id:x32}",
            ["spanId"] = $"{id:x16}",
            ["name"] = $"chat {Model}",
            ["kind"] = 3,
            ["startTimeUnixNano"] = UnixNano(start),
            ["endTimeUnixNano"] = UnixNano(start.AddSeconds(1)),
            ["attributes"] = new JsonArray([.. Attributes()]),
        };
        var resource = new JsonObject { ["attributes"] = new JsonArray(Text("service.name", "end-to-end")) };
        return new JsonObject
        {
            ["resourceSpans"] = new JsonArray(new JsonObject
            {
                ["resource"] = resource,
                ["scopeSpans"] = new JsonArray(new JsonObject
                {
                    ["scope"] = new JsonObject { ["name"] = "AiInstrument" },
                    ["spans"] = new JsonArray(span),
                }),
            }),
        }.ToJsonString();
    }

    private IEnumerable<JsonNode> Attributes()
    {
        yield return Text("gen_ai.operation.name", "chat");
        yield return Text("gen_ai.provider.name", Provider);
        yield return Text("gen_ai.request.model", Model);
        yield return Text("gen_ai.response.model", Model);
        yield return Text("aiinstrument.feature.id", "end.to.end");
        yield return Text("user.id", User);
        yield return Number("gen_ai.usage.input_tokens", Input);
        yield return Number("gen_ai.usage.output_tokens", Output);
        yield return Number("gen_ai.usage.cache_read.input_tokens", Cached);
        yield return Number("gen_ai.usage.reasoning.output_tokens", Reasoning);
        yield return Number("gen_ai.usage.cache_write.input_tokens", CacheWrite5m + CacheWrite1h);
        yield return Number("anthropic.usage.cache_creation.ephemeral_5m_input_tokens", CacheWrite5m);
        yield return Number("anthropic.usage.cache_creation.ephemeral_1h_input_tokens", CacheWrite1h);
        if (ServiceTier is not null)
        {
            yield return Text("openai.response.service_tier", ServiceTier);
        }
    }

    private static JsonObject Text(string key, string value) => new() { ["key"] = key, ["value"] = new JsonObject { ["stringValue"] = value } };

    private static JsonObject Number(string key, long value) =>
        new() { ["key"] = key, ["value"] = new JsonObject { ["intValue"] = value.ToString(CultureInfo.InvariantCulture) } };

    private static string UnixNano(DateTimeOffset time) => (time.ToUnixTimeMilliseconds() * 1_000_000).ToString(CultureInfo.InvariantCulture);
}
