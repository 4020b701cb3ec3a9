using System.Collections.Concurrent;
using AiInstrument.Analyzers.Tests.Catalog;
using AiInstrument.Generators.Tests.Harness;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AiInstrument.Generators.Tests;

/// <summary>Adapters of SDKs that cannot be restored, compiled against their stubs and run on what those answer.</summary>
public sealed class SdkAdapterTests
{
    // One application for each SDK: its methods are run by many cases.
    private static readonly ConcurrentDictionary<string, Lazy<Task<App>>> s_apps = new(StringComparer.Ordinal);

    [Theory]
    [InlineData("Chat", "chat llama3 at=ollama server=localhost max=64 temperature=0.5 by=llama3:8b end=stop in=11 out=7 tools=2 ok streamed")]
    [InlineData("LeftEarly", "chat llama3 at=ollama server=localhost by=llama3:8b tools=2 abandoned streamed estimated")]
    [InlineData("Refused", "chat refused at=ollama server=localhost error=System.Net.Http.HttpRequestException error")]
    [InlineData("Cancelled", "chat llama3 at=ollama server=localhost by=llama3:8b tools=2 error=System.OperationCanceledException cancelled streamed estimated")]
    [InlineData("Completion", "text_completion llama3 at=ollama server=localhost by=llama3:8b out=9 ok streamed")]
    [InlineData("Embedding", "embeddings llama3 at=ollama server=localhost in=6 dimensions=3 ok")]
    [InlineData("Shortcut", "embeddings llama3 at=ollama server=localhost in=6 dimensions=3 ok")]
    public Task OllamaSharp(string method, string span) => MeasuresAsync("OllamaSharp", """
        using OllamaSharp;
        using OllamaSharp.Models;
        using OllamaSharp.Models.Chat;
        public static Task Chat() => All(new OllamaApiClient().ChatAsync(new ChatRequest { Model = "llama3", Options = new() { NumPredict = 64, Temperature = 0.5f } }));
        public static Task LeftEarly() => First(new OllamaApiClient().ChatAsync(new ChatRequest()));
        public static Task Refused() => Fails(() => All(new OllamaApiClient().ChatAsync(new ChatRequest { Model = "refused" })));
        public static Task Cancelled() { var stop = new CancellationTokenSource(); return Fails(() => All(new OllamaApiClient().ChatAsync(new ChatRequest(), stop.Token), stop.Cancel)); }
        public static Task Completion() => All(new OllamaApiClient().GenerateAsync("hi"));
        public static Task Embedding() => ((IOllamaApiClient)new OllamaApiClient()).EmbedAsync(new EmbedRequest { Model = "llama3" });
        public static Task Shortcut() => new OllamaApiClient().EmbedAsync("hi");
        """, method, span);

    [Theory]
    [InlineData("Chat", "chat mistral-small at=mistral_ai max=64 temperature=0.5 by=mistral-small-2503 id=cmpl-1 end=tool_calls in=11 out=7 tools=1 ok")]
    [InlineData("Stream", "chat mistral-small at=mistral_ai by=mistral-small-2503 id=cmpl-2 end=stop in=11 out=7 ok streamed")]
    [InlineData("LeftEarly", "chat mistral-small at=mistral_ai by=mistral-small-2503 id=cmpl-2 abandoned streamed estimated")]
    [InlineData("Refused", "chat refused at=mistral_ai error=System.Net.Http.HttpRequestException error")]
    [InlineData("Embedding", "embeddings mistral-embed at=mistral_ai by=mistral-embed id=embd-1 in=6 dimensions=4 ok")]
    public Task MistralSdk(string method, string span) => MeasuresAsync("MistralSdk", """
        using Mistral.SDK;
        public static Task Chat() => new MistralClient().Completions.GetCompletionAsync(new() { Model = "mistral-small", MaxTokens = 64, Temperature = 0.5m });
        public static Task Stream() => All(new MistralClient().Completions.StreamCompletionAsync(new() { Model = "mistral-small" }));
        public static Task LeftEarly() => First(new MistralClient().Completions.StreamCompletionAsync(new() { Model = "mistral-small" }));
        public static Task Refused() => Fails(() => new MistralClient().Completions.GetCompletionAsync(new() { Model = "refused" }));
        public static Task Embedding() => new MistralClient().Embeddings.GetEmbeddingsAsync(new() { Model = "mistral-embed" });
        """, method, span);

