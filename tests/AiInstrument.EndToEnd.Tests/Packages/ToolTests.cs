namespace AiInstrument.EndToEnd.Tests.Packages;

/// <summary>The packed tool, installed and run as somebody would who has only the package.</summary>
[Collection(PackagesCollection.Name)]
public sealed class ToolTests(PackedPackages packages)
{
    [Fact]
    public async Task The_tool_installs_and_speaks()
    {
        using var user = new PackageUser(packages);
        await user.DotnetAsync("tool", "install", "AiInstrument.Cli", "--tool-path", "tools", "--version", packages.Version);

        Assert.Contains("\"$schema\"", await RunAsync(user, "prices", "schema"), StringComparison.Ordinal);

        // It scans with the compiler of the machine's SDK, and brings the rules and the generator's parser itself.
        user.Write("Shop/Shop.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="OpenAI" Version="2.15.0" /></ItemGroup></Project>""");
        user.Write("Shop/Orders.cs", "public class Orders { public void Describe(OpenAI.Chat.ChatClient chat) => chat.CompleteChat(\"order\"); }");
        await user.DotnetAsync("restore", "Shop");
        var scan = await RunAsync(user, "scan", "Shop", "--json");
        Assert.Contains("OpenAI.Chat.ChatClient.CompleteChat", scan, StringComparison.Ordinal);
        Assert.Contains("not-installed", scan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_makes_a_baseline_that_the_next_check_holds_and_is_undone_byte_for_byte()
    {
        using var user = new PackageUser(packages);
        await user.DotnetAsync("tool", "install", "AiInstrument.Cli", "--tool-path", "tools", "--version", packages.Version);
        await user.DotnetAsync("new", "sln", "--name", "Shop");
        await user.DotnetAsync("new", "web", "--output", "Web", "--no-restore");
        await user.DotnetAsync("new", "classlib", "--output", "Core", "--no-restore");
        await user.DotnetAsync("sln", "add", "Web", "Core");
        await user.DotnetAsync("add", "Core", "package", "OpenAI", "--version", BuildFacts.VersionOf("OpenAI"));
        user.Write("Core/Class1.cs", "namespace Core; public class Orders(OpenAI.Chat.ChatClient chat) { public string Describe() => chat.CompleteChat(\"order\").Value.Content[0].Text; }");
        var before = Sources(user);

        var plan = await RunAsync(user, "init", "--restore", "--yes");
        Assert.Contains("has 1 model call (openai)", plan, StringComparison.Ordinal);
        Assert.Contains("no model call: Web.", plan, StringComparison.Ordinal);
        Assert.Contains("AII0002", user.Read("aii-baseline.json"), StringComparison.Ordinal);
        Assert.Contains("0 new findings, 1 accepted", await RunAsync(user, "check"), StringComparison.Ordinal);

        user.Write("Core/More.cs", "namespace Core; public class More(OpenAI.Chat.ChatClient chat) { public string Ask() => chat.CompleteChat(\"more\").Value.Content[0].Text; }");
        Assert.Contains("Core/More.cs", await RunAsync(user, expected: 4, "check"), StringComparison.Ordinal);

        File.Delete(user.PathOf("Core", "More.cs"));
        await RunAsync(user, "init", "--undo");
        Assert.Equal(before, Sources(user));
    }

    // Everything but what restores and builds write.
    private static Dictionary<string, string> Sources(PackageUser user) => Directory.EnumerateFiles(user.PathOf(), "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(user.PathOf(), file).Replace('\\', '/'))
        .Where(file => !file.StartsWith("tools/", StringComparison.Ordinal) && !file.StartsWith("packages/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .ToDictionary(file => file, file => Convert.ToBase64String(File.ReadAllBytes(user.PathOf(file))), StringComparer.Ordinal);

    private static Task<string> RunAsync(PackageUser user, params string[] arguments) => RunAsync(user, expected: 0, arguments);

    private static async Task<string> RunAsync(PackageUser user, int expected, params string[] arguments)
    {
        await using var tool = DotnetProcess.Start(arguments, host: user.PathOf("tools", OperatingSystem.IsWindows() ? "aiinstrument.exe" : "aiinstrument"), folder: user.PathOf());
        Assert.True(await tool.WaitForExitAsync(TestContext.Current.CancellationToken) == expected, tool.Output);
        return tool.Output;
    }
}
