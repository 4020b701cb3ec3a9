using System.CommandLine;

namespace AiInstrument.Cli.Output;

/// <summary>How and where a command writes its report.</summary>
internal sealed class ReportOptions
{
    private readonly Option<string> _format;
    private readonly Option<bool> _json = Commands.DataOption.Json();
    private readonly Option<FileInfo?> _output = new("--output") { Description = "Write the report into this file, whole or not at all", HelpName = "FILE" };

    /// <summary>Creates the options.</summary>
    /// <param name="formats">The formats; the first is the default.</param>
    public ReportOptions(params string[] formats)
    {
        _format = new Option<string>("--format") { Description = "How the report is written", DefaultValueFactory = _ => formats[0], HelpName = string.Join('|', formats) };
        _format.AcceptOnlyFromAmong(formats);
    }

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_format);
        command.Options.Add(_json);
        command.Options.Add(_output);
    }

    /// <summary>The format that was asked for.</summary>
    public string Format(ParseResult parsed) => parsed.GetValue(_json) ? "json" : parsed.GetRequiredValue(_format);

    /// <summary>Writes the report to where it was asked for.</summary>
    public async Task WriteAsync(CommandConsole console, ParseResult parsed, Action<CommandConsole> report, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_output) is not { } file)
        {
            report(console);
            return;
        }

        var text = new StringWriter { NewLine = "\n" };
        report(new CommandConsole(TextReader.Null, text, console.Error, unattended: true));
        await WholeFile.WriteAsync(file.FullName, text.ToString(), cancellationToken).ConfigureAwait(false);
    }
}
