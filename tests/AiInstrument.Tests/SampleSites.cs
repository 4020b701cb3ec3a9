using AiInstrument.Registry;

namespace AiInstrument.Tests;

internal static class SampleSites
{
    public static readonly AiCallSite Chat = new()
    {
        Id = "0123456789abcdef",
        Member = "Shop.Tickets.Summarize(Shop.Ticket, System.Threading.CancellationToken)",
        File = "Tickets.cs",
        Line = 42,
        Sdk = "openai",
        Method = "OpenAI.Chat.ChatClient.CompleteChatAsync",
        Operation = "chat",
        Provider = "openai",
    };

    public static readonly AiFeatureInfo Summarize = new("ticket.summarize", AiCategory.Summarization, "support", "Shortens tickets");
}