    [Theory]
    [InlineData("Message", "chat claude-sonnet-4-5 at=anthropic max=64 by=claude-sonnet-4-5-20250929 id=msg_1 end=tool_use in=1400 out=40 read=1000 write=300 5m=200 1h=100 tools=1 tier=standard ok")]
    [InlineData("Stream", "chat claude-sonnet-4-5 at=anthropic max=64 by=claude-sonnet-4-5-20250929 id=msg_2 end=end_turn in=32 out=15 read=20 write=5 tools=1 tier=standard ok streamed")]
    [InlineData("LeftEarly", "chat claude-sonnet-4-5 at=anthropic max=64 by=claude-sonnet-4-5-20250929 id=msg_2 in=32 out=1 read=20 write=5 tier=standard abandoned streamed estimated")]
    [InlineData("Refused", "chat refused at=anthropic max=0 error=System.Net.Http.HttpRequestException error")]
    public Task AnthropicSdk(string method, string span) => MeasuresAsync("AnthropicSdk", """
        using Anthropic.SDK;
        using Anthropic.SDK.Messaging;
        private static MessageParameters Hi => new() { Model = "claude-sonnet-4-5", MaxTokens = 64 };
        public static Task Message() => new AnthropicClient().Messages.GetClaudeMessageAsync(Hi);
        public static Task Stream() => All(new AnthropicClient().Messages.StreamClaudeMessageAsync(Hi));
        public static Task LeftEarly() => First(new AnthropicClient().Messages.StreamClaudeMessageAsync(Hi));
        public static Task Refused() => Fails(() => new AnthropicClient().Messages.GetClaudeMessageAsync(new() { Model = "refused" }));
        """, method, span);

    [Theory]
    [InlineData("Message", "chat claude-sonnet-4-5 at=anthropic server=api.anthropic.com max=64 by=claude-sonnet-4-5-20250929 id=msg_1 end=end_turn in=1400 out=40 read=1000 write=300 ok")]
    [InlineData("Wrapped", "chat claude-sonnet-4-5 at=anthropic server=api.anthropic.com max=64 by=claude-sonnet-4-5-20250929 id=msg_1 end=end_turn in=1400 out=40 read=1000 write=300 ok")]
    [InlineData("Stream", "chat claude-sonnet-4-5 at=anthropic server=api.anthropic.com max=64 by=claude-sonnet-4-5-20250929 id=msg_2 end=max_tokens in=1400 out=15 read=1000 write=300 ok streamed")]
    [InlineData("LeftEarly", "chat claude-sonnet-4-5 at=anthropic server=api.anthropic.com max=64 by=claude-sonnet-4-5-20250929 id=msg_2 in=1400 out=1 read=1000 write=300 abandoned streamed estimated")]
    [InlineData("Refused", "chat refused at=anthropic server=api.anthropic.com max=0 error=System.Net.Http.HttpRequestException error")]
    public Task TryAgiAnthropic(string method, string span) => MeasuresAsync("TryAgiAnthropic", """
        using Anthropic;
        private static CreateMessageParams Hi => new() { Model = "claude-sonnet-4-5", MaxTokens = 64 };
        public static Task Message() => new AnthropicClient().MessagesPostAsync(Hi);
        public static Task Wrapped() => ((IAnthropicClient)new AnthropicClient()).MessagesPostAsResponseAsync(Hi);
        public static Task Stream() => All(new AnthropicClient().CreateMessageAsStreamAsync(Hi));
        public static Task LeftEarly() => First(new AnthropicClient().CreateMessageAsStreamAsync(Hi));
        public static Task Refused() => Fails(() => new AnthropicClient().MessagesPostAsync(new() { Model = "refused" }));
        """, method, span);

