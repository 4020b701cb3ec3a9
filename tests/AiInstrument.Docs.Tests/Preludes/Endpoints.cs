global using AiInstrument;
global using Microsoft.AspNetCore.Builder;
global using Microsoft.AspNetCore.Http;
global using Microsoft.Extensions.AI;

namespace Support;

/// <summary>Endpoints that call a model through one gateway, for features that are declared elsewhere.</summary>
public abstract class Endpoints
{
    protected readonly WebApplication app = WebApplication.Create();
}

public record Ticket(string Id, string Text);

public class Gateway(IChatClient chat)
{
    [AiFeature(FromCaller = true)]
    public async Task<string> AskAsync(string prompt) => (await chat.GetResponseAsync(prompt)).Text;
}

public class Declared(Gateway gateway)
{
    [AiFeature("ticket.summarize")]
    public Task<string> SummarizeAsync(Ticket ticket) => gateway.AskAsync(ticket.Text);

    [AiFeature("admin.tools")]
    public Task<string> ExplainAsync(string setting) => gateway.AskAsync(setting);
}
