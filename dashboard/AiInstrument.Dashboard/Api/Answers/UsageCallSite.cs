
using AiInstrument.Collector.Queries.Coverage;

namespace AiInstrument.Dashboard.Api.Answers;

/// <summary>What is known of a call site. <c>state</c> is <c>intercepted</c>, <c>wrapped</c>, <c>escaped</c>, <c>never-seen</c> or <c>unknown</c>.</summary>
internal sealed class UsageCallSite(CoverageCallSite site)
{
    public string Id => site.Id;

    public string State => site.State;

    public string? Service => site.Service;

    public string? Member => site.Member;

    public string? File => site.File;

    public int? Line => site.Line;

    public string? Sdk => site.Sdk;

    public string? Method => site.Method;

    public string? Feature => site.Feature;

    public string? Escape => site.Escape;
}
