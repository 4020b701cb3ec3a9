using System.Text.Json.Nodes;

namespace AiInstrument.Dashboard.Tests.Support;

/// <summary>What one process has lost, as the span that says it.</summary>
internal sealed record TestLoss(string Instance, long Lost, long Rejected)
{
    public JsonObject ToJson() => new()
    {
        ["traceId"] = Guid.NewGuid().ToString("n"),
        ["spanId"] = Guid.NewGuid().ToString("n")[..16],
        ["name"] = "aiinstrument.delivery.loss",
        ["kind"] = 1,
        ["startTimeUnixNano"] = TestSpan.Nanoseconds(FixedTime.Now.AddHours(-1)),
        ["endTimeUnixNano"] = TestSpan.Nanoseconds(FixedTime.Now),
        ["attributes"] = new JsonArray(
            TestSpan.Number("aiinstrument.delivery.schema", 1),
            TestSpan.Text("aiinstrument.delivery.instance", Instance),
            TestSpan.Number("aiinstrument.delivery.lost", Lost),
            TestSpan.Number("aiinstrument.delivery.rejected", Rejected)),
    };
}
