using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AiInstrument.Dashboard.Host;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Dashboard.Tests.Hosting;

public sealed class HostTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--color", "--color")]
    [InlineData("--http=nonsense", "--http")]
    [InlineData("--http=ftp://127.0.0.1:1", "ftp://127.0.0.1:1")]
    [InlineData("--http=https://127.0.0.1:1", "https needs a certificate")]
    [InlineData("--anonymous=everybody", "loopback or never")]
    [InlineData("--otlp-http=http://127.0.0.1:0/path", "without a path")]
    [InlineData("--otlp-grpc=http://collector.example:4317", "IP address")]
    [InlineData("--otlp-http=http://192.0.2.1:0", "192.0.2.1")]
    [InlineData("--retention-days=0", "--retention-days")]
    [InlineData("--max-database-mb=many", "many")]
    public async Task A_wrong_setting_ends_the_start_with_one_sentence(string argument, string named)
    {
        var (code, output, error) = await RunAsync([argument, "--data", _folder.Path]);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_taken_port_ends_the_start_with_one_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://{taken.LocalEndpoint}";

        var (code, output, error) = await RunAsync(["--http", address, "--data", _folder.Path]);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains(address, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_ends_the_start_with_one_sentence()
    {
        var file = Path.Combine(_folder.Path, "file");
        await File.WriteAllTextAsync(file, "in the way", TestContext.Current.CancellationToken);

        var (code, output, error) = await RunAsync(["--data", Path.Combine(file, "data")]);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains("cannot be written", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task An_empty_folder_name_ends_the_start_with_one_sentence()
    {
        var (code, output, error) = await RunAsync(["--data", ""]);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains("--data (AIINSTRUMENT_DATA)", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("in use by another collector")]
    [InlineData("cannot be opened")]
    [InlineData("newer version")]
    public async Task A_database_that_cannot_be_used_ends_the_start_with_one_sentence(string reason)
    {
        await StartAndStopAsync();
        var file = Path.Combine(_folder.Path, "aiinstrument.db");
        using var other = reason.StartsWith("in use", StringComparison.Ordinal)
            ? new FileStream(Path.Combine(_folder.Path, "aiinstrument.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None)
            : null;
        switch (reason)
        {
            case "cannot be opened":
                await File.WriteAllBytesAsync(file, [.. Enumerable.Range(0, 4096).Select(i => (byte)i)], TestContext.Current.CancellationToken);
                break;
            case "newer version":
                await ExecuteAsync(file, "INSERT INTO __EFMigrationsHistory VALUES ('99991231000001_future', '99.0.0')");
                break;
        }

        var (code, output, error) = await RunProcessAsync();

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_start_that_failed_does_not_use_up_the_first_admins_token()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var (code, output, error) = await RunProcessAsync("--otlp-grpc", $"http://{taken.LocalEndpoint}");
        Assert.Equal((2, ""), (code, output));
        Assert.Single(error.TrimEnd().Split('\n'));

        Assert.Contains("Admin token ", await StartAndStopAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_may_be_in_a_file()
    {
        var file = Path.Combine(_folder.Path, "key");
        await File.WriteAllTextAsync(file, "key-of-a-mounted-file\n", TestContext.Current.CancellationToken);
        var program = Program();
        program.Environment["AIINSTRUMENT_API_KEY_FILE"] = file;
        using var process = Process.Start(program)!;
        var lines = await ReadUntilListeningAsync(process);
        var address = lines.Single(line => line.StartsWith("Dashboard", StringComparison.Ordinal))["Dashboard".Length..].Trim();
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(address), "/api/ai-usage/stats")) { Headers = { { "x-api-key", "key-of-a-mounted-file" } } };
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var terminate = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("secret", null, "are both set")]
    [InlineData(null, "", "is empty")]
    [InlineData(null, null, "cannot be read")]
    public async Task A_secret_that_is_not_clear_ends_the_start_with_one_sentence(string? value, string? content, string said)
    {
        var file = Path.Combine(_folder.Path, "key");
        if (content is not null)
        {
            await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        }

        var environment = new Dictionary<string, string?>(FreePorts) { ["AIINSTRUMENT_ADMIN_TOKEN"] = value, ["AIINSTRUMENT_ADMIN_TOKEN_FILE"] = file };
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await new ServerCommand(environment.GetValueOrDefault, output, error).InvokeAsync(["--data", _folder.Path]);

        Assert.Equal((2, ""), (code, output.ToString()));
        Assert.Contains(said, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString().Replace("larger than a secret", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_option_and_variable()
    {
        var (code, output, _) = await RunAsync(["--help"]);

        Assert.Equal(0, code);
        Assert.All(
            (string[])["--data", "--http", "--otlp-http", "--otlp-grpc", "AIINSTRUMENT_DATA", "AIINSTRUMENT_HTTP", "AIINSTRUMENT_OTLP_HTTP", "AIINSTRUMENT_OTLP_GRPC", "AIINSTRUMENT_ADMIN_TOKEN", "AIINSTRUMENT_API_KEY", "--retention-days", "--max-database-mb", "--content", "--content-days", "--max-content-mb", "AIINSTRUMENT_API_KEY_FILE", "--proxy-user-header", "--trusted-proxies"],
            name => Assert.Contains(name, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_token_is_printed_at_the_first_start_alone()
    {
        var first = await StartAndStopAsync();
        var second = await StartAndStopAsync();

        Assert.Contains("Admin token ", first, StringComparison.Ordinal);
        Assert.DoesNotContain("Admin token ", second, StringComparison.Ordinal);
        Assert.Contains("no API key", second, StringComparison.Ordinal);
        Assert.DoesNotContain(":0/", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sender_that_stalls_does_not_keep_the_server_from_ending_well()
    {
        using var process = Process.Start(Program())!;
        var lines = await ReadUntilListeningAsync(process);
        var address = new Uri(lines.Single(line => line.StartsWith("OTLP/HTTP", StringComparison.Ordinal))["OTLP/HTTP".Length..].Trim());
        using var sender = new TcpClient();
        await sender.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        var stream = sender.GetStream();
        await stream.WriteAsync(
            "POST /v1/traces HTTP/1.1\r\nHost: collector\r\nContent-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n"u8.ToArray(),
            TestContext.Current.CancellationToken);

        // The server says so when it begins to read the body, of which nothing will come.
        using var answer = new StreamReader(stream);
        Assert.Equal("HTTP/1.1 100 Continue", await answer.ReadLineAsync(TestContext.Current.CancellationToken));
        using var terminate = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (process.ExitCode, await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)));
    }

    /// <summary>An environment that asks for free ports.</summary>
    private static Dictionary<string, string?> FreePorts { get; } = new()
    {
        ["AIINSTRUMENT_HTTP"] = "http://127.0.0.1:0",
        ["AIINSTRUMENT_OTLP_HTTP"] = "http://127.0.0.1:0",
        ["AIINSTRUMENT_OTLP_GRPC"] = "http://127.0.0.1:0",
    };

    /// <summary>Runs the command in this process.</summary>
    private static async Task<(int Code, string Output, string Error)> RunAsync(string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await new ServerCommand(FreePorts.GetValueOrDefault, output, error).InvokeAsync(arguments);
        return (code, output.ToString(), error.ToString());
    }

    private static async Task ExecuteAsync(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The real program with this test's folder and free ports.</summary>
    private ProcessStartInfo Program(params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ServerCommand).Assembly.Location, "--data", _folder.Path, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var variable in start.Environment.Keys.Where(key => key.StartsWith("AIINSTRUMENT_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(variable);
        }

        foreach (var (variable, value) in FreePorts)
        {
            start.Environment[variable] = value;
        }

        return start;
    }

    /// <summary>Runs the real program until it ends by itself, with all that it and its logging write.</summary>
    private async Task<(int Code, string Output, string Error)> RunProcessAsync(params string[] arguments)
    {
        using var process = Process.Start(Program(arguments))!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output, await error);
    }

    /// <summary>Runs the real program until it listens, then ends it. Not with SIGINT: what a shell starts in the background ignores that.</summary>
    private async Task<string> StartAndStopAsync()
    {
        using var process = Process.Start(Program())!;
        var lines = await ReadUntilListeningAsync(process);
        using var terminate = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return string.Join('\n', lines);
    }

    private static async Task<IReadOnlyList<string>> ReadUntilListeningAsync(Process process)
    {
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            lines.Add(line);
            if (line.StartsWith("Ctrl+C", StringComparison.Ordinal))
            {
                break;
            }
        }

        return lines;
    }
}