    [Theory]
    [InlineData("Chat", "chat deepseek-chat at=deepseek server=api.deepseek.com by=deepseek-chat id=chatcmpl-1 end=content_filter in=11 out=7 read=5 reasoning=3 ok")]
    [InlineData("Stream", "chat deepseek-chat at=deepseek server=api.deepseek.com by=deepseek-chat id=chatcmpl-2 end=tool_calls tools=2 ok streamed estimated")]
    [InlineData("StreamWithUsage", "chat deepseek-chat at=deepseek server=api.deepseek.com by=deepseek-chat id=chatcmpl-2 end=tool_calls in=11 out=7 tools=2 ok streamed")]
    [InlineData("LeftEarly", "chat deepseek-chat at=deepseek server=api.deepseek.com by=deepseek-chat id=chatcmpl-2 tools=2 abandoned streamed estimated")]
    [InlineData("Refused", "chat refused at=deepseek server=api.deepseek.com error=System.Net.Http.HttpRequestException error")]
    public Task TryAgiOpenAi(string method, string span) => MeasuresAsync("TryAgiOpenAi", """
        using tryAGI.OpenAI;
        private static CreateChatCompletionRequest Hi(string model = "deepseek-chat", bool usage = false) => new() { CreateChatCompletionRequestVariant2 = new() { Model = model, StreamOptions = usage ? new() { IncludeUsage = true } : null } };
        public static Task Chat() => new OpenAiClient().Chat.CreateChatCompletionAsync(Hi());
        public static Task Stream() => All(new OpenAiClient().Chat.CreateChatCompletionAsStreamAsync(Hi()));
        public static Task StreamWithUsage() => All(new OpenAiClient().Chat.CreateChatCompletionAsStreamAsync(Hi(usage: true)));
        public static Task LeftEarly() => First(new OpenAiClient().Chat.CreateChatCompletionAsStreamAsync(Hi()));
        public static Task Refused() => Fails(() => new OpenAiClient().Chat.CreateChatCompletionAsync(Hi("refused")));
        """, method, span);

    [Theory]
    [InlineData("Chat", "chat gpt-4.1-mini at=openai max=64 temperature=0.5 by=gpt-4.1-mini-2025-04-14 id=chatcmpl-1 end=tool_calls in=11 out=7 read=5 reasoning=3 audio=2 tools=1 ok")]
    [InlineData("Stream", "chat gpt-4.1-mini at=openai by=gpt-4.1-mini-2025-04-14 id=chatcmpl-2 end=stop ok streamed estimated")]
    [InlineData("StreamWithUsage", "chat gpt-4.1-mini at=openai by=gpt-4.1-mini-2025-04-14 id=chatcmpl-2 end=stop in=11 out=7 ok streamed")]
    [InlineData("LeftEarly", "chat gpt-4.1-mini at=openai by=gpt-4.1-mini-2025-04-14 id=chatcmpl-2 abandoned streamed estimated")]
    [InlineData("Refused", "chat refused at=openai error=System.Net.Http.HttpRequestException error")]
    [InlineData("Embedding", "embeddings text-embedding-3-small at=openai by=text-embedding-3-small in=6 dimensions=3 ok")]
    [InlineData("Image", "generate_content dall-e-3 at=openai images=2 size=1024x1024 ok")]
    [InlineData("Transcription", "transcription whisper-1 at=openai seconds=12.5 ok")]
    [InlineData("Speech", "speech tts-1 at=openai characters=5 ok")]
    public Task Betalgo(string method, string span) => MeasuresAsync("Betalgo", """
        using Betalgo.Ranul.OpenAI.Managers;
        using Betalgo.Ranul.OpenAI.ObjectModels.RequestModels;
        public static Task Chat() => new OpenAIService().CreateCompletion(new() { MaxTokens = 32, MaxCompletionTokens = 64, Temperature = 0.5f }, "gpt-4.1-mini");
        public static Task Stream() => All(new OpenAIService().CreateCompletionAsStream(new() { Model = "gpt-4.1-mini" }));
        public static Task StreamWithUsage() => All(new OpenAIService().CreateCompletionAsStream(new() { Model = "gpt-4.1-mini", StreamOptions = new() { IncludeUsage = true } }));
        public static Task LeftEarly() => First(new OpenAIService().CreateCompletionAsStream(new() { Model = "gpt-4.1-mini" }));
        public static Task Refused() => Fails(() => new OpenAIService().CreateCompletion(new(), "refused"));
        public static Task Embedding() => new OpenAIService().CreateEmbedding(new() { Model = "text-embedding-3-small" });
        public static Task Image() => new OpenAIService().CreateImage(new() { Model = "dall-e-3", Size = "1024x1024" });
        public static Task Transcription() => new OpenAIService().CreateTranscription(new() { Model = "whisper-1" });
        public static Task Speech() => new OpenAIService().CreateSpeech(new() { Model = "tts-1", Input = "Hello" });
        """, method, span);

