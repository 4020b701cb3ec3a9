namespace AiInstrument.Cli.Tests.Support;

/// <summary>Waits for what happens soon, within a bound that load does not reach.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_bound = TimeSpan.FromMinutes(2);

    public static async Task TrueAsync(Func<bool> condition)
    {
        var until = DateTime.UtcNow + s_bound;
        while (!condition())
        {
            Assert.True(DateTime.UtcNow < until, "It did not happen.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }
    }
}
