global using System.Globalization;
global using System.Security.Cryptography;
global using System.Text;
global using AiInstrument;
global using AiInstrument.Budgets;
global using AiInstrument.Collector;
global using AiInstrument.Collector.Receiving;
global using AiInstrument.Dashboard;
global using AiInstrument.Dashboard.Hosting;
global using AiInstrument.Redaction;
global using Microsoft.AspNetCore.Builder;
global using Microsoft.AspNetCore.Http;
global using Microsoft.AspNetCore.Identity;
global using Microsoft.Extensions.AI;
global using Microsoft.Extensions.DependencyInjection;
global using Microsoft.Extensions.Hosting;
global using OpenTelemetry;
global using OpenTelemetry.Trace;

namespace Support;

/// <summary>A web application with a model behind an IChatClient.</summary>
public abstract class HelpDesk
{
    protected readonly WebApplicationBuilder builder = WebApplication.CreateBuilder();
    protected readonly WebApplication app = WebApplication.Create();
    protected readonly IChatClient chat = null!;
    protected readonly Entity org = new("acme"), user = new("ann"), admin = new("root"), project = new("p1"), document = new("d1");
    protected readonly Ticket ticket = new("7", "It has not come.");
    protected readonly CancellationToken cancellationToken;

    protected static string Prompt(Ticket ticket) => "Summarize: " + ticket.Text;

    protected Task<string> SummarizeAsync(Ticket ticket, CancellationToken cancellationToken) => Task.FromResult(ticket.Text);
}

public record Entity(string Id);

public record Ticket(string Id, string Text);

public class NightlyDigest : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
}

public class MyGate : IAiBudgetGate
{
    public AiBudgetDecision Check(AiBudgetCall call) => AiBudgetDecision.Allow();

    public void Settle(AiBudgetCall call, object? lease, in AiBudgetSettlement settlement)
    {
    }
}

public record Customer([property: PersonalData] string Name);

public class CustomerTools
{
    public string Find(string name) => name;
}

public class NameRedactor : IAiRedactor
{
    public string? Redact(ReadOnlySpan<char> text, AiRedactionCounts counts) => null;
}
