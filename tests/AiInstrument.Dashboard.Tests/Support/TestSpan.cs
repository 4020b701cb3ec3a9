using System.Globalization;
using System.Text.Json.Nodes;

namespace AiInstrument.Dashboard.Tests.Support;

/// <summary>One GenAI span as OTLP JSON.</summary>
internal sealed record TestSpan
{
    public TimeSpan Age { get; init; } = TimeSpan.FromMinutes(5);

    public string Provider { get; init; } = "openai";

    public string Model { get; init; } = "gpt-4o-mini";

    public string? Feature { get; init; } = "ticket.summarize";

    public string? Category { get; init; } = "summarization";

    public string? Route { get; init; } = "POST /tickets/{id}/summary";

    public string? Organization { get; init; } = "org-aurora";

    public string? User { get; init; } = "user-1";

    public string? Project { get; init; } = "proj-1";

    public long Input { get; init; } = 1_000;

    public long Output { get; init; } = 100;

    public bool Failed { get; init; }

    public bool Estimated { get; init; }

    /// <summary>32 hex digits; null makes a trace of its own.</summary>
    public string? Trace { get; init; }

    /// <summary>16 hex digits; null makes one.</summary>
    public string? Span { get; init; }

    /// <summary>The parent's 16 hex digits, or null.</summary>
    public string? Parent { get; init; }

    public string Operation { get; init; } = "chat";

    public int Milliseconds { get; init; } = 1_500;

    /// <summary>Attributes that the sender's SDK says it has dropped.</summary>
    public int DroppedAttributes { get; init; }

    public IReadOnlyDictionary<string, string> More { get; init; } = new Dictionary<string, string>();

    /// <summary>A model that no price book knows.</summary>
    public static TestSpan Unpriced { get; } = new() { Provider = "acme", Model = "inhouse-7b", Feature = "reply.draft", Route = "nightly-digest" };

    public JsonObject ToJson()
    {
        var start = FixedTime.Now - Age;
        var attributes = new JsonArray(
            Text("gen_ai.operation.name", Operation),
            Text("gen_ai.provider.name", Provider),
            Text("gen_ai.request.model", Model),
            Text("gen_ai.response.model", Model),
            Number("gen_ai.usage.input_tokens", Input),
            Number("gen_ai.usage.output_tokens", Output),
            Text("code.function.name", "SupportDesk.Tickets.SummarizeAsync"),
            Text("code.file.path", "Tickets/Summaries.cs"),
            Number("code.line.number", 42));
        foreach (var (key, value) in (ReadOnlySpan<(string, string?)>)
        [
            ("aiinstrument.feature.id", Feature),
            ("aiinstrument.feature.category", Category),
            ("aiinstrument.entry_point", Route),
            ("aiinstrument.organization.id", Organization),
            ("user.id", User),
            ("aiinstrument.project.id", Project),
            ("error.type", Failed ? "TimeoutException" : null),
        ])
        {
            if (value is not null)
            {
                attributes.Add(Text(key, value));
            }
        }

        foreach (var (key, value) in More)
        {
            attributes.Add(Text(key, value));
        }

        if (Estimated)
        {
            attributes.Add(new JsonObject { ["key"] = "aiinstrument.usage.estimated", ["value"] = new JsonObject { ["boolValue"] = true } });
        }

        return new JsonObject
        {
            ["traceId"] = Trace ?? Guid.NewGuid().ToString("n"),
            ["spanId"] = Span ?? Guid.NewGuid().ToString("n")[..16],
            ["parentSpanId"] = Parent ?? "",
            ["name"] = $"{Operation} {Model}",
            ["kind"] = 3,
            ["startTimeUnixNano"] = Nanoseconds(start),
            ["endTimeUnixNano"] = Nanoseconds(start.AddMilliseconds(Milliseconds)),
            ["attributes"] = attributes,
            ["droppedAttributesCount"] = DroppedAttributes,
            ["status"] = Failed ? new JsonObject { ["code"] = 2 } : new JsonObject(),
        };
    }

    internal static JsonObject Text(string key, string value) => new() { ["key"] = key, ["value"] = new JsonObject { ["stringValue"] = value } };

    internal static JsonObject Number(string key, long value) => new() { ["key"] = key, ["value"] = new JsonObject { ["intValue"] = value.ToString(CultureInfo.InvariantCulture) } };

    internal static string Nanoseconds(DateTimeOffset time) => ((time - DateTimeOffset.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture);
}
