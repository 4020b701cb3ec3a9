using System.Globalization;
using AiInstrument.Collector.Decoding;

namespace AiInstrument.Collector.Tests.Storage;

/// <summary>The process that <see cref="KillTests"/> kills: a collector that stores batches until it dies, and says which are acknowledged.</summary>
internal static class KillVictim
{
    /// <summary>The argument that makes a victim of this assembly; the folder and the first batch follow.</summary>
    public const string Command = "kill-victim";
    public const string Acknowledged = "acknowledged ";
    public const int BatchSize = 20;
    public const int Senders = 4;

    private static readonly DecodedScope Scope = new() { Name = "AiInstrument" };

    /// <summary>Does not return.</summary>
    public static async Task<int> RunAsync(string folder, string first)
    {
        var next = long.Parse(first, CultureInfo.InvariantCulture) - 1;
        await using var collector = await TestCollector.StartAsync(folder);
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                var batch = Interlocked.Increment(ref next);
                await collector.SendAsync(Batch(batch));
                await Console.Out.WriteLineAsync(FormattableString.Invariant($"{Acknowledged}{batch}."));
            }
        })));
        return 0;
    }

    private static DecodedSpan[] Batch(long batch) => [.. Enumerable.Range(1, BatchSize).Select(number =>
    {
        var span = (ulong)((batch * BatchSize) + number);
        return Spans.Make(
            "chat", new UInt128(1, span / 4), span, TestCollector.Noon.AddSeconds(-(double)(span % 90_000)), Scope, "support",
            ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", "gpt-4o-mini"),
            ("gen_ai.usage.input_tokens", (long)span), ("user.id", "u" + (span % 50)));
    })];
}
