using System.Net;
using AiInstrument.Docs.Tests.Pages;
using AiInstrument.Docs.Tests.Shell;

namespace AiInstrument.Docs.Tests.Blocks;

/// <summary>Commands on the pages exist and take their arguments; requests are made to a real server and answered.</summary>
[Collection(LiveServerCollection.Name)]
public sealed class ShellTests(LiveServer server)
{
    public static TheoryData<string> Blocks => CodeBlock.PlacesOf("sh");

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task Commands_exist_take_their_arguments_and_requests_are_answered(string place)
    {
        foreach (var line in ShellLine.Parse(CodeBlock.At(place).Text, server.ValueOf))
        {
            var problem = KnownCommands.Problem(line);
            Assert.True(problem is null, $"{place}: {string.Join(' ', line.Words)}\n{problem}");
            if (line.Words is ["curl", ..])
            {
                var (status, body) = await server.RequestAsync([.. line.Words.Skip(1)]);
                Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Accepted or HttpStatusCode.Created, $"{place}: {string.Join(' ', line.Words)}\n{status}: {body}");
            }
        }
    }

    [Theory]
    [InlineData("dotnet run --project samples/Nowhere", "no project")]
    [InlineData("dotnet run --project dashboard/AiInstrument.Dashboard.Host -- --colour red", "--colour")]
    [InlineData("dotnet run --project samples/SupportDesk -- --never", "--never")]
    [InlineData("dotnet test tests/Nothing", "tests/Nothing")]
    [InlineData("dotnet test tests/AiInstrument.Tests --filter FullyQualifiedName~NoSuchTests", "NoSuchTests")]
    [InlineData("dotnet build samples/SupportDesk -p:NoSuchProperty=true", "NoSuchProperty")]
    [InlineData("dotnet add package AiInstrumment", "AiInstrumment")]
    [InlineData("dotnet bild", "nothing checks")]
    [InlineData("aiinstrument prices imprt list.json", "imprt")]
    [InlineData("A=1 wget https://example.org", "nothing checks")]
    public void A_wrong_command_is_found(string command, string named) =>
        Assert.Contains(named, KnownCommands.Problem(Assert.Single(ShellLine.Parse(command))), StringComparison.Ordinal);

    [Fact]
    public void A_script_is_read_as_a_shell_reads_it()
    {
        var lines = ShellLine.Parse("A=1 B='two words' run \"$X\" ${Y}z '$X' \\\n  --more # a comment\nnext && last > file # end\n# nothing\n", name => name == "X" ? "x y" : name == "Y" ? "y" : null).ToList();

        Assert.Equal(["run|x y|yz|$X|--more", "next", "last"], lines.Select(line => string.Join('|', line.Words)));
        Assert.Equal("two words", lines[0].Variables["B"]);
    }
}
