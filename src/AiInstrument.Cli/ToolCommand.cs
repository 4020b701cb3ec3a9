using System.CommandLine;
using System.CommandLine.Help;
using AiInstrument.Cli.Commands;
using AiInstrument.Cli.Output;

namespace AiInstrument.Cli;

/// <summary>The tool's command line.</summary>
internal sealed class ToolCommand
{
    // A server writes what it has accepted before it ends, and a command that is stopped ends the processes that it has started.
    private static readonly TimeSpan MostWaitForEnd = TimeSpan.FromSeconds(30);

    private readonly Command _root;
    private readonly CommandConsole _console;

    /// <summary>Creates the commands.</summary>
    /// <param name="console">Where answers come from and results go to.</param>
    public ToolCommand(CommandConsole console)
    {
        _console = console;
        // A root command of the library has the name of the file that is run.
        _root = new Command("aiinstrument", "Works on AiInstrument from the command line. Exit codes: 0 done, 1 failed, 2 wrong arguments, 3 not confirmed, 4 code does not meet what was asked, 5 a part could not be read, 130 stopped.") { new HelpOption(), new VersionOption() };
        _root.Subcommands.Add(ScanCommand.Create(console));
        _root.Subcommands.Add(CheckCommand.Create(console));
        _root.Subcommands.Add(CoverageCommand.Create(console));
        _root.Subcommands.Add(DiffCommand.Create(console));
        _root.Subcommands.Add(PricesCommand.Create(console));
        _root.Subcommands.Add(RepriceCommand.Create(console));
        _root.Subcommands.Add(PurgeCommand.Create(console));
        _root.Subcommands.Add(AggregateCommand.Create(console));
        _root.Subcommands.Add(BackupCommand.Create(console));
        _root.Subcommands.Add(RestoreCommand.Create(console));
        _root.Subcommands.Add(ResetAdminCommand.Create(console));
        _root.Subcommands.Add(ServeCommand.Create(console));
        _root.Subcommands.Add(HealthCheckCommand.Create(console));
        _root.Subcommands.Add(DoctorCommand.Create(console));
        _root.Subcommands.Add(UpCommand.Create(console));
        _root.Subcommands.Add(InitCommand.Create(console, MakeBaselineAsync));
        _root.Subcommands.Add(SeedCommand.Create(console));
    }

    /// <summary>The command with all others.</summary>
    public Command Command => _root;

    /// <summary>Runs a command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="cancellationToken">Stops the command, as Ctrl-C does.</param>
    /// <returns>The <see cref="ExitCode"/>.</returns>
    public async Task<int> InvokeAsync(string[] args, CancellationToken cancellationToken = default)
    {
        var parsed = _root.Parse(args);
        var configuration = new InvocationConfiguration { Output = _console.Output, Error = _console.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = MostWaitForEnd };
        if (WrongArguments.NoCommand(parsed))
        {
            await _root.Parse([.. args, "--help"]).InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
            return ExitCode.WrongArguments;
        }

        if (WrongArguments.In(parsed) is { } wrong)
        {
            _console.Refuse(wrong);
            return ExitCode.WrongArguments;
        }

        return await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
    }

    private Task<int> MakeBaselineAsync(string[] args) =>
        new ToolCommand(new CommandConsole(TextReader.Null, TextWriter.Null, _console.Error, unattended: true)).InvokeAsync(["check", .. args]);
}
