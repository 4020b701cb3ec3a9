using ModelStub.Ledger;
using ModelStub.Serving;

namespace ModelStub.OpenAi;

/// <summary>POST /v1/responses.</summary>
internal static class Responses
{
    public static Task AnswerAsync(ModelCall call)
    {
        var tokens = call.Bill("max_output_tokens");
        return call.Streamed ? StreamAsync(call, tokens) : call.JsonAsync(Response(call, "completed", tokens), tokens);
    }

    private static async Task StreamAsync(ModelCall call, LedgerTokens tokens)
    {
        var item = call.NewId("msg_");
        var sequence = 0;
        var text = string.Concat(StubModel.Answer(call.Prompt));
        await call.EventAsync("response.created", new { type = "response.created", sequence_number = sequence++, response = Response(call, "in_progress", null) });
        await call.EventAsync("response.output_item.added", new { type = "response.output_item.added", sequence_number = sequence++, output_index = 0, item = Message(call, "in_progress", null) });
        await call.PiecesAsync("response.output_text.delta", delta => new
        {
            type = "response.output_text.delta",
            sequence_number = sequence++,
            item_id = item,
            output_index = 0,
            content_index = 0,
            delta,
        });
        await call.EventAsync("response.output_text.done", new { type = "response.output_text.done", sequence_number = sequence++, item_id = item, output_index = 0, content_index = 0, text });
        await call.EventAsync("response.output_item.done", new { type = "response.output_item.done", sequence_number = sequence++, output_index = 0, item = Message(call, "completed", text) });
        await call.EventAsync("response.completed", new { type = "response.completed", sequence_number = sequence, response = Response(call, "completed", tokens) }, tokens);
    }

    private static object Response(ModelCall call, string status, LedgerTokens? tokens) => new
    {
        id = call.NewId("resp_"),
        @object = "response",
        created_at = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
        status,
        model = call.AnsweringModel,
        service_tier = "default",
        output = tokens is null ? Array.Empty<object>() : [Message(call, status, string.Concat(StubModel.Answer(call.Prompt)))],
        parallel_tool_calls = true,
        tool_choice = "auto",
        tools = Array.Empty<object>(),
        usage = tokens is null ? null : Usage(tokens),
    };

    private static object Message(ModelCall call, string status, string? text) => new
    {
        id = call.NewId("msg_"),
        type = "message",
        role = "assistant",
        status,
        content = text is null ? Array.Empty<object>() : [new { type = "output_text", text, annotations = Array.Empty<object>() }],
    };

    private static object Usage(LedgerTokens tokens) => new
    {
        input_tokens = tokens.Input,
        input_tokens_details = new { cached_tokens = tokens.Cached },
        output_tokens = tokens.Output,
        output_tokens_details = new { reasoning_tokens = tokens.Reasoning },
        total_tokens = tokens.Input + tokens.Output,
    };
}
