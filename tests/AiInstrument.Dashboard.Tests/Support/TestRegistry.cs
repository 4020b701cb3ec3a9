using System.Text.Json.Nodes;

namespace AiInstrument.Dashboard.Tests.Support;

/// <summary>The registry of one build as the span that carries it.</summary>
/// <param name="Payload">Features, routes, jobs and call sites as JSON.</param>
/// <param name="Build">The build.</param>
internal sealed record TestRegistry(string Payload, string Build = "5f2c9d1ab03e7744")
{
    public JsonObject ToJson() => new()
    {
        ["traceId"] = Guid.NewGuid().ToString("n"),
        ["spanId"] = Guid.NewGuid().ToString("n")[..16],
        ["name"] = "aiinstrument.registry",
        ["kind"] = 1,
        ["startTimeUnixNano"] = TestSpan.Nanoseconds(FixedTime.Now),
        ["endTimeUnixNano"] = TestSpan.Nanoseconds(FixedTime.Now),
        ["attributes"] = new JsonArray(
            TestSpan.Text("aiinstrument.registry.assembly", "SupportDesk"),
            TestSpan.Text("aiinstrument.build.id", Build),
            TestSpan.Number("aiinstrument.registry.schema", 1),
            TestSpan.Number("aiinstrument.registry.chunk.index", 0),
            TestSpan.Number("aiinstrument.registry.chunk.count", 1),
            TestSpan.Text("aiinstrument.registry.payload", Payload)),
    };
}
