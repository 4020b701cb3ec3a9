// assembly: OpenAI
namespace OpenAI.Chat
{
    public class ChatCompletion
    {
        public string Id { get; set; } = null!;
        public string Model { get; set; } = null!;
        public ChatFinishReason FinishReason { get; set; }
        public IReadOnlyList<object> ToolCalls { get; set; } = [];
        public ChatTokenUsage Usage { get; set; } = null!;
    }

    public class StreamingChatCompletionUpdate
    {
        public string CompletionId { get; set; } = null!;
        public string Model { get; set; } = null!;
        public ChatFinishReason? FinishReason { get; set; }
        public ChatTokenUsage? Usage { get; set; }
    }

    public enum ChatFinishReason { Stop, Length, ContentFilter, ToolCalls, FunctionCall }

    public class ChatTokenUsage
    {
        public int InputTokenCount { get; set; }
        public int OutputTokenCount { get; set; }
        public ChatInputTokenUsageDetails? InputTokenDetails { get; set; }
    }

    public class ChatInputTokenUsageDetails
    {
        public int CachedTokenCount { get; set; }
    }
}

// assembly: AutoGen.Core
namespace AutoGen.Core
{
    public interface IMessage
    {
        string? From { get; set; }
    }

    public interface IMessage<out T> : IMessage
    {
        T Content { get; }
    }

    public class MessageEnvelope<T>(T content) : IMessage<T>
    {
        public T Content { get; } = content;
        public string? From { get; set; }
    }

    public interface IAgent
    {
        string Name { get; }
        Task<IMessage> GenerateReplyAsync(IEnumerable<IMessage> messages);
    }

    public interface IStreamingAgent : IAgent
    {
        IAsyncEnumerable<IMessage> GenerateStreamingReplyAsync(IEnumerable<IMessage> messages);
    }

    public class MiddlewareAgent : IAgent
    {
        public string Name => "";
        public Task<IMessage> GenerateReplyAsync(IEnumerable<IMessage> messages) => null!;
        public void Use(object middleware) { }
    }

    public class OpenAIChatAgent : IStreamingAgent
    {
        public string Name => "openai";

        public Task<IMessage> GenerateReplyAsync(IEnumerable<IMessage> messages) => messages.Any()
            ? Task.FromException<IMessage>(new HttpRequestException("refused"))
            : Task.FromResult<IMessage>(new MessageEnvelope<OpenAI.Chat.ChatCompletion>(Completion(11, 7)));

        public async IAsyncEnumerable<IMessage> GenerateStreamingReplyAsync(IEnumerable<IMessage> messages)
        {
            await Task.Yield();
            yield return new MessageEnvelope<OpenAI.Chat.StreamingChatCompletionUpdate>(new() { CompletionId = "chatcmpl-2", Model = "gpt-4o-2024-08-06" });
            yield return new MessageEnvelope<string>("text");
            yield return new MessageEnvelope<OpenAI.Chat.StreamingChatCompletionUpdate>(new() { CompletionId = "chatcmpl-2", Model = "gpt-4o-2024-08-06", FinishReason = OpenAI.Chat.ChatFinishReason.Stop, Usage = new() { InputTokenCount = 11, OutputTokenCount = 7 } });
        }

        public static OpenAI.Chat.ChatCompletion Completion(int input, int output) => new()
        {
            Id = "chatcmpl-1",
            Model = "gpt-4o-2024-08-06",
            FinishReason = OpenAI.Chat.ChatFinishReason.ToolCalls,
            ToolCalls = [new()],
            Usage = new() { InputTokenCount = input, OutputTokenCount = output, InputTokenDetails = new() { CachedTokenCount = 5 } },
        };
    }

    public static class AgentExtension
    {
        public static Task<IMessage> SendAsync(this IAgent agent, string message) => agent.GenerateReplyAsync([]);
        public static Task<IEnumerable<IMessage>> InitiateChatAsync(this IAgent agent, IAgent receiver) => null!;

        public static async IAsyncEnumerable<IMessage> SendMessageToGroupAsync(this IAgent agent, object group)
        {
            await Task.Yield();
            yield return new MessageEnvelope<OpenAI.Chat.ChatCompletion>(OpenAIChatAgent.Completion(11, 7));
            yield return new MessageEnvelope<OpenAI.Chat.ChatCompletion>(OpenAIChatAgent.Completion(20, 3));
        }
    }
}

// calls
using AutoGen.Core;

class Calls
{
    void Use1(IAgent agent, IStreamingAgent streaming, MiddlewareAgent middleware)
    {
        agent.[|GenerateReplyAsync|]([]);
        streaming.[|GenerateStreamingReplyAsync|]([]);
        middleware.[|GenerateReplyAsync|]([]);
        agent.[|SendAsync|]("x");
        agent.[|InitiateChatAsync|](agent);
        agent.[|SendMessageToGroupAsync|](new());
        middleware.Use(new());
        _ = agent.Name;
    }
}