    [Theory]
    [InlineData("Chat", "chat gpt-4o at=openai max=64 by=gpt-4o-2024-08-06 id=chatcmpl-1 end=stop in=11 out=7 read=5 reasoning=3 ok")]
    [InlineData("Callback", "chat gpt-4o at=openai max=64 by=gpt-4o-2024-08-06 id=chatcmpl-1 end=stop in=11 out=7 read=5 reasoning=3 ok")]
    [InlineData("Stream", "chat gpt-4o at=openai max=64 by=gpt-4o-2024-08-06 id=chatcmpl-2 end=stop ok streamed estimated")]
    [InlineData("StreamWithUsage", "chat gpt-4o at=openai max=64 by=gpt-4o-2024-08-06 id=chatcmpl-2 end=stop in=11 out=7 read=5 reasoning=3 ok streamed")]
    [InlineData("LeftEarly", "chat gpt-4o at=openai max=64 by=gpt-4o-2024-08-06 id=chatcmpl-2 abandoned streamed estimated")]
    [InlineData("Refused", "chat refused at=openai max=64 error=System.Net.Http.HttpRequestException error")]
    [InlineData("Responses", "chat gpt-4o at=openai max=32 by=gpt-4o-2024-08-06 id=resp_1 end=completed in=11 out=7 read=5 reasoning=3 ok")]
    [InlineData("Embedding", "embeddings text-embedding-3-small at=openai by=text-embedding-3-small in=6 dimensions=2 ok")]
    [InlineData("Image", "generate_content dall-e-3 at=openai images=3 size=1024x1024 ok")]
    [InlineData("Speech", "speech tts-1 at=openai characters=5 ok")]
    [InlineData("Transcription", "transcription whisper-1 at=openai seconds=4.5 ok")]
    public Task OpenAiDotNet(string method, string span) => MeasuresAsync("OpenAiDotNet", """
        using OpenAI;
        public static Task Chat() => new OpenAIClient().ChatEndpoint.GetCompletionAsync(new("gpt-4o"));
        public static Task Callback() => new OpenAIClient().ChatEndpoint.StreamCompletionAsync(new("gpt-4o"), _ => { });
        public static Task Stream() => All(new OpenAIClient().ChatEndpoint.StreamCompletionEnumerableAsync(new("gpt-4o")));
        public static Task StreamWithUsage() => All(new OpenAIClient().ChatEndpoint.StreamCompletionEnumerableAsync(new("gpt-4o"), streamUsage: true));
        public static Task LeftEarly() => First(new OpenAIClient().ChatEndpoint.StreamCompletionEnumerableAsync(new("gpt-4o")));
        public static Task Refused() => Fails(() => new OpenAIClient().ChatEndpoint.GetCompletionAsync(new("refused")));
        public static Task Responses() => new OpenAIClient().ResponsesEndpoint.CreateModelResponseAsync(new() { Model = "gpt-4o", MaxOutputTokens = 32 });
        public static Task Embedding() => new OpenAIClient().EmbeddingsEndpoint.CreateEmbeddingAsync("hi", model: "text-embedding-3-small");
        public static Task Image() => new OpenAIClient().ImagesEndpoint.GenerateImageAsync(new() { Model = "dall-e-3", Size = "1024x1024" });
        public static Task Speech() => new OpenAIClient().AudioEndpoint.CreateSpeechAsync(new() { Model = "tts-1", Input = "Hello" });
        public static Task Transcription() => new OpenAIClient().AudioEndpoint.CreateTranscriptionJsonAsync(new() { Model = "whisper-1" });
        """, method, span);

