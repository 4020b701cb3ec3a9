using AiInstrument.Cli.Output;

namespace AiInstrument.Cli.Tests;

public sealed class TableTests
{
    private static readonly string[] Columns = ["member", "where"];
    private static readonly string[][] Rows = [["Desk.Tickets.SummarizeAsync", "src/Desk/Tickets.cs:7"], ["Desk.Go", "one\ntwo"]];

    [Theory]
    [InlineData(null)]
    [InlineData(39)]
    public void Where_words_fit_it_is_a_table(int? width) => Assert.Contains("│ member", Write(width), StringComparison.Ordinal);

    [Fact]
    public void In_a_narrow_terminal_rows_are_below_each_other_and_no_word_is_broken() => Assert.Equal(
        """
        member  Desk.Tickets.SummarizeAsync
        where   src/Desk/Tickets.cs:7

        member  Desk.Go
        where   one
                two


        """.ReplaceLineEndings("\n"),
        Write(38).ReplaceLineEndings("\n"));

    private static string Write(int? width)
    {
        var output = new StringWriter();
        new CommandConsole(TextReader.Null, output, TextWriter.Null, unattended: true, width).Write(Columns, Rows);
        return output.ToString();
    }
}
