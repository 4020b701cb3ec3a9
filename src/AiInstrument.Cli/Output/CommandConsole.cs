using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace AiInstrument.Cli.Output;

/// <summary>Where answers come from and results go to.</summary>
/// <param name="input">Answers.</param>
/// <param name="output">Results.</param>
/// <param name="error">Why something could not be done.</param>
/// <param name="unattended">Nobody is there to answer.</param>
/// <param name="width">Columns that tables may take; null for those of the terminal, or as many as are needed where there is none.</param>
internal sealed class CommandConsole(TextReader input, TextWriter output, TextWriter error, bool unattended, int? width = null)
{
    // Tables in a file or a pipe are not cut to the width of a terminal that is not there.
    private const int WideEnough = 500;

    // Cells are broken over lines from here on, and a column takes a border and two spaces besides.
    private const int WordsFit = 16;
    private const int Border = 3;

    private readonly IAnsiConsole _tables = Create(output, width);

    /// <summary>Answers.</summary>
    public TextReader Input => input;

    /// <summary>Results.</summary>
    public TextWriter Output => output;

    /// <summary>Why something could not be done.</summary>
    public TextWriter Error => error;

    /// <summary>Writes a line.</summary>
    public void Say(string line) => output.WriteLine(line);

    /// <summary>Says in one sentence why something cannot be done.</summary>
    public void Refuse(string sentence) => error.WriteLine(sentence.ReplaceLineEndings(" "));

    /// <summary>Writes a table, or where that would break every word, one row below the other; cells are plain text.</summary>
    public void Write(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        IReadOnlyList<string>[] all = [.. rows];
        if (LeastWidth(columns, all) > _tables.Profile.Width)
        {
            WriteBelow(columns, all);
            return;
        }

        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Spectre.Console.Text(column)));
        }

        foreach (var row in all)
        {
            table.AddRow(row.Select(cell => new Spectre.Console.Text(cell)));
        }

        _tables.Write(table);
    }

    private static int LeastWidth(IReadOnlyList<string> columns, IReadOnlyList<string>[] rows) =>
        columns.Select((column, at) => Math.Min(WordsFit, rows.Select(row => row[at]).Append(column).SelectMany(cell => cell.Split('\n')).Max(line => line.Length)) + Border).Sum() + 1;

    private void WriteBelow(IReadOnlyList<string> columns, IReadOnlyList<string>[] rows)
    {
        var names = columns.Max(column => column.Length);
        foreach (var row in rows)
        {
            for (var at = 0; at < columns.Count; at++)
            {
                output.WriteLine($"{columns[at].PadRight(names)}  {row[at].ReplaceLineEndings("\n" + new string(' ', names + 2))}");
            }

            output.WriteLine();
        }
    }

    /// <summary>Writes a result as JSON.</summary>
    public void Write<T>(T value, JsonTypeInfo<T> type) => output.WriteLine(JsonSerializer.Serialize(value, type));

    /// <summary>Asks; nobody there means no.</summary>
    public bool Confirm(string question)
    {
        if (unattended)
        {
            return false;
        }

        output.Write(question + " [y/N] ");
        return input.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    /// <summary>Does something at each line that is entered, for as long as the process lives; nobody there means never.</summary>
    public void OnEnter(Action act)
    {
        if (!unattended)
        {
            new Thread(() =>
            {
                while (input.ReadLine() is not null)
                {
                    act();
                }
            })
            { IsBackground = true }.Start();
        }
    }

    private static IAnsiConsole Create(TextWriter writer, int? width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.Detect, Interactive = InteractionSupport.No });
        if (width is not null || !ReferenceEquals(writer, Console.Out) || Console.IsOutputRedirected)
        {
            console.Profile.Width = width ?? WideEnough;
        }

        return console;
    }
}
