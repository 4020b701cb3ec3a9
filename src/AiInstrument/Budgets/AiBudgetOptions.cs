namespace AiInstrument;

/// <summary>Whether the collector's budgets hold calls back, and what counts while it is away.</summary>
public sealed class AiBudgetOptions
{
    /// <summary>
    /// Whether calls are held to the budgets of the collector. Null means what <c>AIINSTRUMENT_BUDGETS</c> says, else false.
    /// An <see cref="Budgets.IAiBudgetGate"/> of the application's own takes its place.
    /// </summary>
    public bool? Enabled { get; set; }

    /// <summary>
    /// Where budgets are asked about: the base address of the collector's OTLP/HTTP. Null means <c>AIINSTRUMENT_BUDGETS_ENDPOINT</c>,
    /// else where spans are sent; with gRPC on port 4317, port 4318 of the same host. The headers are those of the spans.
    /// </summary>
    public Uri? Endpoint { get; set; }

    /// <summary>What counts while the state of a budget is not known. Default: <see cref="AiBudgetFallback.FailOpen"/>.</summary>
    public AiBudgetFallback WhenUnknown { get; set; }

    /// <summary>How long the collector's last answer counts when no newer one comes. Above zero, at most one day. Default: 60 seconds.</summary>
    public TimeSpan AllowedAge { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many input tokens are set aside for a call until its usage is known. Default: 2,000.</summary>
    public long EstimatedInputTokens { get; set; } = 2_000;

    /// <summary>How many output tokens are set aside for a call that sets no bound of its own. Default: 1,000.</summary>
    public long EstimatedOutputTokens { get; set; } = 1_000;
}
