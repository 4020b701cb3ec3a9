namespace AiInstrument.Dashboard.Tests.Support;

/// <summary>The addresses of the dashboard.</summary>
internal static class Pages
{
    public static IReadOnlyList<string> Explorers { get; } =
        ["/features", "/routes", "/models", "/providers", "/categories", "/organizations", "/users", "/projects", "/services"];

    /// <summary>Every page that needs a sign-in.</summary>
    public static TheoryData<string> Private => [.. (string[])["/", "/?by=feature&measure=tokens", .. Explorers, "/records", "/records/1", "/coverage", "/traces", "/system", "/budgets", "/budgets/edit", "/budgets/drift",
        "/alerts", "/alerts/history", "/alerts/deliveries", "/alerts/rules/0", "/alerts/rules/0?kind=SpendRate", "/alerts/channels/0", "/alerts/channels/0?kind=Email", "/forecast", "/forecast?by=organization",
        "/traces/" + SampleUsage.AgentTrace, "/sessions?id=" + Uri.EscapeDataString(SampleUsage.AgentSession)]];

    /// <summary>Every page.</summary>
    public static TheoryData<string> All => [.. Private.Select(row => row.Data), "/signin", "/error/404"];
}
