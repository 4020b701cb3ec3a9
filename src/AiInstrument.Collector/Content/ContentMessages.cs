using System.Globalization;
using System.Text.Json;

namespace AiInstrument.Collector.Content;

/// <summary>
/// Reads stored content as messages: the conventions' messages with parts, messages that are flattened into an attribute for each field, and messages that are events. What has
/// another form is shown as it was sent.
/// </summary>
internal static class ContentMessages
{
    private static readonly string[] s_indexed = ["gen_ai.prompt.", "gen_ai.completion.", "llm.input_messages.", "llm.output_messages.", "llm.prompts.", "llm.completions."];

    /// <summary>Reads the messages, what was asked before what was answered.</summary>
    public static IEnumerable<ContentMessage> Read(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var messages = new List<ContentMessage>();
        var flattened = new SortedDictionary<(bool IsAnswer, int Index), Flattened>();
        foreach (var field in document.RootElement.EnumerateArray())
        {
            var (key, text) = (field[0].GetString()!, field[1].GetString()!);
            if (!TryFlattened(key, text, flattened))
            {
                messages.AddRange(ReadField(key, text));
            }
        }

        messages.AddRange(flattened.Select(message => message.Value.Message(message.Key.IsAnswer)));
        return messages;
    }

    private static IEnumerable<ContentMessage> ReadField(string key, string text)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var name = key[(slash + 1)..];
        var happened = slash < 0 ? "" : key[..slash];
        var isAnswer = IsAnswer(slash < 0 ? name : happened + "." + name);
        try
        {
            using var document = JsonDocument.Parse(text);
            return [.. FromJson(document.RootElement, name, happened, isAnswer)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return [new(isAnswer, RoleOf(happened, name), [new("text", KnownName(name, happened), text)])];
        }
    }

    private static IEnumerable<ContentMessage> FromJson(JsonElement json, string name, string happened, bool isAnswer)
    {
        // {"messages":[…]}, as the Vercel AI SDK and others wrap them.
        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("messages", out var inner) && inner.ValueKind == JsonValueKind.Array)
        {
            json = inner;
        }

