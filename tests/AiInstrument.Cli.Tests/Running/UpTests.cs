using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AiInstrument.Cli.Tests.Support;

namespace AiInstrument.Cli.Tests.Running;

/// <summary>The real program, as users start it.</summary>
public sealed class UpTests : IDisposable
{
    private static readonly string[] FreePorts = ["--port", "0", "--otlp-http-port", "0", "--otlp-grpc-port", "0", "--no-browser"];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_serves_from_the_profile_signs_in_once_by_its_link_and_ends_cleanly()
    {
        var home = new Dictionary<string, string?> { ["XDG_DATA_HOME"] = _folder.Path };
        using var process = Process.Start(Tool.Program(home, ["up", .. FreePorts]))!;
        var lines = await Tool.ReadUntilAsync(process, "Ctrl+C");
        var link = new Uri(After(lines, "Sign in"));
        var data = After(lines, "Data");
        Assert.Equal(Path.Combine(_folder.Path, "aiinstrument"), data);
        Assert.Equal(After(lines, "OTLP/HTTP").TrimEnd('/'), After(lines, "  OTEL_EXPORTER_OTLP_ENDPOINT="));

        using (var handler = new HttpClientHandler { AllowAutoRedirect = false })
        using (var browser = new HttpClient(handler))
        {
            // A preview of the link does not use it up.
            using var preview = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Head, link), Cancel);
            using var first = await browser.GetAsync(link, Cancel);
            using var page = await browser.GetAsync(new Uri(link, first.Headers.Location!), Cancel);
            using var second = await browser.GetAsync(link, Cancel);
            Assert.Equal((410, 302, 200, 410), ((int)preview.StatusCode, (int)first.StatusCode, (int)page.StatusCode, (int)second.StatusCode));
        }

        var other = await Tool.RunAsync(["up", "--data", data, .. FreePorts]);
        Assert.Equal(ExitCode.Failed, other.Code);
        Assert.Contains(link.GetLeftPart(UriPartial.Authority), other.Error, StringComparison.Ordinal);
        Assert.Contains("process " + process.Id, other.Error, StringComparison.Ordinal);

        await process.StandardInput.WriteLineAsync();
        await process.StandardInput.FlushAsync(Cancel);
        Assert.Equal(0, await Tool.TerminateAsync(process));
        Assert.Equal("", await process.StandardError.ReadToEndAsync(Cancel));
        Assert.False(File.Exists(Path.Combine(data, "server.json")));
        Assert.DoesNotContain(link.Query["?code=".Length..], await process.StandardOutput.ReadToEndAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_json_it_says_where_it_is_and_takes_what_is_sent()
    {
        using var process = Process.Start(Tool.Program(new Dictionary<string, string?>(), ["up", "--data", _folder.Path, "--json", .. FreePorts]))!;
        var lines = await Tool.ReadUntilAsync(process, "}");
        var said = new ToolResult(0, string.Concat(lines), "").Json;
        using var client = new HttpClient();

        Assert.Equal("ready", await client.GetStringAsync(new Uri(new Uri((string)said["dashboard"]!), "/readyz"), Cancel));
        using var sent = await client.PostAsync(new Uri(new Uri((string)said["otlpHttp"]!), "/v1/traces"), new StringContent("{}", System.Text.Encoding.UTF8, "application/json"), Cancel);
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        Assert.Equal(0, await Tool.TerminateAsync(process));
    }

    [Theory]
    [InlineData("--port")]
    [InlineData("--otlp-http-port")]
    [InlineData("--otlp-grpc-port")]
    public async Task A_taken_port_is_refused_with_its_option(string option)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string[] ports = [.. FreePorts];
        ports[Array.IndexOf(ports, option) + 1] = port;

        var refused = await Tool.RunAsync(["up", "--data", _folder.Path, .. ports]);

        Assert.Equal((ExitCode.Failed, ""), (refused.Code, refused.Output));
        Assert.Equal($"Port {port} is taken by another program: choose another with {option} (0 takes a free one).", refused.Error.Trim());
        Assert.Empty(_folder.Info.GetFileSystemInfos());
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("65536")]
    [InlineData("http")]
    public async Task A_port_that_is_none_is_a_wrong_argument(string port) =>
        Assert.Equal(ExitCode.WrongArguments, (await Tool.RunAsync("up", "--port", port, "--data", _folder.Path)).Code);

    [Fact]
    public async Task A_note_that_a_killed_server_left_stops_nobody()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await File.WriteAllTextAsync(
            Path.Combine(_folder.Path, "server.json"), """{"http":"http://127.0.0.1:1","otlpHttp":"http://127.0.0.1:1","otlpGrpc":"http://127.0.0.1:1","processId":1}""", Cancel);
        using var process = Process.Start(Tool.Program(new Dictionary<string, string?>(), ["up", "--data", _folder.Path, .. FreePorts]))!;

        await Tool.ReadUntilAsync(process, "Ctrl+C");

        Assert.Equal(0, await Tool.TerminateAsync(process));
    }

    private static string After(List<string> lines, string start) => lines.Single(line => line.StartsWith(start, StringComparison.Ordinal))[start.Length..].Trim();
}
