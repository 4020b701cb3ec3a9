using ModelStub.Serving;

namespace ModelStub.OpenAi;

/// <summary>POST /v1/images/generations: always the same single pixel.</summary>
internal static class Images
{
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    private const long ImageTokens = 272;

    public static Task AnswerAsync(ModelCall call)
    {
        var tokens = StubModel.BillInput(call.Prompt, ImageTokens);
        return call.JsonAsync(
            new
            {
                created = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
                data = new[] { new { b64_json = Pixel } },
                usage = new
                {
                    input_tokens = tokens.Input,
                    input_tokens_details = new { text_tokens = tokens.Input, image_tokens = 0 },
                    output_tokens = tokens.Output,
                    total_tokens = tokens.Input + tokens.Output,
                },
            },
            tokens);
    }
}
