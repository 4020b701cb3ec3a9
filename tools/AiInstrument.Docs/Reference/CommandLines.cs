using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AiInstrument.Cli.Output;

namespace AiInstrument.Docs.Reference;

/// <summary>The options and commands of the programs, as their <c>--help</c> has them.</summary>
internal static partial class CommandLines
{
    /// <summary>The standalone server.</summary>
    public static Command ServerCommand { get; } = new Dashboard.Host.ServerCommand(_ => null, TextWriter.Null, TextWriter.Null).Command;

    /// <summary>The tool.</summary>
    public static Command ToolCommand { get; } = new Cli.ToolCommand(new CommandConsole(TextReader.Null, TextWriter.Null, TextWriter.Null, unattended: true)).Command;

    /// <summary>The server's options with their variables, the variables without an option, and its commands.</summary>
    public static string Server()
    {
        var rows = ServerCommand.Options.Where(IsOurs).Select(option =>
        {
            var said = SettingDescription().Match(option.Description!);
            return said.Groups["default"].Success
                ? (string[])[Name(option), MarkdownTable.Code(said.Groups["variable"].Value), Fallback(said.Groups["default"].Value), Sentence(said.Groups["what"].Value)]
                : [Name(option), "", "", What(option)];
        });
        var alone = VariableLine().Matches(ServerCommand.Description!).Select(line => (string[])["", MarkdownTable.Code(line.Groups["variable"].Value), "", Sentence(line.Groups["what"].Value)]);
        return MarkdownTable.Of(["option", "variable", "default", "what"], rows.Concat(alone)) + "\n" + Commands(ServerCommand, "");
    }

    /// <summary>The tool's commands with their options.</summary>
    public static string Tool() => $"{Sentence(ToolCommand.Description!)}\n\n{Commands(ToolCommand, "aiinstrument ")}";

    private static string Commands(Command root, string before)
    {
        var text = new StringBuilder();
        Add(root, before);
        return text.ToString();

        void Add(Command command, string path)
        {
            foreach (var sub in command.Subcommands.Where(sub => !sub.Hidden))
            {
                var name = path + sub.Name;
                if (sub.Subcommands.Count == 0)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{(text.Length == 0 ? "" : "\n")}**`{name}{string.Concat(sub.Arguments.Where(a => !a.Hidden).Select(Usage))}`**: {Sentence(sub.Description ?? "")}\n");
                    if (sub.Options.Where(IsOurs).All(IsSetting) && sub.Options.Any(IsOurs))
                    {
                        text.Append("\nIts options and variables are those of the [server](#server).\n");
                        continue;
                    }

                    var rows = sub.Arguments.Where(argument => !argument.Hidden).Select(argument => (string[])[MarkdownTable.Code(argument.Name.ToUpperInvariant()), Sentence(argument.Description ?? "")])
                        .Concat(sub.Options.Where(IsOurs).Select(option => (string[])[Name(option), What(option)]))
                        .ToList();
                    if (rows.Count > 0)
                    {
                        text.Append('\n').Append(MarkdownTable.Of(["argument", "what"], rows));
                    }
                }

                Add(sub, name + " ");
            }
        }
    }

    private static string Usage(Argument argument)
    {
        var name = argument.Name.ToUpperInvariant();
        return argument.Arity.MinimumNumberOfValues > 0 ? $" {name}" : $" [{name}]";
    }

    private static string Name(Option option) => MarkdownTable.Code(option.Name + (option.ValueType == typeof(bool) ? "" : " " + (option.HelpName ?? "VALUE")));

    private static bool IsSetting(Option option) => SettingDescription().Match(option.Description ?? "") is { Success: true } said && said.Groups["default"].Success;

    // --help and --version are everybody's.
    private static bool IsOurs(Option option) => !option.Hidden && option is not (System.CommandLine.Help.HelpOption or VersionOption);

    // A setting's variable and default are those of the server's table.
    private static string What(Option option)
    {
        var said = SettingDescription().Match(option.Description ?? "");
        var what = said.Success ? $"{Sentence(said.Groups["what"].Value)} Variable: {MarkdownTable.Code(said.Groups["variable"].Value)}." : Sentence(option.Description ?? "");
        return option.Required ? what + " Required." : what;
    }

    // Folders are where the program and the user are, and the page is the same on every machine.
    private static string Fallback(string text)
    {
        foreach (var (folder, where) in ((string, string)[])[(AppContext.BaseDirectory, "beside the program"), (Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "in the user's local application data")])
        {
            if (folder.Length > 0 && text.StartsWith(folder, StringComparison.Ordinal))
            {
                return $"{MarkdownTable.Code(text[folder.Length..].TrimStart('/', '\\'))} {where}";
            }
        }

        return text == "none" ? "" : MarkdownTable.Code(text);
    }

    private static string Sentence(string text)
    {
        var line = text.ReplaceLineEndings("\n").Split("\n\n")[0].Replace('\n', ' ').Trim();
        return line.Length == 0 ? "" : char.ToUpperInvariant(line[0]) + line[1..] + (line[^1] == '.' ? "" : ".");
    }

    [GeneratedRegex(@"^(?<what>.+) \[environment: (?<variable>\w+)(?:; default: (?<default>.*))?\]$", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex SettingDescription();

    [GeneratedRegex(@"^ +(?<variable>AIINSTRUMENT_\w+) +(?<what>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex VariableLine();
}
