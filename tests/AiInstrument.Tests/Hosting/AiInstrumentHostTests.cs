using System.Diagnostics;
using AiInstrument.Capture;
using AiInstrument.Registry;
using AiInstrument.Tests.Registry;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry.Exporter;

namespace AiInstrument.Tests.Hosting;

public sealed class AiInstrumentHostTests : IDisposable
{
    private readonly TemporaryFolder _outbox = new();

    private static readonly TimeSpan s_flush = TimeSpan.FromSeconds(30);

    [Fact(Timeout = 60_000)]
    public async Task Calls_and_the_registry_arrive_at_the_collector()
    {
        await using var collector = await LoopbackCollector.StartAsync();
        var manifest = SampleManifests.New("Shipped");
        AiManifests.Register(manifest);
        using var host = await StartAsync(options =>
        {
            options.Endpoint = collector.Address;
            options.Headers["x-api-key"] = "key with = and %20";
        });
        var call = AiCall.Start(SampleSites.Chat)!;
        call.SetResponseId("resp_hosting");
        call.Complete();
        Assert.True(host.Services.GetRequiredService<AiTelemetry>().ForceFlush(s_flush));

        var exports = collector.Received();
        Assert.All(exports, static export =>
        {
            Assert.Equal("/v1/traces", export.Path);
            Assert.Equal("application/x-protobuf", export.ContentType);
            Assert.Equal("key with = and %20", export.Headers["x-api-key"]);
        });
        var sent = string.Concat(exports.Select(static export => export.Body));
        Assert.Contains("resp_hosting", sent, StringComparison.Ordinal);
        Assert.Contains("aiinstrument.registry.payload", sent, StringComparison.Ordinal);
        Assert.Contains(manifest.BuildId, sent, StringComparison.Ordinal);
        Assert.Contains("service.instance.id", sent, StringComparison.Ordinal);
        Assert.Contains("Test.Application", sent, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_assembly_that_registers_while_the_host_runs_arrives_too()
    {
        await using var collector = await LoopbackCollector.StartAsync();
        using var host = await StartAsync(options => options.Endpoint = collector.Address);
        var late = SampleManifests.New("Late");
        AiManifests.Register(late);
        host.Services.GetRequiredService<AiTelemetry>().ForceFlush(s_flush);

        Assert.Contains(collector.Received(), export => export.Body.Contains(late.BuildId, StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task Spans_leave_without_a_flush_soon()
    {
        await using var collector = await LoopbackCollector.StartAsync();
        using var host = await StartAsync(options => options.Endpoint = collector.Address);
        AiCall.Start(SampleSites.Chat)!.Complete();

        Assert.Equal("/v1/traces", (await collector.NextAsync()).Path);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_stopping_host_sends_its_last_spans()
    {
        await using var collector = await LoopbackCollector.StartAsync();
        using var host = await StartAsync(options => options.Endpoint = collector.Address);
        var call = AiCall.Start(SampleSites.Chat)!;
        call.SetResponseId("resp_last");
        call.Complete();
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Contains(collector.Received(), static export => export.Body.Contains("resp_last", StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_host_stops_in_time_when_the_collector_does_not_answer()
    {
        // A listening socket that nobody accepts from: connections hang.
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        using var host = await StartAsync(options =>
        {
            options.Endpoint = new Uri($"http://{silent.LocalEndpoint}");
            options.FlushTimeout = TimeSpan.FromMilliseconds(200);
        });
        AiCall.Start(SampleSites.Chat)!.Complete();
        var started = Stopwatch.GetTimestamp();
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.FromMilliseconds(150), TimeSpan.FromSeconds(5));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "", "/v1/traces")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "base/", "/base/v1/traces")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "own/path", "/own/path")]
    public async Task The_standard_variables_say_where_to(string variable, string path, string expected)
    {
        await using var collector = await LoopbackCollector.StartAsync();
        using var host = await StartAsync(settings: new() { [variable] = new Uri(collector.Address, path).ToString() });
        AiCall.Start(SampleSites.Chat)!.Complete();
        host.Services.GetRequiredService<AiTelemetry>().ForceFlush(s_flush);

        Assert.Equal(expected, (await collector.NextAsync()).Path);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_HEADERS")]
    public async Task The_standard_variables_give_headers(string variable)
    {
        await using var collector = await LoopbackCollector.StartAsync();
        using var host = await StartAsync(options => options.Endpoint = collector.Address, new() { [variable] = "x-api-key=secret%20one" });
        AiCall.Start(SampleSites.Chat)!.Complete();
        host.Services.GetRequiredService<AiTelemetry>().ForceFlush(s_flush);

        Assert.Equal("secret one", (await collector.NextAsync()).Headers["x-api-key"]);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Grpc_is_spoken_where_it_is_asked_for(bool byVariable)
    {
        await using var collector = await LoopbackCollector.StartAsync(HttpProtocols.Http2);
        using var host = await StartAsync(
            options =>
            {
                options.Endpoint = collector.Address;
                options.Protocol = byVariable ? null : OtlpExportProtocol.Grpc;
            },
            byVariable ? new() { ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc" } : []);
        AiCall.Start(SampleSites.Chat)!.Complete();
        host.Services.GetRequiredService<AiTelemetry>().ForceFlush(s_flush);

        Assert.Equal("/opentelemetry.proto.collector.trace.v1.TraceService/Export", (await collector.NextAsync()).Path);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(null, null, "Test.Application")]
    [InlineData("from-options", null, "from-options")]
    [InlineData("from-options", "from-variable", "from-variable")]
    public async Task The_service_is_named_by_variable_then_options_then_host(string? option, string? variable, string expected)
    {
        await using var collector = await LoopbackCollector.StartAsync();
        using var host = await StartAsync(
            options =>
            {
                options.Endpoint = collector.Address;
                options.ServiceName = option;
            },
            variable is null ? [] : new() { ["OTEL_SERVICE_NAME"] = variable });
        AiCall.Start(SampleSites.Chat)!.Complete();
        host.Services.GetRequiredService<AiTelemetry>().ForceFlush(s_flush);

        var body = (await collector.NextAsync()).Body;
        string[] names = ["Test.Application", "from-options", "from-variable"];
        Assert.Equal([expected], names.Where(name => body.Contains(name, StringComparison.Ordinal)));
    }

    [Fact(Timeout = 60_000)]
    public async Task Without_export_nothing_is_listened_to_and_an_own_pipeline_gets_the_registry_at_the_start()
    {
        var manifest = SampleManifests.New("Own");
        AiManifests.Register(manifest);
        using var pipeline = Spans.Listen("AiInstrument.Registry");
        using var host = await StartAsync(static options => options.Export = false);

        Assert.False(AiCall.IsListening);
        Assert.Single(pipeline.Ended, span => Equals(span.GetTagItem("aiinstrument.build.id"), manifest.BuildId));
        Assert.True(host.Services.GetRequiredService<AiTelemetry>().ForceFlush(s_flush));
    }

    [Fact(Timeout = 60_000)]
    public async Task Adding_twice_exports_once_with_both_configurations()
    {
        await using var collector = await LoopbackCollector.StartAsync();
        var builder = NewBuilder([]);
        builder.AddAiInstrument(options => options.Endpoint = collector.Address).AddAiInstrument(static options => options.ServiceName = "twice");
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var call = AiCall.Start(SampleSites.Chat)!;
        call.SetResponseId("resp_once");
        call.Complete();
        await host.StopAsync(TestContext.Current.CancellationToken);

        var sent = string.Concat(collector.Received().Select(static export => export.Body));
        Assert.Equal(2, sent.Split("resp_once").Length);
        Assert.Contains("twice", sent, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Wrong_options_stop_the_start_with_their_sentence()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(static options => options.Endpoint = new Uri("localhost", UriKind.Relative)));

        Assert.Contains("AiInstrumentOptions.Endpoint is 'localhost'", failure.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "nowhere")]
    public async Task A_wrong_variable_stops_the_start_and_is_named(string variable, string value)
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(settings: new() { [variable] = value }));

        Assert.Contains($"{variable} is '{value}'", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _outbox.Dispose();

    private async Task<IHost> StartAsync(Action<AiInstrumentOptions>? configure = null, Dictionary<string, string?>? settings = null)
    {
        var builder = NewBuilder(settings ?? []);
        builder.AddAiInstrument(configure);
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    private HostApplicationBuilder NewBuilder(Dictionary<string, string?> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "Test.Application" });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.Configure<AiInstrumentOptions>(options => options.Outbox.Directory = _outbox.Path);
        return builder;
    }
}
