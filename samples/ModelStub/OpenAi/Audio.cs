using ModelStub.Serving;

namespace ModelStub.OpenAi;

/// <summary>POST /v1/audio/speech and /v1/audio/transcriptions.</summary>
internal static class Audio
{
    /// <summary>An MP3 frame header: enough for a client that does not play it.</summary>
    private static readonly byte[] Mp3 = [0xFF, 0xFB, 0x90, 0x00];

    public static Task SpeakAsync(ModelCall call) => call.BytesAsync("audio/mpeg", Mp3);

    public static Task TranscribeAsync(ModelCall call)
    {
        var tokens = StubModel.BillInput(call.Prompt, output: 40);
        return call.JsonAsync(
            new
            {
                text = string.Concat(StubModel.Answer(call.Prompt)),
                usage = new
                {
                    type = "tokens",
                    input_tokens = tokens.Input,
                    input_token_details = new { text_tokens = 0, audio_tokens = tokens.Input },
                    output_tokens = tokens.Output,
                    total_tokens = tokens.Input + tokens.Output,
                },
            },
            tokens);
    }
}