    [Theory]
    [InlineData("Chat", "chat gpt-3.5-turbo at=openai max=64 by=gpt-3.5-turbo-0125 id=chatcmpl-1 end=length in=11 out=7 ok")]
    [InlineData("WithModel", "chat gpt-4 at=openai by=gpt-3.5-turbo-0125 id=chatcmpl-1 end=length in=11 out=7 ok")]
    [InlineData("Stream", "chat gpt-3.5-turbo at=openai by=gpt-3.5-turbo-0125 id=chatcmpl-2 end=stop ok streamed estimated")]
    [InlineData("LeftEarly", "chat gpt-3.5-turbo at=openai by=gpt-3.5-turbo-0125 id=chatcmpl-2 abandoned streamed estimated")]
    [InlineData("Refused", "chat refused at=openai error=System.Net.Http.HttpRequestException error")]
    [InlineData("Embedding", "embeddings text-embedding-ada-002 at=openai by=text-embedding-ada-002 in=6 dimensions=3 ok")]
    public Task OpenAiApi(string method, string span) => MeasuresAsync("OpenAiApi", """
        using OpenAI_API;
        public static Task Chat() => new OpenAIAPI().Chat.CreateChatCompletionAsync(new OpenAI_API.Chat.ChatRequest { MaxTokens = 64 });
        public static Task WithModel() => new OpenAIAPI().Chat.CreateChatCompletionAsync(new List<object>(), new OpenAI_API.Models.Model("gpt-4"));
        public static Task Stream() => All(new OpenAIAPI().Chat.StreamChatEnumerableAsync(new()));
        public static Task LeftEarly() => First(new OpenAIAPI().Chat.StreamChatEnumerableAsync(new()));
        public static Task Refused() => Fails(() => new OpenAIAPI().Chat.CreateChatCompletionAsync(new OpenAI_API.Chat.ChatRequest { Model = "refused" }));
        public static Task Embedding() => new OpenAIAPI().Embeddings.CreateEmbeddingAsync(new() { Model = "text-embedding-ada-002" });
        """, method, span);

    [Theory]
    [InlineData("Chat", "chat command-r at=cohere server=api.cohere.com max=64 id=c14 end=complete in=11 out=7 tools=2 ok")]
    [InlineData("Wrapped", "chat command-r at=cohere server=api.cohere.com id=c14 end=complete in=11 out=7 tools=2 ok")]
    [InlineData("Stream", "chat command-r at=cohere server=api.cohere.com id=c15 end=max_tokens in=11 out=7 ok streamed")]
    [InlineData("LeftEarly", "chat command-r at=cohere server=api.cohere.com abandoned streamed estimated")]
    [InlineData("Refused", "chat refused at=cohere server=api.cohere.com error=System.Net.Http.HttpRequestException error")]
    [InlineData("Embedding", "embeddings embed-v4.0 at=cohere server=api.cohere.com id=e1 in=6 dimensions=3 ok")]
    [InlineData("Rerank", "rerank rerank-v3.5 at=cohere server=api.cohere.com id=r1 ok")]
    public Task Cohere(string method, string span) => MeasuresAsync("Cohere", """
        using Cohere;
        public static Task Chat() => new CohereClient().ChatAsync(new() { Model = "command-r", MaxTokens = 64 });
        public static Task Wrapped() => new CohereClient().ChatAsResponseAsync(new() { Model = "command-r" });
        public static Task Stream() => All(new CohereClient().ChatAsStreamAsync(new() { Model = "command-r" }));
        public static Task LeftEarly() => First(new CohereClient().ChatAsStreamAsync(new() { Model = "command-r" }));
        public static Task Refused() => Fails(() => new CohereClient().ChatAsync(new() { Model = "refused" }));
        public static Task Embedding() => new CohereClient().EmbedAsync(new() { Model = "embed-v4.0" });
        public static Task Rerank() => new CohereClient().RerankAsync(new() { Model = "rerank-v3.5" });
        """, method, span);

