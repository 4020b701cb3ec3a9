using System.Text;
using AiInstrument.Cli.Tests.Support;

namespace AiInstrument.Cli.Tests.Init;

public sealed class InitTests : IDisposable
{
    private const string Web = """
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
          </PropertyGroup>

          <ItemGroup>
            <!-- <PackageReference Include="Old" Version="1.0.0" /> is in a comment -->
            <PackageReference Include="OpenAI" Version="2.15.0" />
          </ItemGroup>
          <ItemGroup Condition="'$(OS)' == 'Windows_NT'">
            <PackageReference Include="Other" Version="1.0.0" />
          </ItemGroup>
        </Project>

        """;

    private const string Reference = """<PackageReference Include="AiInstrument" Version="1.2.3" />""";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var file in _folder.Info.GetFiles("*", SearchOption.AllDirectories))
        {
            file.IsReadOnly = false;
        }

        _folder.Dispose();
    }

    public static TheoryData<string, string, string> Projects => new()
    {
        {
            "behind the last of its kind, whatever is in comments and conditions", Web,
            Web.Replace("""<PackageReference Include="OpenAI" Version="2.15.0" />""", """<PackageReference Include="OpenAI" Version="2.15.0" />""" + "\n    " + Reference, StringComparison.Ordinal)
        },
        {
            "in a group of its own, indented as the file is",
            "<Project Sdk=\"Microsoft.NET.Sdk.Web\">\n\t<PropertyGroup>\n\t\t<TargetFramework>net10.0</TargetFramework>\n\t</PropertyGroup>\n</Project>",
            "<Project Sdk=\"Microsoft.NET.Sdk.Web\">\n\t<PropertyGroup>\n\t\t<TargetFramework>net10.0</TargetFramework>\n\t</PropertyGroup>\n\t<ItemGroup>\n\t\t" + Reference + "\n\t</ItemGroup>\n</Project>"
        },
        {
            "behind an item with content",
            "<Project Sdk='Microsoft.NET.Sdk.Web'>\r\n    <ItemGroup>\r\n        <PackageReference Include='OpenAI'>\r\n            <Version>2.15.0</Version>\r\n        </PackageReference>\r\n    </ItemGroup>\r\n</Project>\r\n",
            "<Project Sdk='Microsoft.NET.Sdk.Web'>\r\n    <ItemGroup>\r\n        <PackageReference Include='OpenAI'>\r\n            <Version>2.15.0</Version>\r\n        </PackageReference>\r\n        " + Reference + "\r\n    </ItemGroup>\r\n</Project>\r\n"
        },
        {
            "on one line",
            "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup><X>a &gt; b</X></PropertyGroup></Project>",
            "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup><X>a &gt; b</X></PropertyGroup>\n  <ItemGroup>\n    " + Reference + "\n  </ItemGroup>\n</Project>"
        },
    };

    [Theory]
    [MemberData(nameof(Projects))]
    public async Task One_line_is_added_and_every_other_character_stays(string what, string before, string after)
    {
        foreach (var encoding in (Encoding[])[new UTF8Encoding(false), new UTF8Encoding(true), Encoding.Unicode])
        {
            var bytes = Write("App/App.csproj", before, encoding);

            var done = await RunAsync();

            Assert.Equal((what, 0, ""), (what, done.Code, done.Error));
            byte[] expected = [.. encoding.GetPreamble(), .. encoding.GetBytes(after)];
            Assert.Equal(expected, await ReadAsync("App/App.csproj"));
            Assert.Equal(0, (await RunAsync("--undo")).Code);
            Assert.Equal(bytes, await ReadAsync("App/App.csproj"));
            Assert.Equal(["App"], _folder.Info.GetFileSystemInfos().Select(entry => entry.Name));
        }
    }

    [Fact]
    public async Task Letters_of_an_old_encoding_stay_as_they_are()
    {
        var bytes = Write("App.csproj", Web.Replace("is in a comment", "sch\u00f6n", StringComparison.Ordinal), Encoding.Latin1);

        Assert.Equal(0, (await RunAsync()).Code);

        Assert.Equal(Encoding.Latin1.GetString(bytes).Replace("2.15.0\" />", "2.15.0\" />\n    " + Reference, StringComparison.Ordinal), Encoding.Latin1.GetString(await ReadAsync("App.csproj")));
    }

    [Fact]
    public async Task Central_versions_get_one_line_and_each_project_another()
    {
        Write("Directory.Packages.props", "<Project>\n  <PropertyGroup>\n    <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageVersion Include=\"OpenAI\" Version=\"2.15.0\" />\n  </ItemGroup>\n</Project>\n");
        Write("src/Web/Web.csproj", Web.Replace(" Version=\"2.15.0\"", "", StringComparison.Ordinal));
        Write("src/Core/Core.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\">\n  <ItemGroup>\n    <PackageReference Include=\"Microsoft.Extensions.AI\" />\n  </ItemGroup>\n</Project>\n");
        Write("src/Plain/Plain.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\">\n</Project>\n");
        Write("tests/Web.Tests/Web.Tests.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\">\n  <ItemGroup>\n    <PackageReference Include=\"Microsoft.NET.Test.Sdk\" />\n    <PackageReference Include=\"OpenAI\" />\n  </ItemGroup>\n</Project>\n");
        Write("App.slnx", "<Solution>\n  <Folder Name=\"/src/\">\n    <Project Path=\"src/Web/Web.csproj\" />\n    <Project Path=\"src/Core/Core.csproj\" />\n    <Project Path=\"src/Plain/Plain.csproj\" />\n  </Folder>\n  <Project Path=\"tests/Web.Tests/Web.Tests.csproj\" />\n</Solution>\n");

        var done = await RunAsync();

        Assert.Equal((0, ""), (done.Code, done.Error));
        Assert.Contains("    " + Reference.Replace("PackageReference", "PackageVersion", StringComparison.Ordinal) + "\n  </ItemGroup>", Text("Directory.Packages.props"), StringComparison.Ordinal);
        foreach (var project in (string[])["src/Web/Web.csproj", "src/Core/Core.csproj"])
        {
            Assert.Contains("\n    <PackageReference Include=\"AiInstrument\" />\n", Text(project), StringComparison.Ordinal);
        }

        Assert.All((string[])["src/Plain/Plain.csproj", "tests/Web.Tests/Web.Tests.csproj"], project => Assert.DoesNotContain("AiInstrument", Text(project), StringComparison.Ordinal));
        Assert.Contains("Web: builder.AddAiInstrument();   and behind builder.Build(): app.UseAiInstrument();", done.Output, StringComparison.Ordinal);
        Assert.Contains("references OpenAI", done.Output, StringComparison.Ordinal);

        // A second run finds nothing to do, and changes nothing.
        var again = await RunAsync();
        Assert.Equal((0, true), (again.Code, again.Output.Contains("Everything is there already", StringComparison.Ordinal)));
        Assert.Single(Directory.GetFiles(Path.Combine(_folder.Path, ".aiinstrument"), "undo-*.json"));
    }

    [Fact]
    public async Task A_solution_of_the_older_format_is_read_and_projects_can_be_named()
    {
        Write("App.sln", "\ufeff\r\nMicrosoft Visual Studio Solution File, Format Version 12.00\r\nProject(\"{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}\") = \"Web\", \"src\\Web\\Web.csproj\", \"{1}\"\r\nEndProject\r\nProject(\"{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}\") = \"Plain\", \"src\\Plain\\Plain.csproj\", \"{2}\"\r\nEndProject\r\n");
        Write("src/Web/Web.csproj", Web);
        Write("src/Plain/Plain.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\">\n</Project>\n");

        var unknown = await RunAsync("--project", "Nobody");
        Assert.Equal((ExitCode.Failed, "There is no project 'Nobody': there are Plain, Web."), (unknown.Code, unknown.Error.Trim()));
        Assert.Equal(0, (await RunAsync("--project", "Plain")).Code);

        Assert.Contains(Reference, Text("src/Plain/Plain.csproj"), StringComparison.Ordinal);
        Assert.Equal(Web, Text("src/Web/Web.csproj"));
    }

    [Fact]
    public async Task Of_a_solution_filter_only_its_projects_are_changed_and_a_project_that_is_gone_is_named()
    {
        Write("All.slnx", "<Solution><Project Path=\"A/A.csproj\" /><Project Path=\"B/B.csproj\" /><Project Path=\"Gone/Gone.csproj\" /></Solution>");
        Write("Part.slnf", """{"solution":{"path":"All.slnx","projects":["B\\B.csproj"]}}""");
        Write("A/A.csproj", Web);
        Write("B/B.csproj", Web);

        Assert.Equal(0, (await Tool.RunAsync("init", Path.Combine(_folder.Path, "Part.slnf"), "--package-version", "1.2.3", "--no-scan", "--no-baseline", "--yes")).Code);
        Assert.Equal((false, true), (Text("A/A.csproj").Contains(Reference, StringComparison.Ordinal), Text("B/B.csproj").Contains(Reference, StringComparison.Ordinal)));

        // The folder's solution is the one that is whole.
        var all = await RunAsync();
        Assert.Equal((0, true), (all.Code, Text("A/A.csproj").Contains(Reference, StringComparison.Ordinal)));
        Assert.Contains($"the solution lists them: {Path.Combine("Gone", "Gone.csproj")}.", all.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Directory.Build.props", "<PackageReference Include=\"AiInstrument\" Version=\"1.0.0\" />")]
    [InlineData("Directory.Packages.props", "<GlobalPackageReference Include=\"AiInstrument\" Version=\"1.0.0\" />")]
    public async Task What_a_shared_file_gives_every_project_is_not_added_again(string file, string item)
    {
        Write(file, $"<Project>\n  <ItemGroup>\n    {item}\n  </ItemGroup>\n</Project>\n");
        Write("App/App.csproj", Web);

        var done = await RunAsync();

        Assert.Equal((0, Web), (done.Code, Text("App/App.csproj")));
        Assert.Contains("App has the package already.", done.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Severities_are_added_where_they_are_not_set_and_begin_as_suggestions_where_warnings_fail_the_build()
    {
        Write("App/App.csproj", Web.Replace("<TargetFramework>", "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>\n    <TargetFramework>", StringComparison.Ordinal));
        Write(".globalconfig", "is_global = true\r\ndotnet_diagnostic.AII0002.severity = error");

        var done = await RunAsync();

        Assert.Contains("Warnings are errors here", done.Output, StringComparison.Ordinal);
        Assert.Equal("is_global = true\r\ndotnet_diagnostic.AII0002.severity = error\r\ndotnet_diagnostic.AII0001.severity = suggestion\r\n", Text(".globalconfig"));
        Assert.Equal(0, (await RunAsync("--undo")).Code);
        Assert.Equal("is_global = true\r\ndotnet_diagnostic.AII0002.severity = error", Text(".globalconfig"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_leaves_everything_as_it_was()
    {
        Write("A/A.csproj", Web);
        Write("B/B.csproj", Web);
        var locked = new FileInfo(Path.Combine(_folder.Path, "B/B.csproj")) { IsReadOnly = true };

        var refused = await RunAsync();

        Assert.Equal(ExitCode.Failed, refused.Code);
        Assert.Contains($"'{locked.FullName}' is read-only", refused.Error, StringComparison.Ordinal);
        Assert.Equal((Web, Web), (Text("A/A.csproj"), Text("B/B.csproj")));
        Assert.Equal(["A", "B"], _folder.Info.GetFileSystemInfos().Select(entry => entry.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nothing_happens_unless_it_is_confirmed()
    {
        Write("App.csproj", Web);

        var plan = await Tool.RunAsync(["init", _folder.Path, "--no-scan"], answer: "n");
        var quiet = await Tool.RunAsync("init", _folder.Path, "--no-scan", "--json");

        Assert.Equal((ExitCode.NotConfirmed, ExitCode.NotConfirmed), (plan.Code, quiet.Code));
        Assert.Contains("+ <PackageReference Include=\"AiInstrument\"", plan.Output, StringComparison.Ordinal);
        Assert.Equal((false, 2), ((bool)quiet.Json["changed"]!, quiet.Json["changes"]!.AsArray().Count));
        Assert.Equal(["App.csproj"], _folder.Info.GetFileSystemInfos().Select(entry => entry.Name));
        Assert.Equal(0, (await Tool.RunAsync(["init", _folder.Path, "--package-version", "1.2.3", "--no-scan", "--no-baseline"], answer: "y")).Code);
        Assert.Contains(Reference, Text("App.csproj"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_changed_since_is_not_undone()
    {
        Write("App.csproj", Web);
        Assert.Equal((ExitCode.Failed, true), (await RunAsync("--undo")) is var none ? (none.Code, none.Error.Contains("nothing to undo", StringComparison.Ordinal)) : default);
        Assert.Equal(0, (await RunAsync()).Code);
        var after = Text("App.csproj");
        await File.AppendAllTextAsync(Path.Combine(_folder.Path, ".globalconfig"), "# mine\n", Cancel);

        var refused = await RunAsync("--undo");

        Assert.Equal((ExitCode.Failed, after), (refused.Code, Text("App.csproj")));
        Assert.Contains("These files were changed since: .globalconfig.", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\">", "")]
    [InlineData("App.csproj", "<Project ToolsVersion=\"15.0\" xmlns=\"http://schemas.microsoft.com/developer/msbuild/2003\"><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>", "before .NET Core")]
    [InlineData("readme.md", "no project", "")]
    [InlineData("App.fsproj", "<Project Sdk=\"Microsoft.NET.Sdk\"></Project>", "")]
    [InlineData("Plain.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"></Project>", "")]
    public async Task What_cannot_be_added_to_is_said(string file, string content, string noted)
    {
        Write(file, content);

        var result = await RunAsync();

        Assert.Equal(content, Text(file));
        Assert.Contains(noted, result.Output, StringComparison.Ordinal);
        Assert.True(noted.Length > 0 ? result.Code == ExitCode.Done : result is { Code: ExitCode.Failed, Output: "" });
    }

    private Task<ToolResult> RunAsync(params string[] args) => Tool.RunAsync(["init", _folder.Path, "--package-version", "1.2.3", "--no-scan", "--no-baseline", .. args.Contains("--undo") ? args : [.. args, "--yes"]]);

    private byte[] Write(string path, string text, Encoding? encoding = null)
    {
        var file = Path.Combine(_folder.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        encoding ??= new UTF8Encoding(false);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
        File.WriteAllBytes(file, bytes);
        return bytes;
    }

    private string Text(string path) => File.ReadAllText(Path.Combine(_folder.Path, path));

    private Task<byte[]> ReadAsync(string path) => File.ReadAllBytesAsync(Path.Combine(_folder.Path, path), Cancel);
}
