using System.Text.Json;
using AiInstrument.Collector.Decoding;

namespace AiInstrument.Collector.Normalization;

/// <summary>Reads the spans that carry a build's registry.</summary>
internal static class RegistryReader
{
    private const int MostChunks = 10_000;

    /// <summary>Whether the span carries a part of a registry.</summary>
    public static bool IsRegistry(DecodedSpan span) => span.Name == "aiinstrument.registry" && span.Scope.Name == "AiInstrument.Registry";

    /// <summary>Reads a part.</summary>
    /// <param name="span">A span for which <see cref="IsRegistry"/> holds.</param>
    /// <param name="problem">One sentence that says why the span cannot be read, or null.</param>
    /// <returns>The part, or null when the span cannot be read.</returns>
    public static RegistryChunk? Read(DecodedSpan span, out string? problem)
    {
        var fields = new FieldReader(span.Attributes);
        var build = fields.Text("aiinstrument.build.id");
        var assembly = fields.Text("aiinstrument.registry.assembly");
        var index = span.Attributes.GetInt64("aiinstrument.registry.chunk.index");
        var count = span.Attributes.GetInt64("aiinstrument.registry.chunk.count");
        problem = span.Attributes.GetInt64("aiinstrument.registry.schema") != 1 ? "A registry span has a schema other than 1."
            : build is null || assembly is null ? "A registry span names no build or no assembly."
            : count is not (> 0 and <= MostChunks) || index is null or < 0 || index >= count ? "A registry span's chunk index or count is out of range."
            : null;
        if (problem is not null || Payload(span, out problem) is not { } payload)
        {
            return null;
        }

        return new RegistryChunk
        {
            Service = new FieldReader(span.Resource.Attributes).Text("service.name") ?? "",
            Assembly = assembly!,
            BuildId = build!,
            Index = (int)index!,
            Count = (int)count!,
            Features = Valid(payload.Features, feature => feature.Id),
            Routes = Valid(payload.Routes, route => route.Method is { Length: > 0 } ? route.Pattern : null),
            Jobs = Valid(payload.Jobs, job => job.Name),
            CallSites = Valid(payload.CallSites, site => site.Id),
            Reaches = payload.Reaches is null ? null : Valid(payload.Reaches, reach => reach.EntryPoint),
        };
    }

    private static RegistryPayload? Payload(DecodedSpan span, out string? problem)
    {
        problem = null;
        try
        {
            if (JsonSerializer.Deserialize(span.Attributes.GetString("aiinstrument.registry.payload") ?? "null", RegistryJson.Default.RegistryPayload) is { } payload)
            {
                return payload;
            }
        }
        catch (JsonException)
        {
            // The answer to the sender is the same as for a missing payload.
        }

        problem = "A registry span's payload is not valid JSON.";
        return null;
    }

    // An entry without its key cannot be stored or shown; the rest of the chunk can.
    private static List<T> Valid<T>(List<T>? items, Func<T, string?> key) =>
        items?.FindAll(item => item is not null && !string.IsNullOrEmpty(key(item))) ?? [];
}
