using AiInstrument.Budgets;
using AiInstrument.Capture;

namespace AiInstrument.Tests.Budgets;

/// <summary>A gate that answers as it is told and remembers what it was asked. Installed until disposed.</summary>
internal sealed class SampleGate : IAiBudgetGate, IDisposable
{
    private readonly Func<AiBudgetCall, AiBudgetDecision> _check;
    private readonly CaptureHooks _hooks;

    public SampleGate(Func<AiBudgetCall, AiBudgetDecision> check)
    {
        _check = check;
        _hooks = new CaptureHooks(this);
        _hooks.Install();
    }

    public static AiBudgetDenial Denial { get; } = new("support", 10_500_000_000, 10_000_000_000, AiBudgetUnit.NanoDollars, "2026-11", OverrideAllowed: true);

    public List<AiBudgetCall> Asked { get; } = [];

    public List<(AiBudgetCall Call, object? Lease, AiBudgetSettlement Settlement)> Settled { get; } = [];

    public Exception? OnSettle { get; init; }

    public AiBudgetDecision Check(AiBudgetCall call)
    {
        Asked.Add(call);
        return _check(call);
    }

    public void Settle(AiBudgetCall call, object? lease, in AiBudgetSettlement settlement)
    {
        Settled.Add((call, lease, settlement));
        if (OnSettle is not null)
        {
            throw OnSettle;
        }
    }

    public void Dispose() => _hooks.Remove();
}
