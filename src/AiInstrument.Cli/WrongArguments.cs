using System.CommandLine;
using System.CommandLine.Parsing;

namespace AiInstrument.Cli;

/// <summary>Says what is wrong with a command line, what may have been meant, and who explains it.</summary>
internal static class WrongArguments
{
    // So many letters may be other than in the name that was meant.
    private const int MostMistakes = 2;

    /// <summary>Whether nothing is wrong but that a command is missing.</summary>
    public static bool NoCommand(ParseResult parsed) => parsed is { Errors.Count: > 0, UnmatchedTokens.Count: 0, CommandResult.Command.Subcommands.Count: > 0 };

    /// <summary>What is wrong, in one sentence; null when nothing is.</summary>
    public static string? In(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = Path(parsed.CommandResult);
        var wrong = UnknownOption(parsed) is { } option ? $"'{option}' is no option of '{path}'{Like(option, Options(command))}"
            : parsed.UnmatchedTokens is [var token, ..] ? command.Subcommands.Count > 0 ? $"'{token}' is no command of '{path}'{Like(token, command.Subcommands.Select(known => known.Name))}" : $"'{token}' is more than '{path}' takes"
            : parsed.Errors is [var first, ..] ? first.Message.TrimEnd('.')
            : null;
        return wrong is null ? null : $"{wrong}; '{path} --help' explains the arguments.";
    }

    /// <summary>What looks like an option and is none: else it would be taken for a path.</summary>
    private static string? UnknownOption(ParseResult parsed) => parsed.Tokens
        .TakeWhile(token => token.Type != TokenType.DoubleDash)
        .FirstOrDefault(token => token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal))?.Value;

    private static IEnumerable<string> Options(Command command) => command.Options.Select(option => option.Name).Append("--help");

    private static string Path(CommandResult result) => result.Parent is CommandResult parent ? $"{Path(parent)} {result.Command.Name}" : result.Command.Name;

    private static string Like(string wrong, IEnumerable<string> names) =>
        names.Select(name => (Name: name, Mistakes: Mistakes(wrong, name))).Where(near => near.Mistakes <= MostMistakes).OrderBy(near => near.Mistakes).ThenBy(near => near.Name, StringComparer.Ordinal).FirstOrDefault().Name is { } meant
            ? $" (did you mean '{meant}'?)"
            : "";

    /// <summary>How many letters have to be put in, taken out or replaced to make one text the other.</summary>
    private static int Mistakes(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
            }
        }

        return row[^1];
    }
}
