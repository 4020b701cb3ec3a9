using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using AiInstrument;
using AiInstrument.CrashingApp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenAI;

// An application for tests that kill it: calls models without a pause and writes down each response that it has received.
// With "drain" it makes no call, sends what earlier processes left, and ends. With "spend" it uses up a budget and ends.
const int EstimatedInputTokens = 50;
if (args is not ([_, _] or [_, "spend", _, _]))
{
    await Console.Error.WriteLineAsync("Usage: OUTBOX (drain | spend ORGANIZATION CONCURRENCY | FILE), with OTEL_EXPORTER_OTLP_ENDPOINT and MODEL_ENDPOINT set.");
    return 2;
}

var (outbox, work) = (args[0], args[1]);
var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "crashing-app", DisableDefaults = false });
builder.AddAiInstrument(options =>
{
    options.Outbox.Directory = outbox;
    options.FlushTimeout = TimeSpan.FromMinutes(1);
    options.Budgets.WhenUnknown = AiBudgetFallback.FailClosed;
    options.Budgets.EstimatedInputTokens = EstimatedInputTokens;
});
using var host = builder.Build();
await host.StartAsync();
if (work == "drain")
{
    // The registry that this start sends is behind everything that earlier processes left.
    var isEmpty = host.Services.GetRequiredService<AiTelemetry>().ForceFlush(TimeSpan.FromMinutes(2));
    await host.StopAsync();
    return isEmpty ? 0 : 1;
}

var client = new OpenAIClient(new ApiKeyCredential("stub"), new OpenAIClientOptions
{
    Endpoint = new Uri(Environment.GetEnvironmentVariable("MODEL_ENDPOINT")!),
    RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
});
if (args is [_, "spend", var organization, var concurrency])
{
    Console.WriteLine("Working");
    using var job = AiScope.EntryPoint("spend", "cli");
    var (made, denied) = await Spending.RunAsync(client.GetChatClient("gpt-4o-mini"), organization, int.Parse(concurrency, CultureInfo.InvariantCulture));
    await host.StopAsync();
    Console.WriteLine(FormattableString.Invariant($"Spent {made} {denied}"));
    return 0;
}

await using var received = new FileStream(work, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
Console.WriteLine("Working");
await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Traffic.RunAsync(client.GetChatClient("gpt-4o-mini"), received)));
return 0;
