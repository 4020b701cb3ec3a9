namespace AiInstrument.Dashboard.Tests.Support;

/// <summary>The addresses of the dashboard.</summary>
internal static class Pages
{
    public static IReadOnlyList<string> Explorers { get; } =
        ["/features", "/routes", "/models", "/providers", "/categories", "/organizations", "/users", "/projects", "/services"];

    /// <summary>Every page that needs a sign-in.</summary>
    public static TheoryData<string> Private => [.. (string[])["/", "/?by=feature&measure=tokens", .. Explorers, "/records", "/records/1", "/records?period=all&costMin=0.0001&columns=callsite", "/records/views", "/records/content", "/sources", "/coverage", "/traces", "/retention", "/system", "/budgets", "/budgets/edit", "/budgets/drift", "/account", "/accounts", "/keys", "/audit", "/billing",
        "/billing?organization=org-aurora&month=2026-03",
        "/prices", "/prices?search=gpt&layer=shipped", "/prices/model?provider=openai&model=gpt-4o", "/prices/own", "/prices/import", "/prices/currencies", "/unpriced",
        "/unpriced?model=inhouse-7b&provider=acme",
        "/alerts", "/alerts/history", "/alerts/deliveries", "/alerts/rules/0", "/alerts/rules/0?kind=SpendRate", "/alerts/channels/0", "/alerts/channels/0?kind=Email", "/forecast", "/forecast?by=organization",
        "/traces/" + SampleUsage.AgentTrace, "/sessions?id=" + Uri.EscapeDataString(SampleUsage.AgentSession)]];

    /// <summary>Every page.</summary>
    public static TheoryData<string> All => [.. Private.Select(row => row.Data), "/signin", "/invitation", "/error/404"];
}