    [Theory]
    [InlineData("Chat", "chat gpt-4o-mini end=tool_calls in=11 out=7 tools=1 ok streamed")]
    [InlineData("LeftEarly", "chat gpt-4o-mini abandoned streamed estimated")]
    [InlineData("Refused", "chat gpt-4o-mini error=System.Net.Http.HttpRequestException error")]
    [InlineData("Image", "generate_content gpt-4o-mini images=2 ok")]
    public Task LangChain(string method, string span) => MeasuresAsync("LangChain", """
        using LangChain.Providers;
        public static Task Chat() => All(((IChatModel)new ChatModel()).GenerateAsync(new()));
        public static Task LeftEarly() => First(new ChatModel().GenerateAsync(new()));
        public static Task Refused() => Fails(() => All(new ChatModel().GenerateAsync(new() { Refuse = true })));
        public static Task Image() => new ChatModel().GenerateImageAsync("cat");
        """, method, span);

    [Theory]
    [InlineData("Reply", "invoke_agent by=gpt-4o-2024-08-06 id=chatcmpl-1 end=tool_calls in=11 out=7 read=5 tools=1 ok")]
    [InlineData("Send", "invoke_agent by=gpt-4o-2024-08-06 id=chatcmpl-1 end=tool_calls in=11 out=7 read=5 tools=1 ok")]
    [InlineData("Stream", "invoke_agent by=gpt-4o-2024-08-06 id=chatcmpl-2 end=stop in=11 out=7 ok streamed")]
    [InlineData("LeftEarly", "invoke_agent by=gpt-4o-2024-08-06 id=chatcmpl-2 abandoned streamed estimated")]
    [InlineData("Group", "invoke_agent by=gpt-4o-2024-08-06 id=chatcmpl-1 end=tool_calls,tool_calls in=31 out=10 read=10 tools=2 ok streamed")]
    [InlineData("Refused", "invoke_agent error=System.Net.Http.HttpRequestException error")]
    public Task AutoGen(string method, string span) => MeasuresAsync("AutoGen", """
        using AutoGen.Core;
        public static Task Reply() => new OpenAIChatAgent().GenerateReplyAsync([]);
        public static Task Send() => new OpenAIChatAgent().SendAsync("hi");
        public static Task Stream() => All(new OpenAIChatAgent().GenerateStreamingReplyAsync([]));
        public static Task LeftEarly() => First(new OpenAIChatAgent().GenerateStreamingReplyAsync([]));
        public static Task Group() => All(new OpenAIChatAgent().SendMessageToGroupAsync(new()));
        public static Task Refused() => Fails(() => new OpenAIChatAgent().GenerateReplyAsync([new MessageEnvelope<string>("x")]));
        """, method, span);

    [Theory]
    [InlineData("Chat", "chat gpt-4.1 max=64 by=gpt-4.1-2025-04-14 id=chatcmpl-1 end=tool_calls in=11 out=7 read=5 reasoning=3 tools=1 ok")]
    [InlineData("Safe", "chat gpt-4.1 by=gpt-4.1-2025-04-14 id=chatcmpl-1 end=tool_calls in=11 out=7 read=5 reasoning=3 tools=1 ok")]
    [InlineData("Stream", "chat claude-sonnet-4-5 by=claude-sonnet-4-5 id=chatcmpl-2 end=end_turn in=11 out=7 ok streamed")]
    [InlineData("LeftEarly", "chat claude-sonnet-4-5 by=claude-sonnet-4-5 id=chatcmpl-2 abandoned streamed estimated")]
    [InlineData("Refused", "chat refused error=System.Net.Http.HttpRequestException error")]
    [InlineData("Rich", "chat gpt-4.1 by=gpt-4.1-2025-04-14 id=chatcmpl-1 end=tool_calls in=11 out=7 read=5 reasoning=3 ok")]
    [InlineData("RichSafe", "chat gpt-4.1 by=gpt-4.1-2025-04-14 id=chatcmpl-1 end=tool_calls in=11 out=7 read=5 reasoning=3 ok")]
    [InlineData("Responses", "chat by=gpt-4.1 id=resp_1 in=11 out=7 read=5 reasoning=3 ok")]
    [InlineData("Embedding", "embeddings in=6 dimensions=2 ok")]
    public Task LlmTornado(string method, string span) => MeasuresAsync("LlmTornado", """
        using LlmTornado.Chat;
        public static Task Chat() => new ChatEndpoint().CreateChatCompletion(new() { Model = "gpt-4.1", MaxTokens = 64 });
        public static Task Safe() => new ChatEndpoint().CreateChatCompletionSafe(new() { Model = "gpt-4.1" });
        public static Task Stream() => All(new ChatEndpoint().StreamChatEnumerable(new() { Model = "claude-sonnet-4-5" }));
        public static Task LeftEarly() => First(new ChatEndpoint().StreamChatEnumerable(new() { Model = "claude-sonnet-4-5" }));
        public static Task Refused() => Fails(() => new ChatEndpoint().CreateChatCompletion(new() { Model = "refused" }));
        public static Task Rich() => new Conversation().GetResponseRich();
        public static Task RichSafe() => new Conversation().GetResponseRichSafe();
        public static Task Responses() => new LlmTornado.Responses.ResponsesEndpoint().CreateResponse();
        public static Task Embedding() => new LlmTornado.Embedding.EmbeddingEndpoint().CreateEmbedding();
        """, method, span);

