using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AiInstrument.Dashboard.Host;

namespace AiInstrument.Dashboard.Tests;

public sealed class HostTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aiinstrument-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("--color", "--color")]
    [InlineData("--http=nonsense", "--http")]
    [InlineData("--http=ftp://127.0.0.1:1", "ftp://127.0.0.1:1")]
    [InlineData("--http=https://127.0.0.1:1", "reverse proxy")]
    [InlineData("--otlp-http=http://127.0.0.1:0/path", "without a path")]
    [InlineData("--otlp-grpc=http://collector.example:4317", "IP address")]
    public async Task A_wrong_setting_ends_the_start_with_one_sentence(string argument, string named)
    {
        var (code, output, error) = await RunAsync([argument, "--data", _folder.FullName]);

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

        var (code, output, error) = await RunAsync(["--http", address, "--data", _folder.FullName]);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains(address, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_ends_the_start_with_one_sentence()
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "in the way", TestContext.Current.CancellationToken);

        var (code, output, error) = await RunAsync(["--data", Path.Combine(file, "data")]);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains("cannot be written", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_database_that_is_none_ends_the_start_with_one_sentence()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "aiinstrument.db"), new string('x', 8192), TestContext.Current.CancellationToken);

        var (code, output, error) = await RunAsync(["--data", _folder.FullName]);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Help_names_every_option_and_variable()
    {
        var (code, output, _) = await RunAsync(["--help"]);

        Assert.Equal(0, code);
        Assert.All(
            (string[])["--data", "--http", "--otlp-http", "--otlp-grpc", "AIINSTRUMENT_DATA", "AIINSTRUMENT_HTTP", "AIINSTRUMENT_OTLP_HTTP", "AIINSTRUMENT_OTLP_GRPC", "AIINSTRUMENT_ADMIN_TOKEN", "AIINSTRUMENT_API_KEY"],
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

    /// <summary>Runs the real program until it listens, then interrupts it.</summary>
    private async Task<string> StartAndStopAsync()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ServerCommand).Assembly.Location, "--data", _folder.FullName])
        {
            RedirectStandardOutput = true,
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

        using var process = Process.Start(start)!;
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            lines.Add(line);
            if (line.StartsWith("Ctrl+C", StringComparison.Ordinal))
            {
                break;
            }
        }

        using var interrupt = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return string.Join('\n', lines);
    }
}
