using ModelStub.Ledger;
using ModelStub.Serving;

namespace ModelStub.OpenAi;

/// <summary>POST /v1/chat/completions.</summary>
internal static class ChatCompletions
{
    public static Task AnswerAsync(ModelCall call)
    {
        var tokens = call.Bill("max_completion_tokens");
        return call.Streamed ? StreamAsync(call, tokens) : call.JsonAsync(Whole(call, tokens), tokens);
    }

    private static object Whole(ModelCall call, LedgerTokens tokens) => new
    {
        id = call.NewId("chatcmpl-"),
        @object = "chat.completion",
        created = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
        model = call.AnsweringModel,
        service_tier = "default",
        choices = new[]
        {
            new { index = 0, message = new { role = "assistant", content = string.Concat(StubModel.Answer(call.Prompt)) }, finish_reason = "stop" },
        },
        usage = Usage(tokens),
    };

    private static async Task StreamAsync(ModelCall call, LedgerTokens tokens)
    {
        var id = call.NewId("chatcmpl-");
        await call.PiecesAsync(null, piece => Chunk([new { index = 0, delta = new { role = "assistant", content = piece }, finish_reason = (string?)null }]));
        await call.EventAsync(null, Chunk([new { index = 0, delta = new { }, finish_reason = "stop" }]));
        if (call.Body.TryGetProperty("stream_options", out var options) && options.TryGetProperty("include_usage", out var include) && include.GetBoolean())
        {
            await call.EventAsync(null, Chunk([], Usage(tokens)), tokens);
        }

        await call.EventAsync(null, "[DONE]");

        object Chunk(object[] choices, object? usage = null) => new
        {
            id,
            @object = "chat.completion.chunk",
            created = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
            model = call.AnsweringModel,
            service_tier = "default",
            choices,
            usage,
        };
    }

    private static object Usage(LedgerTokens tokens) => new
    {
        prompt_tokens = tokens.Input,
        completion_tokens = tokens.Output,
        total_tokens = tokens.Input + tokens.Output,
        prompt_tokens_details = new { cached_tokens = tokens.Cached, audio_tokens = 0 },
        completion_tokens_details = new { reasoning_tokens = tokens.Reasoning, audio_tokens = 0 },
    };
}