    [Theory]
    [InlineData("Infer", "text_completion at=llamasharp out=3 ok streamed estimated")]
    [InlineData("Chat", "chat at=llamasharp out=3 ok streamed estimated")]
    [InlineData("LeftEarly", "text_completion at=llamasharp out=1 abandoned streamed estimated")]
    [InlineData("Failed", "text_completion at=llamasharp out=2 error=System.InvalidOperationException error streamed estimated")]
    public Task LlamaSharp(string method, string span) => MeasuresAsync("LlamaSharp", """
        using LLama;
        public static Task Infer() => All(new InteractiveExecutor().InferAsync("hi"));
        public static Task Chat() => All(new ChatSession().ChatAsync("hi"));
        public static Task LeftEarly() => First(new InteractiveExecutor().InferAsync("hi"));
        public static Task Failed() => Fails(() => All(new InteractiveExecutor().InferAsync("fail")));
        """, method, span);

    [Theory]
    [InlineData("Chat", "chat at=foundry-local by=phi-4-mini id=c1 end=tool_calls in=11 out=7 tools=1 ok")]
    [InlineData("Stream", "chat at=foundry-local by=phi-4-mini id=c2 end=stop ok streamed estimated")]
    [InlineData("LeftEarly", "chat at=foundry-local by=phi-4-mini id=c2 abandoned streamed estimated")]
    [InlineData("Failed", "chat at=foundry-local max=0 error=System.InvalidOperationException error")]
    public Task FoundryLocal(string method, string span) => MeasuresAsync("FoundryLocal", """
        using Microsoft.AI.Foundry.Local;
        public static Task Chat() => new OpenAIChatClient().CompleteChatAsync([]);
        public static Task Stream() => All(new OpenAIChatClient().CompleteChatStreamingAsync([], default));
        public static Task LeftEarly() => First(new OpenAIChatClient().CompleteChatStreamingAsync([], default));
        public static Task Failed() { var client = new OpenAIChatClient(); client.Settings.MaxTokens = 0; return Fails(() => client.CompleteChatAsync([])); }
        """, method, span);

    public static TheoryData<string> Stubs => [.. SdkStub.Names];

    [Theory]
    [MemberData(nameof(Stubs))]
    public async Task Adapters_compile_without_warnings_in_the_oldest_language_that_holds_them(string name)
    {
        var stub = await SdkStub.LoadAsync(name);
        var project = App.Project(stub.Calls) with { References = stub.References, LanguageVersion = LanguageVersion.CSharp12 };

        var run = await project.GenerateAsync(new AiInstrumentGenerator());
        var old = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp11).WithFeatures(project.Features);
        var trees = run.Output.SyntaxTrees.Select(t => CSharpSyntaxTree.ParseText(t.GetText(TestContext.Current.CancellationToken), old, t.FilePath, TestContext.Current.CancellationToken)).ToList();

