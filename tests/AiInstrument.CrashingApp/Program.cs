using System.ClientModel;
using System.ClientModel.Primitives;
using AiInstrument;
using AiInstrument.CrashingApp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenAI;

// An application for tests that kill it: calls models without a pause and writes down each response that it has received.
// With "drain" it makes no call, sends what earlier processes left, and ends.
if (args is not [var outbox, var work])
{
    await Console.Error.WriteLineAsync("Usage: OUTBOX (drain | FILE), with OTEL_EXPORTER_OTLP_ENDPOINT and MODEL_ENDPOINT set.");
    return 2;
}

var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "crashing-app", DisableDefaults = false });
builder.AddAiInstrument(options => options.Outbox.Directory = outbox);
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
await using var received = new FileStream(work, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
Console.WriteLine("Working");
await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Traffic.RunAsync(client.GetChatClient("gpt-4o-mini"), received)));
return 0;
