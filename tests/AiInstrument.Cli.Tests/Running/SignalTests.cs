using System.Diagnostics;
using System.Globalization;
using AiInstrument.Cli.Tests.Support;

namespace AiInstrument.Cli.Tests.Running;

/// <summary>The real program is stopped as a terminal or a CI stops it: the signal goes to it and all that it has started.</summary>
public sealed class SignalTests(CodeBase code) : IDisposable
{
    private const string Marker = "AIINSTRUMENT_SIGNAL_TESTS";

    private readonly TemporaryFolder _folder = new();
    private readonly string _mark = Guid.NewGuid().ToString("n");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Temp => Path.Combine(_folder.Path, "temp");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_scan_says_so_and_leaves_no_process_and_no_file()
    {
        var report = Path.Combine(_folder.Path, "report.json");
        var (exit, error) = await StopAsync(
            ["scan", code.PathOf("Restored.slnx"), "--json", "--output", report],
            () => Directory.EnumerateDirectories(Temp, "aiinstrument-scan-*").Any(folder => File.Exists(Path.Combine(folder, "all.proj"))));

        Assert.Equal((ExitCode.Stopped, "Stopped."), (exit, error.Trim()));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Temp, "aiinstrument-*"));
    }

    [Fact]
    public async Task A_seeding_keeps_what_is_stored_and_says_how_to_go_on()
    {
        var data = Path.Combine(_folder.Path, "data");
        var (exit, error) = await StopAsync(["seed", "--rows", "50000000", "--data", data], () => File.Exists(Path.Combine(data, "aiinstrument.db")));

        Assert.Equal(ExitCode.Stopped, exit);
        Assert.Contains("The same command with --add goes on.", error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await Tool.RunAsync("seed", "--rows", "10", "--data", data, "--add")).Code);
    }

    // In a group of its own, so that the signal reaches the group and not the tests.
    private async Task<(int Exit, string Error)> StopAsync(string[] arguments, Func<bool> started)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Groups of processes are looked at in /proc.");
        Directory.CreateDirectory(Temp);
        var program = Tool.Program(new Dictionary<string, string?> { ["TMPDIR"] = Temp, [Marker] = _mark }, arguments);
        var start = new ProcessStartInfo("setsid", [program.FileName, .. program.ArgumentList]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment.Clear();
        foreach (var (name, value) in program.Environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await Poll.UntilAsync(() => started() || process.HasExited);
        Assert.False(process.HasExited, "It ended before it could be stopped.");
        using var kill = Process.Start("kill", ["-TERM", "--", "-" + process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(Cancel);

        // The kernel takes its time to end what was killed.
        await Poll.UntilAsync(() => !Processes.HaveVariable(Marker, _mark));
        Assert.Equal("", await output);
        return (process.ExitCode, await error);
    }
}
