using AiInstrument.Cli.Output;
using AiInstrument.Collector.Seeding;

namespace AiInstrument.Cli.Tests;

public sealed class SeedProgressLineTests
{
    private const string Line = "500 of 1,000 records (50.0%), 250 rows/s, 00:00:02 left";

    [Theory]
    [InlineData(80)]
    [InlineData(40)]
    [InlineData(1)]
    public void In_a_terminal_it_stays_on_one_line_and_goes(int columns)
    {
        var written = Write(() => columns);

        var width = Math.Max(columns - 1, 1);
        Assert.Equal("\r" + Line.PadRight(width)[..width] + "\r" + new string(' ', width) + "\r", written);
    }

    [Fact]
    public void In_a_file_it_is_a_line_of_its_own() => Assert.Equal(Line + Environment.NewLine, Write(columns: null));

    private static string Write(Func<int>? columns)
    {
        var writer = new StringWriter();
        var line = new SeedProgressLine(writer, columns, TimeProvider.System);
        line.Report(new SeedProgress(500, 1_000, TimeSpan.FromSeconds(2)));
        line.End();
        return writer.ToString();
    }
}