        foreach (var nullable in (NullableContextOptions[])[NullableContextOptions.Enable, NullableContextOptions.Disable])
        {
            // The stub's calls may be newer than the language; what was generated may not.
            var compilation = run.Output.RemoveAllSyntaxTrees().AddSyntaxTrees(trees).WithOptions(((CSharpCompilation)run.Output).Options.WithNullableContextOptions(nullable));
            Assert.DoesNotContain(compilation.GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity >= DiagnosticSeverity.Warning && d.Location.SourceTree?.FilePath.EndsWith(".Adapter.g.cs", StringComparison.Ordinal) == true);
        }
    }

    [Fact]
    public async Task A_version_without_the_members_that_a_reader_names_breaks_no_build()
    {
        var (reference, image) = StubSdk.Compile("Mistral.SDK", """
            using System;
            using System.Threading.Tasks;
            namespace Mistral.SDK.Completions
            {
                public class CompletionsEndpoint
                {
                    public Task<Mistral.SDK.DTOs.ChatCompletionResponse> GetCompletionAsync(Mistral.SDK.DTOs.ChatCompletionRequest request) => Task.FromResult(new Mistral.SDK.DTOs.ChatCompletionResponse());
                }
            }
            namespace Mistral.SDK.DTOs
            {
                public class ChatCompletionRequest { public int Model => 1; [Obsolete("gone", true)] public int? MaxTokens => 3; }
                public class ChatCompletionResponse { public string Id => "cmpl-1"; internal string Model => "m"; public Usage? Usage => new(); }
                public class Usage { public long? PromptTokens => 5; public string CompletionTokens => "many"; }
            }
            """);
        var project = App.Project("""
            using AiInstrument;
            namespace TestApp;
            public static class Program
            {
                [AiFeature("f")]
                public static Task Ask() => new Mistral.SDK.Completions.CompletionsEndpoint().GetCompletionAsync(new());
            }
            """);
        var app = App.Load(await (project with { References = [.. TestReferences.WithoutSdks, reference] }).GenerateAsync(new AiInstrumentGenerator()), image);
        using var spans = new Spans();

        await app.CallAsync("Ask");

        Assert.Equal("chat at=mistral_ai id=cmpl-1 in=5 ok", SpanText.Of(spans.Only));
    }

    /// <summary>Compiles methods against a stub, runs one of them, and holds its only span against a line.</summary>
    private static async Task MeasuresAsync(string stub, string program, string method, string span)
    {
        var app = await s_apps.GetOrAdd(stub, name => new Lazy<Task<App>>(() => BuildAsync(name, program))).Value;
        using var spans = new Spans();

        await app.CallAsync(method);

        Assert.Equal(span, SpanText.Of(spans.Only));
        Assert.Equal("sdk.test", spans.Only.Tag("aiinstrument.feature.id"));
        Assert.All(app.Manifest.CallSites, s => Assert.Null(s.Escape));
    }

    private static async Task<App> BuildAsync(string stubName, string program)
    {
        var stub = await SdkStub.LoadAsync(stubName);
        var lines = program.Split('\n');
        var source = $$"""
            {{string.Join('\n', lines.Where(l => l.StartsWith("using ", StringComparison.Ordinal)))}}
            namespace TestApp;
            [AiInstrument.AiFeature("sdk.test")]
            public static class Program
            {
                {{string.Join('\n', lines.Where(l => !l.StartsWith("using ", StringComparison.Ordinal)))}}

                private static async Task All<T>(IAsyncEnumerable<T> stream, Action? afterFirst = null)
                {
                    await foreach (var part in stream) afterFirst?.Invoke();
                }

                private static async Task First<T>(IAsyncEnumerable<T> stream)
                {
                    await foreach (var part in stream) break;
                }

                private static async Task Fails(Func<Task> call)
                {
                    try { await call(); } catch (Exception) { return; }
                    throw new InvalidOperationException("It did not fail.");
                }
            }
            """;
        return App.Load(await (App.Project(source) with { References = stub.References }).GenerateAsync(new AiInstrumentGenerator()), [.. stub.Images]);
    }
}
