using System.Text.Json;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Normalization;

namespace AiInstrument.Collector.Seeding;

/// <summary>What the seeded builds say of themselves: features, routes, jobs, call sites with escapes, and what reaches what.</summary>
internal static class SeededRegistry
{
    /// <summary>The registry of a build as the span that carries it.</summary>
    /// <param name="service">The service.</param>
    /// <param name="build">The build's id.</param>
    /// <param name="newest">Whether it is the newest build, which has more features than the one before.</param>
    public static DecodedSpan Of(string service, string build, bool newest)
    {
        var span = new DecodedSpan { Resource = SeededTraffic.Resource(service), Scope = new DecodedScope { Name = "AiInstrument.Registry" }, Name = "aiinstrument.registry", TraceId = 1, SpanId = 1, Kind = 1 };
        span.Attributes.Set("aiinstrument.registry.schema", AttributeValue.Of(1));
        span.Attributes.Set("aiinstrument.build.id", AttributeValue.Of(build));
        span.Attributes.Set("aiinstrument.registry.assembly", AttributeValue.Of(service == SeededServices.Desk ? "SupportDesk" : "BackOffice"));
        span.Attributes.Set("aiinstrument.registry.chunk.index", AttributeValue.Of(0));
        span.Attributes.Set("aiinstrument.registry.chunk.count", AttributeValue.Of(1));
        span.Attributes.Set("aiinstrument.registry.payload", AttributeValue.Of(JsonSerializer.Serialize(Payload(service, newest), RegistryJson.Default.RegistryPayload)));
        return span;
    }

    private static RegistryPayload Payload(string service, bool newest)
    {
        var features = SeededServices.Features.Index().Where(entry => entry.Item.Service == service && (newest || !entry.Item.IsNew)).ToList();
        var entries = features.Select(entry => (entry.Item.EntryPoint, entry.Item.Kind)).Distinct().ToList();
        return new RegistryPayload
        {
            Features = [.. features.Select(entry => new RegistryFeature(entry.Item.Id, entry.Item.Category, entry.Item.Owner, null, Budgets: Budgets(entry.Item.Id))), new RegistryFeature(service + ".unused", "general", "operations", "Declared, and called by nothing")],
            Routes = [.. entries.Where(entry => entry.Kind == "http").Select(entry => new RegistryRoute(entry.EntryPoint[..entry.EntryPoint.IndexOf(' ', StringComparison.Ordinal)], entry.EntryPoint[(entry.EntryPoint.IndexOf(' ', StringComparison.Ordinal) + 1)..]))],
            Jobs = [.. entries.Where(entry => entry.Kind != "http").Select(entry => new RegistryJob(entry.EntryPoint, entry.Kind))],
            CallSites = [.. features.SelectMany(entry => Sites(entry.Index, entry.Item)), .. Uncovered(service, newest)],
            Reaches = [.. entries.Select(entry => new RegistryReach(
                entry.EntryPoint, entry.Kind, [.. features.Where(feature => feature.Item.EntryPoint == entry.EntryPoint).SelectMany(feature => Sites(feature.Index, feature.Item)).Select(site => site.Id)], []))],
        };
    }

    // Two features declare what they may spend.
    private static IReadOnlyList<RegistryBudget?>? Budgets(string feature) => feature switch
    {
        "contract.review" => [new RegistryBudget("usd", "month", 200_000_000_000, Soft: false)],
        "ticket.chat" => [new RegistryBudget("tokens", "day", 500_000, Soft: true)],
        _ => null,
    };

    private static IEnumerable<RegistryCallSite> Sites(int number, SeededFeature feature)
    {
        var method = feature.Operation == "embeddings" ? "GenerateEmbeddingsAsync" : "CompleteChatAsync";
        yield return new RegistryCallSite(SeededServices.SiteOf(number, second: false), feature.Member, feature.File, 20 + number, "OpenAI", method, feature.Operation, feature.Model.Provider, feature.Model.Request, feature.Id, null);

        // The second place of one feature is in no registry: calls of it are seen and unknown.
        if (number != UnknownSite)
        {
            yield return new RegistryCallSite(SeededServices.SiteOf(number, second: true), feature.Member + "Again", feature.File, 60 + number, "OpenAI", method, feature.Operation, feature.Model.Provider, feature.Model.Request, feature.Id, null);
        }
    }

    private const int UnknownSite = 5;

    private static IEnumerable<RegistryCallSite> Uncovered(string service, bool newest)
    {
        var prefix = service == SeededServices.Desk ? "a" : "b";
        yield return new RegistryCallSite(prefix + "0000000000000e1", "Uncovered.EscapingCalls.AsDelegate", "Uncovered/EscapingCalls.cs", 14, "OpenAI", "CompleteChatAsync", "chat", "openai", null, null, "method-group");
        yield return new RegistryCallSite(prefix + "0000000000000e2", "Uncovered.EscapingCalls.OverHttp", "Uncovered/EscapingCalls.cs", 31, "http", "PostAsync", "chat", "anthropic", null, null, "raw-http", "http");
        yield return new RegistryCallSite(prefix + "0000000000000e3", "Uncovered.Idle.NeverRun", "Uncovered/Idle.cs", 9, "OpenAI", "CompleteChatAsync", "chat", "openai", "gpt-4o-mini", service + ".unused", null);
        if (newest)
        {
            yield return new RegistryCallSite(prefix + "0000000000000e4", "Uncovered.EscapingCalls.WithDynamic", "Uncovered/EscapingCalls.cs", 52, "OpenAI", "CompleteChat", "chat", "openai", null, null, "dynamic-argument");
        }
    }
}
