using ModelStub.Ledger;
using ModelStub.Serving;

namespace ModelStub.Anthropic;

/// <summary>POST /v1/messages. Anthropic reports input without what the cache read and wrote.</summary>
internal static class Messages
{
    public static Task AnswerAsync(ModelCall call)
    {
        var tokens = call.Bill("max_tokens");
        return call.Streamed ? StreamAsync(call, tokens) : call.JsonAsync(Whole(call, tokens), tokens);
    }

    private static object Whole(ModelCall call, LedgerTokens tokens) =>
        Message(call, [new { type = "text", text = string.Concat(StubModel.Answer(call.Prompt)) }], "end_turn", tokens);

    private static async Task StreamAsync(ModelCall call, LedgerTokens tokens)
    {
        // The API bills the input at the start and one output token as a placeholder; the last event has the final numbers.
        var start = tokens with { Output = 1 };
        await call.EventAsync("message_start", new { type = "message_start", message = Message(call, [], null, start) }, start);
        await call.EventAsync("content_block_start", new { type = "content_block_start", index = 0, content_block = new { type = "text", text = "" } });
        await call.PiecesAsync("content_block_delta", text => new { type = "content_block_delta", index = 0, delta = new { type = "text_delta", text } });
        await call.EventAsync("content_block_stop", new { type = "content_block_stop", index = 0 });
        await call.EventAsync(
            "message_delta",
            new { type = "message_delta", delta = new { stop_reason = "end_turn", stop_sequence = (string?)null }, usage = FinalUsage(tokens) },
            tokens);
        await call.EventAsync("message_stop", new { type = "message_stop" });
    }

    private static object Message(ModelCall call, object[] content, string? stopReason, LedgerTokens tokens) => new
    {
        id = call.NewId("msg_"),
        type = "message",
        role = "assistant",
        model = call.AnsweringModel,
        content,
        stop_reason = stopReason,
        stop_sequence = (string?)null,
        usage = new
        {
            input_tokens = Uncached(tokens),
            cache_read_input_tokens = tokens.Cached,
            cache_creation_input_tokens = tokens.CacheWrite5m + tokens.CacheWrite1h,
            cache_creation = new { ephemeral_5m_input_tokens = tokens.CacheWrite5m, ephemeral_1h_input_tokens = tokens.CacheWrite1h },
            output_tokens = tokens.Output,
            service_tier = "standard",
        },
    };

    private static object FinalUsage(LedgerTokens tokens) => new
    {
        input_tokens = Uncached(tokens),
        cache_read_input_tokens = tokens.Cached,
        cache_creation_input_tokens = tokens.CacheWrite5m + tokens.CacheWrite1h,
        output_tokens = tokens.Output,
    };

    private static long Uncached(LedgerTokens tokens) => tokens.Input - tokens.Cached - tokens.CacheWrite5m - tokens.CacheWrite1h;
}
