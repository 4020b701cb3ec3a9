using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using AiInstrument.Dashboard.Hosting;

namespace AiInstrument.Cli.Tests.Support;

/// <summary>The real server on loopback, in this process.</summary>
internal static class LocalServer
{
    private static readonly Uri Free = new("http://127.0.0.1:0");

    /// <summary>Starts it on free ports.</summary>
    public static Task<DashboardServer> StartAsync(string folder, Action<DashboardServerOptions>? configure = null)
    {
        var options = new DashboardServerOptions { DataDirectory = folder, Http = Free, OtlpHttp = Free, OtlpGrpc = Free };
        configure?.Invoke(options);
        return DashboardServer.StartAsync(options, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends calls that cost something.</summary>
    public static async Task SendAsync(this DashboardServer server, int calls, DateTimeOffset start, string organization = "acme", string? key = null)
    {
        var spans = Enumerable.Range(0, calls).Select(call => $$"""
            {"traceId":"{{Guid.NewGuid():N}}","spanId":"{{Guid.NewGuid().ToString("N")[..16]}}","name":"chat gpt-4o","kind":3,
             "startTimeUnixNano":"{{Nanos(start.AddSeconds(call))}}","endTimeUnixNano":"{{Nanos(start.AddSeconds(call + 1))}}",
             "attributes":[{{Text("gen_ai.operation.name", "chat")}},{{Text("gen_ai.provider.name", "openai")}},{{Text("gen_ai.request.model", "gpt-4o")}},
              {{Text("aiinstrument.organization.id", organization)}},{{Text("aiinstrument.feature.id", "ticket.summarize")}},{{Number("gen_ai.usage.input_tokens", 1000)}},{{Number("gen_ai.usage.output_tokens", 100)}}]}
            """);
        var body = $$"""{"resourceSpans":[{"resource":{"attributes":[{{Text("service.name", "desk")}}]},"scopeSpans":[{"spans":[{{string.Join(',', spans)}}]}]}]}""";
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.OtlpHttp, "/v1/traces"))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        if (key is not null)
        {
            request.Headers.Add("x-api-key", key);
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private static string Nanos(DateTimeOffset instant) => (instant.ToUnixTimeMilliseconds() * 1_000_000).ToString(CultureInfo.InvariantCulture);

    private static string Text(string key, string value) => $$$"""{"key":"{{{key}}}","value":{"stringValue":"{{{value}}}"}}""";

    private static string Number(string key, long value) => $$$"""{"key":"{{{key}}}","value":{"intValue":"{{{value.ToString(CultureInfo.InvariantCulture)}}}"}}""";
}
