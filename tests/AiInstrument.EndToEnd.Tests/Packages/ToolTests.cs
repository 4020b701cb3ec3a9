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

        await using var tool = DotnetProcess.Start(["prices", "schema"], host: user.PathOf("tools", OperatingSystem.IsWindows() ? "aiinstrument.exe" : "aiinstrument"), folder: user.PathOf());

        Assert.True(await tool.WaitForExitAsync(TestContext.Current.CancellationToken) == 0, tool.Output);
        Assert.Contains("\"$schema\"", tool.Output, StringComparison.Ordinal);
    }
}
