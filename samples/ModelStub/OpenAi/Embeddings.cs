using System.Runtime.InteropServices;
using System.Text.Json;
using ModelStub.Serving;

namespace ModelStub.OpenAi;

/// <summary>POST /v1/embeddings: vectors of words, so that texts with common words are near each other.</summary>
internal static class Embeddings
{
    public static Task AnswerAsync(ModelCall call)
    {
        var dimensions = call.Body.TryGetProperty("dimensions", out var asked) ? asked.GetInt32() : 1536;
        var base64 = call.Body.TryGetProperty("encoding_format", out var format) && format.ValueEquals("base64");
        var tokens = StubModel.BillInput(call.Prompt);
        return call.JsonAsync(
            new
            {
                @object = "list",
                model = call.AnsweringModel,
                data = Inputs(call.Body.GetProperty("input")).Select((text, index) => new { @object = "embedding", index, embedding = Encode(Vector(text, dimensions), base64) }),
                usage = new { prompt_tokens = tokens.Input, total_tokens = tokens.Input },
            },
            tokens);
    }

    private static IEnumerable<string> Inputs(JsonElement input) =>
        input.ValueKind == JsonValueKind.Array ? input.EnumerateArray().Select(e => e.ToString()) : [input.ToString()];

    private static float[] Vector(string text, int dimensions)
    {
        var vector = new float[dimensions];
        foreach (var word in text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            vector[StubModel.Hash(word) % dimensions] += 1;
        }

        return vector;
    }

    private static object Encode(float[] vector, bool base64) =>
        base64 ? Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan())) : vector;
}
