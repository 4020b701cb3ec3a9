using System.Globalization;
using AiInstrument.Budgets.Leasing;
using AiInstrument.Capture;

namespace AiInstrument.Benchmarks.Capture;

/// <summary>Holds calls to budgets of a thousand organizations, the given one among them, until this is disposed.</summary>
internal sealed class Budgets : IDisposable
{
    private const int Others = 999;

    private static readonly RateMessage s_rate = new() { Provider = "openai", Model = "gpt-4o-mini", InputPerMillion = 150_000_000, OutputPerMillion = 600_000_000 };

    private readonly LeasedBudgetGate _gate = new(new AiBudgetOptions(), TimeProvider.System) { Service = "benchmark" };
    private readonly CaptureHooks _hooks;
    private readonly IDisposable _listening;

    public Budgets(IDisposable listening, string organization)
    {
        _listening = listening;
        _gate.Take(
            _gate.Ask(isLast: false),
            new SyncAnswer
            {
                Budgets = [.. Enumerable.Range(0, Others).Select(static i => Budget(string.Create(CultureInfo.InvariantCulture, $"other-{i}"))), Budget(organization)],
                Rates = [s_rate],
            },
            serverTime: null);
        _hooks = new CaptureHooks(_gate);
        _hooks.Install();
    }

    public void Dispose()
    {
        _hooks.Remove();
        _listening.Dispose();
    }

    private static BudgetMessage Budget(string organization) => new()
    {
        Id = organization,
        Unit = "usd",
        HardLimit = long.MaxValue,
        SoftLimit = long.MaxValue,
        Scope = new Dictionary<string, string?>(StringComparer.Ordinal) { ["organization"] = organization },
        States = [new StateMessage { Used = 0, Lease = new LeaseMessage { Id = "L" + organization, Granted = long.MaxValue } }],
    };
}
