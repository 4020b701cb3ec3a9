using System.Globalization;

namespace AiInstrument.Dashboard.Tests.Support;

/// <summary>Usage with everything that pages must tell apart: priced and unpriced, failed and estimated, attributed and not, today and long ago.</summary>
internal static class SampleUsage
{
    /// <summary>The trace of <see cref="AgentRun"/>.</summary>
    public const string AgentTrace = "4bf92f3577b34da6a3ce929d0e0e4736";

    /// <summary>The session of <see cref="AgentRun"/>.</summary>
    public const string AgentSession = "conversation/7 ü";

    /// <summary>An agent that pays for a remainder, with calls, a retry, a failure, a tool whose agent is paid for by its calls, what is covered, unpriced and estimated.</summary>
    public static IReadOnlyList<TestSpan> AgentRun { get; } =
    [
        Step(1, 0, 0, 9_000) with { Operation = "invoke_agent", Input = 5_000, Output = 700, Feature = "ticket.agent" },
        Step(2, 1, 200, 1_800) with { Input = 1_200, Output = 150 },
        Step(3, 1, 2_100, 900) with { Failed = true, Input = 0, Output = 0 },
        Step(4, 1, 3_100, 1_400) with { Input = 1_300, Output = 120, More = More(("http.request.resend_count", "1")) },
        Step(5, 1, 4_600, 3_000) with { Operation = "execute_tool" },
        Step(6, 5, 4_700, 2_800) with { Operation = "invoke_agent", Input = 900, Output = 90, Feature = "kb.search" },
        Step(7, 6, 4_800, 2_000) with { Input = 900, Output = 90, Feature = "kb.search", Model = "gpt-4o" },
        Step(8, 7, 4_900, 1_800) with { Input = 900, Output = 90, Feature = "kb.search", Model = "gpt-4o", More = More(("aiinstrument.covered_by", "0000000000000007")) },
        Step(9, 1, 7_700, 1_200) with { Provider = "acme", Model = "inhouse-7b", Input = 800, Output = 60, Estimated = true },
    ];

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
        .. AgentRun,
    ];

    /// <summary>All but a tool's run, an agent that its calls pay for, and a call that another covers.</summary>
    public static int CountedCalls => Spans.Count - 3;

    private static TestSpan Step(int span, int parent, int startMs, int milliseconds) => new()
    {
        Trace = AgentTrace,
        Span = span.ToString("x16", CultureInfo.InvariantCulture),
        Parent = parent == 0 ? null : parent.ToString("x16", CultureInfo.InvariantCulture),
        Age = TimeSpan.FromMinutes(30) - TimeSpan.FromMilliseconds(startMs),
        Milliseconds = milliseconds,
        More = More(),
    };

    private static Dictionary<string, string> More(params (string Key, string Value)[] more) => new(
        more.Select(pair => KeyValuePair.Create(pair.Key, pair.Value)).Append(KeyValuePair.Create("gen_ai.conversation.id", AgentSession)));
}
