using System.Diagnostics;
using AiInstrument.Budgets;
using OpenAI.Chat;

namespace AiInstrument.CrashingApp;

/// <summary>Many calls at a time, until a budget is used up: a call that is stopped while something is left is tried again.</summary>
internal static class Spending
{
    // As many as the stub answers with at most: what is set aside is what a call costs at most.
    private const int MostOutputTokens = 200;
    private const int Stopped = 5;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    // The test ends a process that is stuck; this ends one that nobody waits for.
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    /// <summary>How many calls were made, and how many were stopped.</summary>
    public static async Task<(long Made, long Denied)> RunAsync(ChatClient client, string organization, int concurrency)
    {
        long made = 0, denied = 0;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => SpendAsync()));
        return (made, denied);

        async Task SpendAsync()
        {
            using var scope = AiScope.Begin(organization: organization);
            for (var stops = 0; stops < Stopped && Stopwatch.GetElapsedTime(started) < s_longest;)
            {
                try
                {
                    await AskAsync(client);
                    Interlocked.Increment(ref made);
                    stops = 0;
                }
                catch (AiBudgetExceededException e)
                {
                    Interlocked.Increment(ref denied);
                    stops += e.Denial.Reason == AiBudgetDenialReason.LimitReached && e.Denial.Used >= e.Denial.Limit ? 1 : 0;
                    await Task.Delay(s_pause);
                }
            }
        }
    }

    [AiFeature("crash.spend")]
    private static Task AskAsync(ChatClient client) =>
        client.CompleteChatAsync([new UserChatMessage("What is next?")], new ChatCompletionOptions { MaxOutputTokenCount = MostOutputTokens });
}
