using System.CommandLine;
using System.Globalization;
using AiInstrument.Cli.Builds;
using AiInstrument.Cli.Output;
using AiInstrument.Cli.Reports;

namespace AiInstrument.Cli.Commands;

/// <summary><c>aiinstrument coverage</c></summary>
internal static class CoverageCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(CommandConsole console)
    {
        var paths = new Argument<string[]>("paths") { Description = "Assemblies, folders of build output, or saved reports", DefaultValueFactory = _ => ["."], Arity = ArgumentArity.ZeroOrMore };
        var minimum = new Option<decimal?>("--min")
        {
            Description = "Fail when a smaller share of calls is measured",
            HelpName = "PERCENT",
            CustomParser = result =>
            {
                if (decimal.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= 100)
                {
                    return percent;
                }

                result.AddError($"'{result.Tokens[0].Value}' is no share in percent; write it as 95 or 99.5.");
                return null;
            },
        };
        var report = new ReportOptions("table", "json", "markdown");
        var command = new Command("coverage", "Says how many of the model calls in built assemblies are measured.") { paths, minimum };
        report.AddTo(command);
        command.Run(console, async (parsed, cancellationToken) =>
        {
            var found = CoverageReport.Of(BuildReader.Read(parsed.GetRequiredValue(paths)), parsed.GetValue(minimum));
            await report.WriteAsync(console, parsed, to => to.Write(found, report.Format(parsed)), cancellationToken).ConfigureAwait(false);
            return found.IsMet ? ExitCode.Done : ExitCode.NotMet;
        });
        return command;
    }
}
