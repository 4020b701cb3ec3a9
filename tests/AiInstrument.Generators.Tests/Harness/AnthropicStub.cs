using Anthropic;
using Anthropic.Core;

namespace AiInstrument.Generators.Tests.Harness;

/// <summary>Real Anthropic clients on canned responses.</summary>
internal static class AnthropicStub
{
    public const string MessageJson = """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[{"type":"text","text":"Hello"}],
         "stop_reason":"end_turn","stop_sequence":null,
         "usage":{"input_tokens":100,"output_tokens":40,"cache_read_input_tokens":1000,"cache_creation_input_tokens":300,
           "cache_creation":{"ephemeral_5m_input_tokens":200,"ephemeral_1h_input_tokens":100},"service_tier":"standard"}}
        """;

    public const string MessageStream = """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_2","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":7,"output_tokens":1,"cache_read_input_tokens":20,"cache_creation_input_tokens":5,"cache_creation":{"ephemeral_5m_input_tokens":5,"ephemeral_1h_input_tokens":0},"service_tier":"standard"}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":15}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    public static IAnthropicClient Client(HttpMessageHandler handler) => new AnthropicClient(new ClientOptions
    {
        ApiKey = "key",
        BaseUrl = "https://api.anthropic.com",
        HttpClient = new HttpClient(handler),
        MaxRetries = 0,
    });
}
