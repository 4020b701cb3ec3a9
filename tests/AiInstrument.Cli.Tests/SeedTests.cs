using System.Text.Json.Nodes;
using AiInstrument.Cli.Output;
using AiInstrument.Collector;

namespace AiInstrument.Cli.Tests;

public sealed class SeedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => Path.Combine(_folder.Path, "data");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_fills_a_folder_once()
    {
        var seeded = await RunAsync("seed", "--rows", "600", "--days", "3", "--data", Data, "--json");
        Assert.Equal((ExitCode.Done, 600, 0), (seeded.Code, (int)JsonNode.Parse(seeded.Output)!["stored"]!, (int)JsonNode.Parse(seeded.Output)!["duplicates"]!));
        Assert.Contains("600 records", seeded.Error, StringComparison.Ordinal);

        var refused = await RunAsync("seed", "--rows", "600", "--data", Data);
        Assert.Equal((ExitCode.Failed, ""), (refused.Code, refused.Output));
        Assert.Contains("has records already", refused.Error, StringComparison.Ordinal);

        var again = await RunAsync("seed", "--rows", "600", "--days", "3", "--data", Data, "--add");
        Assert.StartsWith("0 records", again.Output, StringComparison.Ordinal);
        Assert.Contains("600 were there already", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_a_server_uses_is_left_alone()
    {
        await RunAsync("seed", "--rows", "1", "--data", Data);
        using var running = await CollectorMaintenance.OpenPricesAsync(Data, TestContext.Current.CancellationToken);

        var refused = await RunAsync("seed", "--rows", "600", "--data", Data, "--add");

        Assert.Equal(ExitCode.Failed, refused.Code);
        Assert.Contains("in use by another collector", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--rows", "0")]
    [InlineData("--rows", "many")]
    [InlineData("--rows", "5", "--days", "0")]
    [InlineData]
    public async Task Wrong_arguments_make_nothing(params string[] args)
    {
        var refused = await RunAsync(["seed", .. args, "--data", Data]);

        Assert.Equal((ExitCode.WrongArguments, ""), (refused.Code, refused.Output));
        Assert.False(Directory.Exists(Data));
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await new ToolCommand(new CommandConsole(TextReader.Null, output, error, unattended: true)).InvokeAsync(args);
        return (code, output.ToString(), error.ToString());
    }
}
