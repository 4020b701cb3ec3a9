global using AiInstrument;
global using Microsoft.AspNetCore.Builder;
global using Microsoft.AspNetCore.Http;
global using OpenAI;
global using OpenAI.Chat;

namespace Support;

/// <summary>A web application that calls OpenAI's SDK.</summary>
public abstract class OpenAiDesk
{
    protected readonly WebApplicationBuilder builder = WebApplication.CreateBuilder();
    protected readonly WebApplication app = WebApplication.Create();
    protected readonly ChatClient chat = new("gpt-4o-mini", "key");
    protected readonly Entity org = new("acme"), user = new("ann"), project = new("p1");

    protected static ChatMessage Prompt(Ticket ticket) => new UserChatMessage("Summarize: " + ticket.Text);
}

public record Entity(string Id);

public record Ticket(string Id, string Text);
