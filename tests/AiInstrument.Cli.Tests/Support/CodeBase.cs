using System.Diagnostics;
using AiInstrument.Cli.Scanning;
using AiInstrument.Cli.Scanning.Loading;
using AiInstrument.Cli.Tests.Support;

[assembly: AssemblyFixture(typeof(CodeBase))]

namespace AiInstrument.Cli.Tests.Support;

/// <summary>A code base as people have them, restored and scanned once: it does not use AiInstrument, and some of it is broken.</summary>
public sealed class CodeBase : IAsyncLifetime
{
    public const string ShopCalls = """
        using OpenAI.Chat;

        namespace Shop;

        public class Orders(ChatClient chat)
        {
            public async Task<string> DescribeAsync(string order) => (await chat.CompleteChatAsync([new UserChatMessage(order)])).Value.Content[0].Text;

            public string Label(string order) => new ChatClient("gpt-4o-mini", "key").CompleteChat(order).Value.Content[0].Text;

            public Func<ChatMessage[], ChatCompletion> Later() => messages => Run(chat.CompleteChat, messages);

            public Task<HttpResponseMessage> RawAsync(HttpClient http) => http.PostAsync("https://api.openai.com/v1/chat/completions", null);

            private static ChatCompletion Run(Func<ChatMessage[], System.ClientModel.ClientResult<ChatCompletion>> call, ChatMessage[] messages) => call(messages);
        }
        """;

    private readonly TemporaryFolder _folder = new();
    private ProjectDescription _shop = null!;
    private int _made;

    public string Folder => _folder.Path;

    /// <summary>The scan of all of it.</summary>
    internal ToolResult Scan { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Write("Directory.Build.props", "<Project><PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings></PropertyGroup></Project>");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write(".editorconfig", "root = true\n");
        Write("Shop/Shop.csproj", Project("""<ItemGroup><PackageReference Include="OpenAI" Version="2.15.0" /></ItemGroup>"""));
        Write("Shop/Orders.cs", ShopCalls);
        Write("Words/Words.csproj", Project(""));
        Write("Words/Words.cs", "namespace Words; public static class Greeting { public const string Text = \"hello\"; }");
        Write("Site/Site.csproj", Project("""<PropertyGroup><TargetFramework /><TargetFrameworks>net10.0;</TargetFrameworks></PropertyGroup><ItemGroup><ProjectReference Include="../Shop/Shop.csproj" /></ItemGroup>"""));
        Write("Site/Pages.cs", "namespace Site; public class Pages(Shop.Orders orders) { public Task<string> ShowAsync() => orders.DescribeAsync(\"1\"); public string Ask(OpenAI.Chat.ChatClient chat) => chat.CompleteChat(\"x\").Value.Content[0].Text; }");
        Write("Broken/Broken.csproj", Project("""<ItemGroup><ProjectReference Include="../Shop/Shop.csproj" /></ItemGroup>"""));
        Write("Broken/Broken.cs", "namespace Broken; public class Half(OpenAI.Chat.ChatClient chat) { public string Good() => chat.CompleteChat(\"x\").Value.Content[0].Text; public int Bad() => Missing.Thing; }");
        Write("Torn/Torn.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup></Project>");
        Write("Fresh/Fresh.csproj", Project("""<ItemGroup><PackageReference Include="OpenAI" Version="2.15.0" /></ItemGroup>"""));
        Write("Fresh/Fresh.cs", "namespace Fresh; public class Raw { public Task<string> AskAsync(HttpClient http) => http.GetStringAsync(\"https://api.anthropic.com/v1/models\"); }");
        Write("Shop.Tests/Shop.Tests.csproj", Project("""<PropertyGroup><IsTestProject>true</IsTestProject></PropertyGroup><ItemGroup><ProjectReference Include="../Shop/Shop.csproj" /></ItemGroup>"""));
        Write("Shop.Tests/OrderTests.cs", "namespace Shop.Tests; public class OrderTests { public void Call(OpenAI.Chat.ChatClient chat) => chat.CompleteChat(\"x\"); }");
        Write("Old/Old.fsproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        string[] projects = ["Shop/Shop.csproj", "Words/Words.csproj", "Site/Site.csproj", "Broken/Broken.csproj", "Torn/Torn.csproj", "Fresh/Fresh.csproj", "Shop.Tests/Shop.Tests.csproj", "Old/Old.fsproj"];
        Write("All.slnx", "<Solution>" + string.Concat(projects.Select(project => $"<Project Path=\"{project}\" />")) + "</Solution>");
        Write("Restored.slnx", "<Solution>" + string.Concat(projects.Except(["Torn/Torn.csproj", "Fresh/Fresh.csproj", "Old/Old.fsproj"]).Select(project => $"<Project Path=\"{project}\" />")) + "</Solution>");
        await DotnetAsync("restore", "Restored.slnx");

        Scan = await Tool.RunAsync("scan", Path.Combine(Folder, "All.slnx"), "--json");
        var shop = Path.Combine(Folder, "Shop", "Shop.csproj");
        _shop = (await DesignTimeBuild.DescribeAsync(Folder, [shop], () => { }, default))[shop];
        SdkCompiler.Use(_shop.CompilerFolder);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return default;
    }

    public string PathOf(string file) => Path.Combine(Folder, file);

    public void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), text);
    }

    /// <summary>A project like Shop with other sources, as the scanner's parts take it: MSBuild is not asked again.</summary>
    /// <param name="uses">Its build uses AiInstrument.</param>
    /// <param name="files">Names and texts.</param>
    internal ScannedInput Like(bool uses, params (string Name, string Text)[] files)
    {
        var folder = "made-" + Interlocked.Increment(ref _made);
        var description = new ProjectDescription(PathOf(folder + "/Shop.csproj"));
        description.Arguments.AddRange(_shop.Arguments.Where(argument => argument.StartsWith('/') && !argument.StartsWith("/analyzer:", StringComparison.Ordinal)));
        description.Arguments.AddRange(_shop.Arguments.Where(argument => argument.EndsWith("GlobalUsings.g.cs", StringComparison.Ordinal)).Select(file => Path.GetFullPath(file, PathOf("Shop"))));
        foreach (var (name, text) in files)
        {
            Write(folder + "/" + name, text);
            description.Arguments.Add(PathOf(folder + "/" + name));
        }

        if (uses)
        {
            description.Arguments.Add("/reference:" + typeof(AiFeatureAttribute).Assembly.Location);
            description.Arguments.Add("/analyzer:" + Path.Combine(AppContext.BaseDirectory, "AiInstrument.Generators.dll"));
            description.Arguments.Add("/features:InterceptorsNamespaces=AiInstrument.Generated");
        }

        return ScannedInput.Of(description);
    }

    /// <summary>Scans a project like Shop with other sources.</summary>
    internal async Task<ScanReport> ScanAsync(bool uses, params (string Name, string Text)[] files)
    {
        var input = Like(uses, files);
        var part = await new ProjectScanner(Path.GetDirectoryName(input.Description.File)!)
            .ScanAsync(input, new ProjectLoader(new ProjectGraph([input.Description])).Load(input, default), TestContext.Current.CancellationToken);
        return new ScanReport(Folder, [part.Project], part.Calls, part.Findings) { Rules = ProjectScanner.All };
    }

    private async Task DotnetAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output);
    }

    private static string Project(string more) => $"<Project Sdk=\"Microsoft.NET.Sdk\">{more}</Project>";
}
