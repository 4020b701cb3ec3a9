using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using AiInstrument.Collector.Access;

namespace AiInstrument.Collector.Tests.Receiving;

/// <summary>What OpenTelemetry's exporters for Node.js send, over the network and into the database.</summary>
public sealed class NodeExporterTests
{
    private const string Key = "node-key-of-the-tests-0123456789";
    private const int Calls = 700;

    [Theory]
    [InlineData("proto")]
    [InlineData("json")]
    [InlineData("grpc")]
    public async Task Every_call_is_stored_with_its_cost(string protocol)
    {
        await using var collector = await FullCollector.StartAsync(options => options.AllowAnonymousLoopback = false);
        await collector.Access.EnsureApiKeyAsync(Key, ApiKeyScopes.Ingest, TestContext.Current.CancellationToken);

        await SendAsync(protocol, protocol == "grpc" ? collector.GrpcAddress : collector.HttpAddress);
        await collector.StopAsync();

        // 1000 × 0.15 USD + 100 × 0.60 USD for each million tokens.
        Assert.Equal("700 700000 70000 147000000", await collector.SqlAsync("SELECT sum(calls) || ' ' || sum(input_tokens) || ' ' || sum(output_tokens) || ' ' || sum(cost_nano_usd) FROM usage_daily"));
        Assert.Equal((long)Calls, await collector.SqlAsync("SELECT count(*) FROM interactions WHERE finish_reason_id = (SELECT id FROM dimension_values WHERE value = 'stop')"));
        Assert.Equal((long)Calls, await collector.SqlAsync("SELECT count(*) FROM contents WHERE part = 0"));
        Assert.Equal(0L, await collector.SqlAsync("SELECT coalesce(sum(span_messages), 0) FROM interaction_left_out"));

        // The exporter that sends logs too tells with them how the responses were named.
        Assert.Equal(protocol == "proto" ? (long)Calls : 0L, await collector.SqlAsync("SELECT count(DISTINCT response_id) FROM interactions WHERE response_id LIKE 'r-%'"));
    }

    private static async Task SendAsync(string protocol, Uri endpoint)
    {
        var folder = typeof(NodeExporterTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "NodeClients").Value!;
        var start = new ProcessStartInfo("node") { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["send.js", protocol, endpoint.AbsoluteUri, Calls.ToString(CultureInfo.InvariantCulture), Key])
        {
            start.ArgumentList.Add(argument);
        }

        using var node = Process.Start(start)!;
        var output = node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, await output + await error);
    }
}
