using AiInstrument.RuleDocs;

namespace AiInstrument.Analyzers.Tests.Rules;

/// <summary>docs/rules is in line with the rules; where it is not, the tool says so and repairs it.</summary>
public sealed class RuleDocsTests
{
    private static readonly string Pages = Path.Combine(AppContext.BaseDirectory, "rules");

    [Fact]
    public void The_pages_and_the_index_are_up_to_date()
    {
        using var output = new StringWriter();

        Assert.True(RuleDocsCommand.Run(Pages, check: true, output) == 0, output.ToString());
    }

    [Theory]
    [InlineData("AII0002.md", "| Default severity | warning |", "| Default severity | error |")]
    [InlineData("AII0003.md", "| Fix | by hand |", "| Fix | by magic; Fix All in document, project and solution |")]
    [InlineData("AII0002.md", "; Fix All in document, project and solution", "")]
    [InlineData("AII0004.md", "# AII0004: Feature id is malformed", "# AII0004: Something else")]
    [InlineData("README.md", "| [AII0006](AII0006.md) | info | Feature is used by no call | – |\n", "")]
    [InlineData("README.md", "| [AII0003](AII0003.md) | error |", "| [AII0003](AII0003.md) | info |")]
    public void What_differs_is_found_left_alone_by_the_check_and_repaired(string file, string right, string wrong)
    {
        var folder = Directory.CreateTempSubdirectory("ruledocs");
        try
        {
            foreach (var page in Directory.EnumerateFiles(Pages, "*.md"))
            {
                File.Copy(page, Path.Combine(folder.FullName, Path.GetFileName(page)));
            }

            var path = Path.Combine(folder.FullName, file);
            var original = File.ReadAllText(path);
            var broken = original.Replace(right, wrong, StringComparison.Ordinal);
            Assert.NotEqual(original, broken);
            File.WriteAllText(path, broken);

            using var output = new StringWriter();
            Assert.Equal(1, RuleDocsCommand.Run(folder.FullName, check: true, output));
            Assert.Contains(file, output.ToString(), StringComparison.Ordinal);
            Assert.Equal(broken, File.ReadAllText(path));

            Assert.Equal(0, RuleDocsCommand.Run(folder.FullName, check: false, output));
            Assert.Equal(original, File.ReadAllText(path));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
