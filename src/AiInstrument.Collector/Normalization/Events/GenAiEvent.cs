using System.Text;
using System.Text.Json;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Normalization.Usage;

namespace AiInstrument.Collector.Normalization.Events;

/// <summary>
/// Reads the events of OpenTelemetry's GenAI conventions, whether they are log records or events of a span: the one of a whole operation, and
/// the older ones of single messages. Facts are read; texts are counted and left.
/// </summary>
internal static class GenAiEvent
{
    private const string Prefix = "gen_ai.";
    private const string Choice = "gen_ai.choice";
    private const string ContentKey = "gen_ai.event.content";

    private static readonly string[] Messages =
    [
        Choice, "gen_ai.system.message", "gen_ai.user.message", "gen_ai.assistant.message", "gen_ai.tool.message", "gen_ai.content.prompt", "gen_ai.content.completion",
    ];

    /// <summary>Whether an event of this name is one of the conventions'.</summary>
    public static bool Is(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Reads an event.</summary>
    /// <param name="name">The event's name, for which <see cref="Is"/> holds.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="body">A log record's body; empty otherwise.</param>
    /// <param name="scope">Who made it.</param>
    public static CallFacts Read(string name, AttributeList attributes, in AttributeValue body, DecodedScope scope)
    {
        var isMessage = Array.IndexOf(Messages, name) >= 0;
        var facts = isMessage && name != Choice ? new CallFacts() : ReadAttributes(name, attributes, scope);
        return facts with
        {
            Choices = name == Choice ? ReadChoice(attributes, body) : Choices.None,
            Messages = isMessage || HasContent(attributes) ? 1 : 0,
        };
    }

    /// <summary>Reads the events of a span.</summary>
    /// <returns>What they say together; null when none is an event of the conventions.</returns>
    public static CallFacts? ReadAll(DecodedSpan span)
    {
        CallFacts? all = null;
        foreach (var candidate in span.Events)
        {
            if (Is(candidate.Name))
            {
                var facts = Read(candidate.Name, candidate.Attributes, default, span.Scope);
                all = all?.Join(facts) ?? facts;
            }
        }

        return all;
    }

    private static CallFacts ReadAttributes(string name, AttributeList attributes, DecodedScope scope)
    {
        // The keys and the ways to count tokens are those of spans.
        var span = new DecodedSpan { Resource = new(), Scope = scope, Name = name };
        foreach (ref readonly var item in attributes.Items)
        {
            span.Attributes.Set(item.Key, item.Value);
        }

        var fields = new FieldSet(span, stackalloc uint[KeyTable.FieldCount]);
        return new CallFacts
        {
            Provider = fields.Text(Field.Provider) is { } provider ? ProviderName.Of(provider) : null,
            RequestModel = fields.Text(Field.RequestModel),
            ResponseModel = fields.Text(Field.ResponseModel),
            ResponseId = fields.Text(Field.ResponseId),
            FinishReason = fields.Joined(Field.FinishReason),
            ServiceTier = fields.Text(Field.ServiceTier),
            Usage = UsageReader.Read(fields),
        };
    }

    private static bool HasContent(AttributeList attributes)
    {
        foreach (ref readonly var item in attributes.Items)
        {
            if (KeyTable.MeaningOf(item.Key).IsContent)
            {
                return true;
            }
        }

        return false;
    }

    // In the body, in attributes, or in an attribute that holds the body as JSON: emitters differ.
    private static Choices ReadChoice(AttributeList attributes, in AttributeValue body)
    {
        var map = body.Entries ?? attributes;
        var reason = map.GetString("finish_reason");
        var index = map.GetInt64("index");
        if (reason is null && (body.Kind == AttributeKind.String ? body.AsString() : attributes.GetString(ContentKey)) is { Length: > 0 } json)
        {
            (reason, var inside) = ReadJson(json);
            index ??= inside;
        }

        return string.IsNullOrEmpty(reason) ? Choices.None : Choices.Of(index ?? 0, reason);
    }

    private static (string? Reason, long? Index) ReadJson(string text)
    {
        string? reason = null;
        long? index = null;
        try
        {
            var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
            json.Read();
            while (json.TokenType == JsonTokenType.StartObject || json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.TokenType == JsonTokenType.StartObject)
                {
                    json.Read();
                    continue;
                }

                var isReason = json.ValueTextEquals("finish_reason"u8);
                var isIndex = json.ValueTextEquals("index"u8);
                json.Read();
                if (isReason && json.TokenType == JsonTokenType.String)
                {
                    reason = json.GetString();
                }
                else if (isIndex && json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var number))
                {
                    index = number;
                }
                else
                {
                    json.Skip();
                }

                json.Read();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, cut, or with half a character: what was read before that stands.
            return (reason, index);
        }

        return (reason, index);
    }
}
