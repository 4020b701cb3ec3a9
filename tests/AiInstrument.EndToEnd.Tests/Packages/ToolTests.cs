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

    private static async Task<string> RunAsync(PackageUser user, params string[] arguments)
    {
        await using var tool = DotnetProcess.Start(arguments, host: user.PathOf("tools", OperatingSystem.IsWindows() ? "aiinstrument.exe" : "aiinstrument"), folder: user.PathOf());
        Assert.True(await tool.WaitForExitAsync(TestContext.Current.CancellationToken) == 0, tool.Output);
        return tool.Output;
    }
}
