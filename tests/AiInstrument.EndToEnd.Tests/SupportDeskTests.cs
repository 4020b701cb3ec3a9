namespace AiInstrument.EndToEnd.Tests;

public sealed class SupportDeskTests
{
    [Theory]
    [InlineData("--once")]
    [InlineData("--once", "--grpc")]
    public async Task The_dashboards_totals_equal_the_ledger_of_the_models(params string[] arguments)
    {
        await using var desk = DotnetProcess.Start([BuildFacts.SupportDesk, .. arguments]);

        var exitCode = await desk.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(exitCode == 0, desk.Output);
        Assert.Contains("The dashboard's totals equal the ledger.", desk.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_argument_is_refused_with_the_usage()
    {
        await using var desk = DotnetProcess.Start([BuildFacts.SupportDesk, "--twice"]);

        Assert.Equal(2, await desk.WaitForExitAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith("Usage:", desk.Output, StringComparison.Ordinal);
    }
}
