global using System.Diagnostics;
global using AiInstrument;
global using Microsoft.AspNetCore.Builder;
global using Microsoft.AspNetCore.Http;
global using OpenAI.Chat;
global using OpenTelemetry;
global using static Support.HandWritten;

namespace Support;

/// <summary>An application that writes its usage into a table of its own.</summary>
public abstract class HandWritten
{
    protected readonly WebApplication app = WebApplication.Create();

    public static ChatMessage Prompt(Ticket ticket) => new UserChatMessage("Summarize: " + ticket.Text);
}

public record Ticket(string Id, string Text);

public class UsageTable
{
    public Task AddAsync(string feature, string organization, int tokens, TimeSpan duration) => Task.CompletedTask;
}
