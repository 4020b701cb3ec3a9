using System.Text.Json;

namespace ModelStub.Serving;

/// <summary>The text of a request, wherever its API puts it.</summary>
internal static class PromptText
{
    private static readonly HashSet<string> TextMembers = ["content", "input", "instructions", "messages", "prompt", "system", "text"];

    public static string Of(JsonElement body)
    {
        var lines = new List<string>();
        Collect(body, lines);
        return string.Join('\n', lines);
    }

    private static void Collect(JsonElement element, List<string> lines)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                lines.Add(element.GetString()!);
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Collect(item, lines);
                }

                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject().Where(m => TextMembers.Contains(m.Name)))
                {
                    Collect(member.Value, lines);
                }

                break;
        }
    }
}
