using System.Globalization;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Budgets;
using AiInstrument.Collector.Budgets.Counting;
using AiInstrument.Collector.Budgets.Leasing;
using AiInstrument.Collector.Budgets.Sync;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Storage;

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
        await collector.Budgets.CreateAsync(new Actor(Workspaces.DefaultId, "victim"), new BudgetDraft { Name = "users", Scope = new BudgetScope { User = "*" }, Unit = BudgetUnit.Tokens, HardLimit = long.MaxValue / 10 }, CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                var batch = Interlocked.Increment(ref next);
                var lease = await LeaseAsync(collector, batch);
                await collector.SendAsync(Batch(batch, lease));
                await Console.Out.WriteLineAsync(FormattableString.Invariant($"{Acknowledged}{batch}."));
            }
        })));
        return 0;
    }

    // Reports a batch before its records are there, and says what it was made on.
    private static async Task<long> LeaseAsync(TestCollector collector, long batch)
    {
        var wanted = new Dictionary<int, Dictionary<string, bool>> { [1] = new() { ["u1"] = true } };
        var answer = await collector.Leases.SyncAsync(new SyncRequest(Workspaces.DefaultId, "victim", [], [], [], wanted), CancellationToken.None);
        var lease = answer.Budgets[0].States[0].Lease!.Value.Id;
        var tokens = Enumerable.Range(1, BatchSize).Sum(number => (batch * BatchSize) + number);
        var settlement = new Settlement(FormattableString.Invariant($"batch {batch}"), [lease], new CountedCall(0, null, 0, tokens, BatchSize, 0, 0));
        await collector.Leases.SyncAsync(new SyncRequest(Workspaces.DefaultId, "victim", [settlement], [], [], wanted), CancellationToken.None);
        return lease;
    }

    private static DecodedSpan[] Batch(long batch, long lease) => [.. Enumerable.Range(1, BatchSize).Select(number =>
    {
        var span = (ulong)((batch * BatchSize) + number);
        return Spans.Make(
            "chat", new UInt128(1, span / 4), span, TestCollector.Noon.AddSeconds(-(double)(span % 90_000)), Scope, "support",
            ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", "gpt-4o-mini"),
            ("gen_ai.usage.input_tokens", (long)span), ("user.id", "u" + (span % 50)),
            ("aiinstrument.budget.lease", FormattableString.Invariant($"L{lease}")));
    })];
}
