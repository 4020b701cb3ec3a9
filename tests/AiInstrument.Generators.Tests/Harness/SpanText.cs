using System.Diagnostics;
using System.Globalization;

namespace AiInstrument.Generators.Tests.Harness;

/// <summary>A call's span on one line: what is unknown is left out, so that a test that names the line names all that is known.</summary>
internal static class SpanText
{
    private static readonly (string Name, string Key)[] Facts =
    [
        ("at", "gen_ai.provider.name"), ("server", "server.address"), ("max", "gen_ai.request.max_tokens"), ("temperature", "gen_ai.request.temperature"),
        ("by", "gen_ai.response.model"), ("id", "gen_ai.response.id"), ("end", "gen_ai.response.finish_reasons"),
        ("in", "gen_ai.usage.input_tokens"), ("out", "gen_ai.usage.output_tokens"), ("read", "gen_ai.usage.cache_read.input_tokens"), ("write", "gen_ai.usage.cache_write.input_tokens"),
        ("5m", "anthropic.usage.cache_creation.ephemeral_5m_input_tokens"), ("1h", "anthropic.usage.cache_creation.ephemeral_1h_input_tokens"),
        ("reasoning", "gen_ai.usage.reasoning.output_tokens"), ("audio", "gen_ai.usage.audio.input_tokens"),
        ("tools", "aiinstrument.response.tool_call.count"), ("dimensions", "gen_ai.embeddings.dimension.count"),
        ("images", "aiinstrument.image.count"), ("size", "aiinstrument.image.size"), ("seconds", "aiinstrument.audio.seconds"), ("characters", "aiinstrument.characters"),
        ("tier", "anthropic.response.service_tier"), ("error", "error.type"),
    ];

    public static string Of(Activity span)
    {
        var facts = Facts.Select(f => (f.Name, Value: span.Tag(f.Key))).Where(f => f.Value is not null).Select(f => $"{f.Name}={Text(f.Value!)}");
        var estimated = span.Tag("aiinstrument.usage.estimated") is true ? " estimated" : "";
        var streamed = span.Tag("gen_ai.response.time_to_first_chunk") is double ? " streamed" : "";
        return $"{string.Join(' ', facts.Prepend(span.DisplayName))} {span.Tag("aiinstrument.outcome")}{streamed}{estimated}";
    }

    private static string Text(object value) => value is string[] all ? string.Join(',', all) : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
