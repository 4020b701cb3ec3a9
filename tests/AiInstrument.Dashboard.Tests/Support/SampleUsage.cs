namespace AiInstrument.Dashboard.Tests.Support;

/// <summary>Usage with everything that pages must tell apart: priced and unpriced, failed and estimated, attributed and not, today and long ago.</summary>
internal static class SampleUsage
{
    public static IReadOnlyList<TestSpan> Spans { get; } =
    [
        .. Enumerable.Range(0, 40).Select(i => new TestSpan
        {
            Age = TimeSpan.FromHours(i * 9),
            Model = i % 3 == 0 ? "gpt-4o" : "gpt-4o-mini",
            Feature = i % 5 == 0 ? "ticket.classify" : "ticket.summarize",
            Category = i % 5 == 0 ? "classification" : "summarization",
            Organization = i % 4 == 0 ? "org-borealis" : "org-aurora",
            User = "user-" + (i % 7),
            Project = "proj-" + (i % 3),
            Input = 700 + (i * 37),
            Output = 50 + (i * 11),
        }),
        TestSpan.Unpriced,
        TestSpan.Unpriced with { Age = TimeSpan.FromDays(3), Organization = null, User = null },
        TestSpan.Unpriced with { Age = TimeSpan.FromDays(60) },
        new TestSpan { Age = TimeSpan.FromHours(2), Failed = true },
        new TestSpan { Age = TimeSpan.FromDays(1), Estimated = true },
        new TestSpan { Age = TimeSpan.FromDays(2), Feature = null, Category = null, Route = null, Project = null },
        new TestSpan { Age = TimeSpan.FromDays(45), Provider = "anthropic", Model = "claude-haiku-4-5" },
        new TestSpan { Age = TimeSpan.FromDays(200), Model = "gpt-4o" },
    ];
}