        if (json.ValueKind == JsonValueKind.Array && json.EnumerateArray().All(IsMessage) && json.GetArrayLength() > 0)
        {
            foreach (var message in json.EnumerateArray())
            {
                yield return new(isAnswer, Text(message, "role") ?? "", [.. Parts(message)]);
            }
        }
        else if (json.ValueKind == JsonValueKind.Array && json.GetArrayLength() > 0 && json.EnumerateArray().All(part => part.ValueKind == JsonValueKind.Object && part.TryGetProperty("type", out _)))
        {
            yield return new(isAnswer, name.EndsWith("instructions", StringComparison.Ordinal) ? "system" : RoleOf(happened, name), [.. json.EnumerateArray().SelectMany(Part)]);
        }
        else if (IsMessage(json))
        {
            yield return new(isAnswer, Text(json, "role") ?? RoleOf(happened, name), [.. Parts(json)]);
        }
        else if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("message", out var body) && body.ValueKind == JsonValueKind.Object)
        {
            yield return new(isAnswer, Text(body, "role") ?? RoleOf(happened, name), [.. Parts(body)]);
        }
        else
        {
            yield return new(isAnswer, RoleOf(happened, name), [new("text", KnownName(name, happened), json.ValueKind == JsonValueKind.String ? json.GetString() : json.GetRawText())]);
        }
    }

    private static bool IsMessage(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && (json.TryGetProperty("parts", out _) || json.TryGetProperty("content", out _) || json.TryGetProperty("tool_calls", out _)) && !json.TryGetProperty("type", out _);

    private static IEnumerable<ContentPart> Parts(JsonElement message)
    {
        foreach (var name in (string[])["parts", "content"])
        {
            if (!message.TryGetProperty(name, out var content))
            {
                continue;
            }

            if (content.ValueKind == JsonValueKind.Array)
            {
                foreach (var part in content.EnumerateArray().SelectMany(Part))
                {
                    yield return part;
                }
            }
            else if (content.ValueKind != JsonValueKind.Null)
            {
                yield return new("text", null, Plain(content));
            }
        }

        if (message.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array)
        {
            foreach (var call in calls.EnumerateArray())
            {
                var function = call.ValueKind == JsonValueKind.Object && call.TryGetProperty("function", out var inner) ? inner : call;
                yield return new("tool_call", Text(function, "name"), function.ValueKind == JsonValueKind.Object && function.TryGetProperty("arguments", out var arguments) ? Plain(arguments) : Plain(function));
            }
        }
    }

    private static IEnumerable<ContentPart> Part(JsonElement part)
    {
        if (part.ValueKind != JsonValueKind.Object)
        {
            yield return new("text", null, Plain(part));
            yield break;
        }

        var kind = Text(part, "type") ?? "text";
        var name = Text(part, "name") ?? Text(part, "toolName");
        foreach (var key in (string[])["content", "text", "arguments", "args", "input", "response", "result", "output"])
        {
            if (part.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null)
            {
                yield return new(kind switch { "tool-call" or "tool_use" or "function_call" => "tool_call", "tool-result" or "tool_result" => "tool_call_response", "output_text" or "input_text" => "text", _ => kind }, name, Plain(value));
                yield break;
            }
        }

        yield return new(kind, name, null);
    }

    /// <summary><c>gen_ai.prompt.0.content</c>, <c>llm.input_messages.0.message.content</c>.</summary>
    private static bool TryFlattened(string key, string text, SortedDictionary<(bool IsAnswer, int Index), Flattened> messages)
    {
        var prefix = Array.Find(s_indexed, p => key.StartsWith(p, StringComparison.Ordinal));
        if (prefix is null || key.IndexOf('.', prefix.Length) is not (> 0 and var dot) || !int.TryParse(key.AsSpan(prefix.Length, dot - prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return false;
        }

        var place = (IsAnswer(prefix), index);
        if (!messages.TryGetValue(place, out var message))
        {
            messages.Add(place, message = new Flattened());
        }

        message.Set(key[(dot + 1)..], text);
        return true;
    }

    private static bool IsAnswer(string key) =>
        key.Contains("output", StringComparison.Ordinal) || key.Contains("completion", StringComparison.Ordinal) || key.Contains("ai.response", StringComparison.Ordinal) || key.Contains("gen_ai.choice", StringComparison.Ordinal);

    /// <summary>The role that an event's name tells, <c>gen_ai.user.message</c>; empty when none does.</summary>
    private static string RoleOf(string happened, string name) =>
        happened.Split('.') is ["gen_ai", var role, "message"] ? role
        : happened == "gen_ai.choice" || IsAnswer(happened + name) ? "assistant"
        : name.Contains("prompt", StringComparison.Ordinal) || name.Contains("input", StringComparison.Ordinal) ? "user"
        : name.StartsWith("gen_ai.system", StringComparison.Ordinal) ? "system"
        : "";

    private static string? KnownName(string name, string happened) => happened.Length > 0 || name.StartsWith("gen_ai.", StringComparison.Ordinal) ? null : name;

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Plain(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    /// <summary>A message that comes field by field.</summary>
    private sealed class Flattened
    {
        private readonly List<ContentPart> _parts = [];
        private readonly SortedDictionary<string, (string? Name, string? Arguments)> _tools = new(StringComparer.Ordinal);
        private string _role = "";

        public void Set(string field, string text)
        {
            if (field is "role" or "message.role")
            {
                _role = text;
            }
            else if (field.IndexOf("tool_call", StringComparison.Ordinal) is >= 0 and var at && field.LastIndexOf('.') is var last && last > at)
            {
                // tool_calls.0.name, tool_calls.0.tool_call.function.arguments
                var id = field.Split('.').FirstOrDefault(part => part.All(char.IsAsciiDigit)) ?? "0";
                var tool = _tools.GetValueOrDefault(id);
                _tools[id] = field[(last + 1)..] switch { "name" => (text, tool.Arguments), "arguments" => (tool.Name, text), _ => tool };
            }
            else if (field.Contains("content", StringComparison.Ordinal) || field.EndsWith("text", StringComparison.Ordinal))
            {
                _parts.Add(new("text", null, text));
            }
        }

        public ContentMessage Message(bool isAnswer) => new(isAnswer, _role, [.. _parts, .. _tools.Values.Select(tool => new ContentPart("tool_call", tool.Name, tool.Arguments))]);
    }
}
