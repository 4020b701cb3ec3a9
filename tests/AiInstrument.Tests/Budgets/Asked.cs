using AiInstrument.Budgets;
using AiInstrument.Budgets.Leasing;
using AiInstrument.Capture;
using AiInstrument.Tests.Delivery;

namespace AiInstrument.Tests.Budgets;

/// <summary>A gate whose clock stands still, and calls that ask it.</summary>
internal sealed class Asked
{
    public Asked(Action<AiBudgetOptions>? configure = null)
    {
        configure?.Invoke(Options);
        Gate = new LeasedBudgetGate(Options, Time) { Service = "desk" };
    }

    public ManualTime Time { get; } = new();

    public AiBudgetOptions Options { get; } = new();

    public LeasedBudgetGate Gate { get; }

    public static AiBudgetCall Call(string? organization = "acme", string? user = null, string? overrideBy = null, string? model = "gpt-5.4", long? maxOutput = null, string operation = "chat") => new()
    {
        Attribution = new AiAttribution { Organization = organization, User = user, FeatureId = "ticket.summarize", BudgetOverrideBy = overrideBy },
        Operation = operation,
        Provider = "openai",
        Model = model,
        MaxOutputTokens = maxOutput,
    };

    /// <summary>Takes an answer to the request that is due; gives the request.</summary>
    public SyncRequest Answer(params BudgetMessage[] budgets) => Answer(Answers.Of(budgets));

    public SyncRequest Answer(SyncAnswer answer)
    {
        var request = Gate.Ask(isLast: false);
        Gate.Take(request, answer, serverTime: null);
        return request;
    }

    /// <summary>Makes a call and gives what it holds, or fails with its denial.</summary>
    public Reservation Pass(AiBudgetCall? call = null)
    {
        var decision = Gate.Check(call ?? Call());
        Assert.Null(decision.Denial);
        return Assert.IsType<Reservation>(decision.Lease);
    }

    public AiBudgetDenial Denied(AiBudgetCall? call = null) => Assert.IsType<AiBudgetDenial>(Gate.Check(call ?? Call()).Denial);

    public void End(object? lease, long? input = 100, long? output = 20, string outcome = "ok", AiBudgetCall? call = null) =>
        Gate.Settle(call ?? Call(), lease, new AiBudgetSettlement { Usage = new AiUsage { InputTokens = input, OutputTokens = output }, Outcome = outcome });

    /// <summary>Whether the exchange was woken since this was asked last.</summary>
    public bool IsWoken()
    {
        // Ends at once where it was woken; otherwise the clock ends it.
        var wait = Gate.Wake.WaitAsync(TimeSpan.FromMilliseconds(1), Time, CancellationToken.None);
        var woken = wait.IsCompleted;
        Time.Advance(TimeSpan.FromMilliseconds(1));
        return woken;
    }
}
