using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Alerts;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Billing;
using AiInstrument.Collector.Budgets;
using AiInstrument.Collector.Prices;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Views;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Dashboard.Tests.Support;

/// <summary>A server with something to show at every endpoint, an admin, and the document that it serves.</summary>
public sealed class ServedApi : IAsyncLifetime
{
    internal RunningServer Server { get; private set; } = null!;

    internal HttpClient Admin { get; private set; } = null!;

    internal JsonObject Document { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var tests = new Actor(1, "tests");
        Server = await RunningServer.StartAsync([.. SampleUsage.Spans, new TestSpan { More = new Dictionary<string, string> { ["gen_ai.input.messages"] = """[{"role":"user","parts":[{"type":"text","content":"Where is it?"}]}]""" } }]);
        await Server.SendAsync(new TestLoss("one", 3, 1));
        await Server.SendAsync(new TestRegistry("""
            {"features":[{"id":"ticket.summarize"}],"routes":[{"method":"POST","pattern":"/a"}],
             "callSites":[{"id":"a1","member":"Tickets.Ask()","feature":"ticket.summarize"},{"id":"a2","member":"Tickets.Dead()","escape":"method-group"}],
             "reaches":[{"entryPoint":"POST /a","kind":"http","callSites":["a1"]}]}
            """));
        Admin = await Server.SignInAsAsync("ada", UserRole.Admin);
        var services = Server.Server.Services;
        await services.GetRequiredService<IBudgets>().CreateAsync(tests, new BudgetDraft { Name = "All", HardLimit = 1_000_000_000 }, cancellation);
        await services.GetRequiredService<IAlerts>().SaveChannelAsync(tests, new ChannelDraft(0, "Log", ChannelKind.Log), cancellation);
        await services.GetRequiredService<ISavedViews>().SaveAsync(new ViewReader(tests, "tests", SeesShared: true), "Dear calls", "period=30d&sort=-cost", share: true, cancellation);
        await using (var scope = services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<IBilling>().CloseAsync(tests, "org-aurora", new CalendarMonth(2026, 2), carryCorrections: true, cancellation);
        }

        // After the month was closed, so that there is a correction.
        await Server.SendAsync([new TestSpan { Age = TimeSpan.FromDays(20) }]);
        await services.GetRequiredService<IRepricing>().StartAsync(tests, null, null, cancellation);
        Document = (await Admin.GetFromJsonAsync<JsonObject>("/api/ai-usage/openapi.json", cancellation))!;
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await Server.DisposeAsync();
    }
}
