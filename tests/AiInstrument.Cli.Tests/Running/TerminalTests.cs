using System.Text.Json.Nodes;
using AiInstrument.Cli.Tests.Support;

namespace AiInstrument.Cli.Tests.Running;

/// <summary>The real program as somebody has it before them: in a terminal, with a key to stop it.</summary>
public sealed class TerminalTests(CodeBase code) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Output => Path.Combine(_folder.Path, "output");

    private string Data => Path.Combine(_folder.Path, "data");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(80)]
    [InlineData(40)]
    public async Task A_scan_shows_how_far_it_is_on_the_terminal_and_nothing_of_it_in_its_result(int columns)
    {
        var run = await Terminal.RunAsync(columns, Output, ["scan", code.PathOf("Restored.slnx"), "--json"]);

        Assert.Equal(ExitCode.Incomplete, run.Code);
        AssertProgress(run, columns);
        Assert.Contains(run.Lines, line => line.Contains("Reading projects", StringComparison.Ordinal));
        Assert.All(run.Lines.TakeLast(2), line => Assert.True(line.Contains("100%", StringComparison.Ordinal) || string.IsNullOrWhiteSpace(line), line));
        Assert.Equal(1, (int)JsonNode.Parse(run.Output)!["version"]!);
        Assert.DoesNotContain('\e', run.Output);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(40)]
    public async Task A_seeding_shows_how_far_it_is_in_one_line_that_goes(int columns)
    {
        var run = await Terminal.RunAsync(columns, Output, ["seed", "--rows", "30000", "--data", Data, "--json"]);

        Assert.Equal(ExitCode.Done, run.Code);
        AssertProgress(run, columns);
        Assert.DoesNotContain("\n", run.Shown, StringComparison.Ordinal);
        Assert.True(string.IsNullOrWhiteSpace(run.Lines[^1]), run.Lines[^1]);
        Assert.Equal(30_000, (int)JsonNode.Parse(run.Output)!["stored"]!);
    }

    [Theory]
    [InlineData("Pricing again", "reprice")]
    [InlineData("Summing up", "aggregate", "--all")]
    [InlineData("Copying and checking", "backup", "copy.db")]
    [InlineData("Removing", "purge", "--organization", "org-1", "--yes")]
    public async Task Work_on_a_data_folder_says_that_it_goes_on_and_takes_that_away(string what, params string[] command)
    {
        Assert.Equal(ExitCode.Done, (await Tool.RunAsync("seed", "--rows", "300", "--data", Data)).Code);
        string[] arguments = [.. command.Select(argument => argument == "copy.db" ? Path.Combine(_folder.Path, argument) : argument), "--data", Data];

        var run = await Terminal.RunAsync(40, Output, arguments);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains(run.Lines, line => line.Contains(what + " …", StringComparison.Ordinal));
        Assert.All(run.Lines, line => Assert.InRange(line.Length, 0, 40));
        Assert.True(run.HasCursor);
        Assert.DoesNotContain(what, run.Output, StringComparison.Ordinal);
        Assert.NotEqual("", run.Output);
    }

    [Fact]
    public async Task Ctrl_C_stops_a_scan_with_no_half_file_and_the_cursor_there()
    {
        var report = Path.Combine(_folder.Path, "report.json");

        var run = await Terminal.RunAsync(80, Output, ["scan", code.PathOf("Restored.slnx"), "--json", "--output", report], shown => shown.Contains("Reading projects", StringComparison.Ordinal));

        Assert.Equal((ExitCode.Stopped, ""), (run.Code, run.Output));
        Assert.Equal("Stopped.", run.Lines[^1].Trim());
        Assert.True(run.HasCursor);
        Assert.Equal([Output], Directory.EnumerateFiles(_folder.Path));
    }

    [Fact]
    public async Task Ctrl_C_stops_a_seeding_which_the_same_command_goes_on_with()
    {
        var run = await Terminal.RunAsync(80, Output, ["seed", "--rows", "50000000", "--data", Data], shown => shown.Contains("records (", StringComparison.Ordinal));

        Assert.Equal((ExitCode.Stopped, ""), (run.Code, run.Output));
        Assert.Contains("The same command with --add goes on.", run.Lines[^1], StringComparison.Ordinal);
        Assert.True(run.HasCursor);
        Assert.Equal(ExitCode.Done, (await Tool.RunAsync("seed", "--rows", "10", "--data", Data, "--add")).Code);
    }

    private static void AssertProgress(TerminalRun run, int columns)
    {
        Assert.True(run.Percents.Distinct().Count() > 1, string.Join(' ', run.Percents));
        Assert.Equal(100, run.Percents[^1]);
        Assert.All(run.Lines, line => Assert.InRange(line.Length, 0, columns));
        Assert.True(run.HasCursor);
    }
}
