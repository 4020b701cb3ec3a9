using System.Text.Json.Nodes;

namespace AiInstrument.EndToEnd.Tests.Contracts;

/// <summary>Adds to a message what a later version may say, and this one does not know.</summary>
internal static class NewerFields
{
    // Field 1999 with three bytes: a tag of two bytes, the length, the bytes (protobuf encoding, length-delimited).
    private static readonly byte[] UnknownField = [0xFA, 0x7C, 0x03, 0x01, 0x02, 0x03];

    /// <summary>The message with unknown fields.</summary>
    public static byte[] AddTo(byte[] body, string? contentType) =>
        contentType?.StartsWith("application/json", StringComparison.Ordinal) == true ? AddToJson(body) : [.. body, .. UnknownField];

    private static byte[] AddToJson(byte[] body)
    {
        var json = JsonNode.Parse(body)!;
        Add(json);
        return System.Text.Encoding.UTF8.GetBytes(json.ToJsonString());
    }

    // A scope's names are values of the application, all other objects are of the contract.
    private static void Add(JsonNode node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list.OfType<JsonNode>())
            {
                Add(item);
            }
        }
        else if (node is JsonObject fields)
        {
            foreach (var (name, value) in fields.ToList())
            {
                if (value is not null && name != "scope")
                {
                    Add(value);
                }
            }

            fields["ofALaterVersion"] = new JsonObject { ["x"] = 1 };
        }
    }
}
