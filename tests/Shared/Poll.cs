using System.Diagnostics;

namespace AiInstrument.Tests.Shared;

/// <summary>Waits for what another process brings about, within a bound that load does not reach.</summary>
internal static class Poll
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks until there is an answer.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T?>> find)
        where T : class
    {
        for (var started = Stopwatch.GetTimestamp(); ; await Task.Delay(s_pause, TestContext.Current.CancellationToken))
        {
            if (await find() is { } found)
            {
                return found;
            }

            Assert.True(Stopwatch.GetElapsedTime(started) < s_longest, "It did not happen in time.");
        }
    }

    /// <summary>Asks until it is so.</summary>
    public static Task UntilAsync(Func<Task<bool>> condition) => UntilAsync(async () => await condition() ? "so" : null);

    /// <summary>Asks until it is so.</summary>
    public static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition() ? "so" : null));
}
