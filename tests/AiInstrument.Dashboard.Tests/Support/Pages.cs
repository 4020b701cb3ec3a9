namespace AiInstrument.Dashboard.Tests.Support;

/// <summary>The addresses of the dashboard.</summary>
internal static class Pages
{
    public static IReadOnlyList<string> Explorers { get; } =
        ["/features", "/routes", "/models", "/providers", "/categories", "/organizations", "/users", "/projects", "/services"];

    /// <summary>Pages of one name, one for each dimension.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "/features/name?feature=ticket.summarize", "/routes/name?route=POST%20%2Ftickets%2F%7Bid%7D%2Fsummary", "/models/name?model=gpt-4o", "/providers/name?provider=openai",
        "/categories/name?category=summarization", "/organizations/name?organization=org-aurora", "/users/name?user=user-1", "/projects/name?project=proj-1", "/services/name?service=support",
    ];

    /// <summary>Every page that needs a sign-in.</summary>
    public static TheoryData<string> Private => [.. (string[])["/", "/?by=feature&measure=tokens", "/?period=2026-02-20..2026-03-10&tz=Asia/Kolkata&theme=dark&lang=tr&measure=unpriced&by=organization", .. Explorers, .. Names,
        "/features?compare=previous&sort=-change&failures=true&costMin=0.001&callsMin=2", "/users?compare=2026-02", "/features/name?without=feature&compare=2026-01",
        "/call-sites", "/call-sites?compare=previous", "/call-sites/name?without=callsite", "/records", "/records/1", "/records?period=all&costMin=0.0001&columns=callsite", "/records/views", "/records/content", "/sources", "/coverage", "/traces", "/retention", "/system", "/budgets", "/budgets/edit", "/budgets/drift", "/account", "/accounts", "/keys", "/audit", "/billing",
        "/billing?organization=org-aurora&month=2026-03",
        "/prices", "/prices?search=gpt&layer=shipped", "/prices/model?provider=openai&model=gpt-4o", "/prices/own", "/prices/import", "/prices/currencies", "/unpriced",
        "/unpriced?model=inhouse-7b&provider=acme",
        "/alerts", "/alerts/history", "/alerts/deliveries", "/alerts/rules/0", "/alerts/rules/0?kind=SpendRate", "/alerts/channels/0", "/alerts/channels/0?kind=Email", "/forecast", "/forecast?by=organization",
        "/traces/" + SampleUsage.AgentTrace, "/sessions?id=" + Uri.EscapeDataString(SampleUsage.AgentSession)]];

    /// <summary>Every page.</summary>
    public static TheoryData<string> All => [.. Private.Select(row => row.Data), "/signin", "/invitation", "/error/404"];
}
