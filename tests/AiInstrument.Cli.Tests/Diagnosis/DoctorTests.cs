using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AiInstrument.Cli.Diagnosis;
using AiInstrument.Cli.Tests.Support;
using AiInstrument.Collector.Access;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Cli.Tests.Diagnosis;

public sealed class DoctorTests : IDisposable
{
    private const string Key = "a-key-that-nobody-must-see-0123456789";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_folder.Path, "data");

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string[], string, string> Variables => new()
    {
        { ["OTEL_EXPORTER_OTLP_ENDPOINT=http://h:4317", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"], "Fail", "Port 4317 is for gRPC, and the protocol is http/protobuf." },
        { ["OTEL_EXPORTER_OTLP_ENDPOINT=http://h:4318", "OTEL_EXPORTER_OTLP_PROTOCOL=grpc"], "Fail", "Port 4318 is for OTLP/HTTP, and the protocol is grpc." },
        { ["OTEL_EXPORTER_OTLP_ENDPOINT=http://h:4317"], "Warn", "no protocol is set" },
        { ["OTEL_EXPORTER_OTLP_PROTOCOL=http/json"], "Fail", "OTEL_EXPORTER_OTLP_PROTOCOL is 'http/json'." },
        { ["OTEL_EXPORTER_OTLP_ENDPOINT=localhost:4318"], "Fail", "no http or https address" },
        { ["OTEL_EXPORTER_OTLP_ENDPOINT=http://h:4318/v1/traces"], "Warn", "which SDKs add themselves" },
        { ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://h:4318/v1/traces"], "Ok", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT is http://h:4318/, by http/protobuf." },
        { ["OTEL_EXPORTER_OTLP_HEADERS=" + Key], "Fail", "an entry is not name=value" },
        { ["OTEL_EXPORTER_OTLP_HEADERS=x-api-key=" + Key + ",tenant=a"], "Ok", "with x-api-key, tenant." },
        { ["OTEL_EXPORTER_OTLP_PROTOCOL=grpc", "OTEL_EXPORTER_OTLP_ENDPOINT=http://h:4317"], "Ok", "by grpc" },
    };

    [Theory]
    [MemberData(nameof(Variables))]
    public void Variables_that_contradict_each_other_are_told(string[] variables, string level, string said)
    {
        var set = variables.Select(variable => variable.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        var findings = new List<Finding>();

        new VariableCheck(name => set.GetValueOrDefault(name)).Read(endpoint: null, keyVariable: null, findings);

        var finding = Assert.Single(findings);
        Assert.Equal(level, finding.Level.ToString());
        Assert.Contains(said, finding.Text, StringComparison.Ordinal);
        Assert.Equal(level == "Ok", finding.Advice is null);
        Assert.DoesNotContain(Key, finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_takes_telemetry_is_found_well_by_either_protocol_and_nothing_is_stored()
    {
        await using var server = await LocalServer.StartAsync(Data);
        foreach (var (endpoint, protocol) in ((Uri, string)[])[(server.OtlpHttp, "http/protobuf"), (server.OtlpGrpc, "grpc")])
        {
            var result = await ProcessAsync(new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint.ToString(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol }, "--data", Data);

            Assert.Equal((0, ""), (result.Code, result.Error));
            Assert.Contains($"ok    endpoint: {(protocol == "grpc" ? "OTLP/gRPC" : "OTLP/HTTP")} takes telemetry without a key.", result.Output, StringComparison.Ordinal);
            Assert.Contains("ok    clock: Both clocks agree.", result.Output, StringComparison.Ordinal);
            Assert.Contains("The database is whole: 0 records", result.Output, StringComparison.Ordinal);
            Assert.Contains($"serves the folder: {server.Http}", result.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("FAIL", result.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Protocols_that_are_exchanged_are_told()
    {
        await using var server = await LocalServer.StartAsync(Data);

        Assert.Contains("speaks OTLP/gRPC, and the settings say OTLP/HTTP", (await FindAsync(server.OtlpGrpc, grpc: false)).Text, StringComparison.Ordinal);
        Assert.Contains("speaks OTLP/HTTP, and the settings say OTLP/gRPC", (await FindAsync(server.OtlpHttp, grpc: true)).Text, StringComparison.Ordinal);
        Assert.Contains("has no receiver of OTLP", (await FindAsync(server.Http, grpc: false)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Keys_that_are_missing_unknown_or_for_reading_are_told_and_never_shown(bool grpc)
    {
        await using var server = await LocalServer.StartAsync(Data, options => options.ApiKey = Key);
        var reading = await server.Services.GetRequiredService<IApiKeys>().CreateAsync(
            new Collector.Auditing.Actor(Collector.Storage.Workspaces.DefaultId, "test"), "reads", ApiKeyScopes.Read, Cancel);
        var endpoint = grpc ? server.OtlpGrpc : server.OtlpHttp;

        Assert.Equal((FindingLevel.Fail, "The server takes nothing without a key."), Said(await FindAsync(endpoint, grpc)));
        Assert.Equal((FindingLevel.Fail, "The key is not known, or it was revoked."), Said(await FindAsync(endpoint, grpc, "another")));
        Assert.Equal((FindingLevel.Fail, "The key may read and not send."), Said(await FindAsync(endpoint, grpc, reading)));
        Assert.Equal(FindingLevel.Ok, (await FindAsync(endpoint, grpc, Key)).Level);

        var whole = await ProcessAsync(
            new() { ["MY_KEY"] = Key, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = grpc ? "grpc" : "http/protobuf" }, "--endpoint", endpoint.ToString(), "--key-env", "MY_KEY", "--dashboard", server.Http.ToString(), "--json");
        Assert.Equal((0, ""), (whole.Code, whole.Error));
        Assert.DoesNotContain(Key, whole.Output, StringComparison.Ordinal);
        Assert.Contains(whole.Json.AsArray(), finding => (string)finding!["check"]! == "dashboard" && (string)finding["level"]! == "Ok");
        Assert.Contains(whole.Json.AsArray(), finding => (string)finding!["check"]! == "lost spans" && (string)finding["level"]! == "Ok");
    }

    [Fact]
    public async Task What_cannot_be_reached_fails_with_what_to_do()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();

        var result = await ProcessAsync([], "--endpoint", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));

        Assert.Equal(ExitCode.Failed, result.Code);
        Assert.Contains("FAIL  network: 127.0.0.1:", result.Output, StringComparison.Ordinal);
        Assert.Contains("-> Start the server", result.Output, StringComparison.Ordinal);
        Assert.Contains("MISSING_KEY is not set", (await ProcessAsync([], "--key-env", "MISSING_KEY")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "Ok")]
    [InlineData(-30, "Warn")]
    [InlineData(600, "Fail")]
    public async Task Clocks_that_differ_are_told(int seconds, string level)
    {
        await using var server = await LocalServer.StartAsync(Data);
        var findings = new List<Finding>();

        await new EndpointCheck(new Shifted(TimeSpan.FromSeconds(seconds))).RunAsync(new Target(server.OtlpHttp, Grpc: false, [], "test"), findings, Cancel);

        Assert.Equal(level, findings.Single(finding => finding.Check == "clock").Level.ToString());
    }

    [Fact]
    public void Spans_that_wait_for_long_and_folders_that_others_may_read_are_told()
    {
        var waiting = _folder.Info.CreateSubdirectory("desk");
        var file = Path.Combine(waiting.FullName, "1.aioutbox");
        File.WriteAllText(file, "spans");
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-1));
        _folder.Info.CreateSubdirectory("empty");
        if (!OperatingSystem.IsWindows())
        {
            foreach (var folder in _folder.Info.GetDirectories())
            {
                folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            }

            _folder.Info.CreateSubdirectory("open").UnixFileMode |= UnixFileMode.OtherRead;
        }

        var findings = new List<Finding>();
        new OutboxCheck(TimeProvider.System).Run(_folder.Path, findings);

        Assert.Equal([FindingLevel.Warn, FindingLevel.Ok, .. OperatingSystem.IsWindows() ? (FindingLevel[])[] : [FindingLevel.Warn]], findings.Select(finding => finding.Level));
        Assert.Contains("desk: 1 files, 5 bytes wait", findings[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Packages_of_another_version_are_told()
    {
        var app = _folder.Info.CreateSubdirectory("App");
        File.WriteAllText(Path.Combine(app.FullName, "App.csproj"), "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        File.WriteAllText(
            Path.Combine(app.CreateSubdirectory("obj").FullName, "project.assets.json"), """{"libraries":{"AiInstrument/0.0.9":{"type":"package"},"Other/1.0.0":{"type":"package"},"App.Core/1.0.0":{"type":"project"}}}""");
        var findings = new List<Finding>();

        VersionCheck.Run(app.FullName, "0.1.0", findings);
        VersionCheck.Run(app.FullName, "0.0.9", findings);

        Assert.Equal([FindingLevel.Ok, FindingLevel.Warn, FindingLevel.Ok, FindingLevel.Ok], findings.Select(finding => finding.Level));
        Assert.Equal("AiInstrument 0.0.9 in App.", findings[1].Text);
    }

    [Fact]
    public async Task A_database_that_is_damaged_or_newer_is_told()
    {
        await using (await LocalServer.StartAsync(Data))
        {
        }

        var file = Path.Combine(Data, "aiinstrument.db");
        var whole = await File.ReadAllBytesAsync(file, Cancel);
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await connection.OpenAsync(Cancel);
            using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO __EFMigrationsHistory VALUES ('99991231000001_future', '99.0.0')";
            await command.ExecuteNonQueryAsync(Cancel);
        }

        var findings = new List<Finding>();
        await DataCheck.RunAsync(Data, findings, Cancel);
        Assert.Contains(findings, finding => finding.Level == FindingLevel.Fail && finding.Text.Contains("newer than this tool's", StringComparison.Ordinal));

        Array.Clear(whole, whole.Length / 2, whole.Length / 2);
        await File.WriteAllBytesAsync(file, whole, Cancel);
        findings.Clear();
        await DataCheck.RunAsync(Data, findings, Cancel);
        Assert.Equal(FindingLevel.Fail, Assert.Single(findings).Level);
    }

    private static (FindingLevel Level, string Text) Said(Finding finding) => (finding.Level, finding.Text);

    private static async Task<Finding> FindAsync(Uri endpoint, bool grpc, string? key = null)
    {
        var findings = new List<Finding>();
        await new EndpointCheck(TimeProvider.System).RunAsync(new Target(endpoint, grpc, key is null ? [] : [new("x-api-key", key)], "test"), findings, Cancel);
        return findings.Single(finding => finding.Check is "endpoint" or "key");
    }

    /// <summary>The real program in a folder without projects, with an outbox of its own.</summary>
    private Task<ToolResult> ProcessAsync(Dictionary<string, string?> variables, params string[] args)
    {
        var empty = _folder.Info.CreateSubdirectory("nothing").FullName;
        return Tool.RunProcessAsync(Tool.Program(new Dictionary<string, string?>(variables) { ["XDG_DATA_HOME"] = empty }, ["doctor", empty, .. args]));
    }

    private sealed class Shifted(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + by;
    }
}
