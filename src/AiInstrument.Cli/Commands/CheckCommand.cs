using System.CommandLine;
using AiInstrument.Cli.Baselines;
using AiInstrument.Cli.Output;
using AiInstrument.Cli.Reports;

namespace AiInstrument.Cli.Commands;

/// <summary><c>aiinstrument check</c></summary>
internal static class CheckCommand
{
    /// <summary>The baseline's usual name.</summary>
    public const string DefaultFile = "aii-baseline.json";

    /// <summary>Creates the command.</summary>
    public static Command Create(CommandConsole console)
    {
        var path = ScanCommand.Path();
        var restore = ScanCommand.Restore();
        var file = new Option<string>("--baseline") { Description = "The file of accepted findings", DefaultValueFactory = _ => DefaultFile, HelpName = "FILE" };
        var update = new Option<bool>("--update") { Description = "Take what is gone out of the file, follow what moved; make it where there is none" };
        var acceptNew = new Option<bool>("--accept-new") { Description = "With --update: accept what is new, too" };
        var strict = new Option<bool>("--strict") { Description = "Fail while the file has what is gone or moved" };
        var report = new ReportOptions("table", "json", "sarif", "markdown", "github");
        var command = new Command("check", "Fails on findings that the baseline does not accept. Notes do not count.") { path, restore, file, update, acceptNew, strict };
        report.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(acceptNew) && !result.GetValue(update))
            {
                result.AddError("--accept-new needs --update.");
            }
        });
        command.Run(console, async (parsed, cancellationToken) =>
        {
            var (name, write) = (parsed.GetRequiredValue(file), parsed.GetValue(update));
            var exists = File.Exists(name);
            if (!exists && !write)
            {
                throw new InvalidDataException($"{name} does not exist: make it with --update.");
            }

            var baseline = exists ? await Baseline.ReadAsync(name, cancellationToken).ConfigureAwait(false) : Baseline.Empty;
            var found = await ScanCommand.ScanAsync(console, parsed.GetRequiredValue(path), parsed.GetValue(restore), cancellationToken).ConfigureAwait(false);
            var check = BaselineCheck.Of(baseline, Path.GetFileName(name), found);
            var acceptsNew = write && (!exists || parsed.GetValue(acceptNew));
            if (write)
            {
                var next = check.Apply(baseline, acceptsNew);
                if (!exists || !next.Findings.SequenceEqual(baseline.Findings))
                {
                    await WholeFile.WriteAsync(name, next.ToText(), cancellationToken).ConfigureAwait(false);
                }

                check = check with { Written = next.Findings.Count };
            }

            await report.WriteAsync(console, parsed, to => to.Write(check, found, report.Format(parsed)), cancellationToken).ConfigureAwait(false);
            return (check.New.Count > 0 && !acceptsNew) || (parsed.GetValue(strict) && !write && check.Vanished.Count + check.Moved.Count > 0) ? ExitCode.NotMet
                : found.IsWhole ? ExitCode.Done
                : ExitCode.Incomplete;
        });
        return command;
    }
}
