using AiInstrument.Budgets;
using AiInstrument.Budgets.Leasing;

namespace AiInstrument.Capture;

public sealed partial class AiCall
{
    /// <summary>Null unless a gate is there.</summary>
    private Gated? _gated;
    private bool _denied;

    /// <summary>Asks the budget gate, if there is one, with what is known of the call by now. Belongs between the request's readers and the call.</summary>
    /// <exception cref="AiBudgetExceededException">The budget does not allow the call: it must not be made.</exception>
    public void Admit()
    {
        if (CaptureHooks.Current?.Gate is { } gate && _gated?.Admission is null)
        {
            Ask(gate);
        }
    }

    private void Ask(IAiBudgetGate gate)
    {
        try
        {
            if (gate is ISelectiveGate selective && !selective.Concerns(_attribution, _site.Feature?.Id, _requestModel))
            {
                return;
            }

            var call = BudgetCall();
            var decision = gate.Check(call);
            if (decision.Denial is { } denial && !(denial.OverrideAllowed && _attribution.BudgetOverrideBy is not null))
            {
                throw new AiBudgetExceededException(denial);
            }

            (_gated ??= new Gated()).Admission = new Admission(gate, call, decision.Lease);
        }
        catch (AiBudgetExceededException)
        {
            _denied = true;
            throw;
        }
        catch (Exception e)
        {
            // A gate that is broken must not stop the application.
            TelemetryFaults.Count(e);
        }
    }

    private AiBudgetCall BudgetCall() => new()
    {
        Attribution = _site.Feature is { } feature
            ? _attribution with { FeatureId = feature.Id, FeatureCategory = feature.Category, Purpose = feature.Purpose }
            : _attribution,
        Operation = Operation,
        Provider = _provider,
        Model = _requestModel,
        MaxOutputTokens = (long?)_maxOutputTokens,
        CallSite = _site.Id.Length == 0 ? null : _site,
    };

    /// <summary>The leases that the call is paid from, for its span; null where there are none.</summary>
    private string? BudgetLeases => (_gated?.Admission?.Lease as Reservation)?.Leases;

    private void Settle(string outcome)
    {
        if (_gated?.Admission is not { } admission)
        {
            return;
        }

        try
        {
            admission.Gate.Settle(admission.Call, admission.Lease, new AiBudgetSettlement
            {
                Usage = _usage,
                Outcome = outcome,
                IsEstimated = IsEstimated(outcome),
                ResponseModel = _responseModel,
                ServiceTier = _servedServiceTier,
            });
        }
        catch (Exception e)
        {
            TelemetryFaults.Count(e);
        }
    }

    private sealed record Admission(IAiBudgetGate Gate, AiBudgetCall Call, object? Lease);

    private sealed class Gated
    {
        public Admission? Admission { get; set; }

        /// <summary>The call around one that has no span.</summary>
        public AiCall? Around { get; set; }
    }
}
