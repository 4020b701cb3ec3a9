using System.Text.Json;

namespace AiInstrument.Registry;

/// <summary>A manifest's text in an assembly: the members of a registry payload, with the assembly and its build.</summary>
internal static class ManifestJson
{
    /// <exception cref="InvalidDataException">The text is not a manifest.</exception>
    public static AiManifest Parse(string text, string name)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            var features = List(root, "features", Feature);
            var byId = features.ToDictionary(f => f.Id, StringComparer.Ordinal);
            return new AiManifest(
                Required(root, "assembly"),
                Required(root, "buildId"),
                features,
                List(root, "routes", static r => new AiRouteInfo(Required(r, "method"), Required(r, "pattern"))),
                List(root, "jobs", static j => new AiJobInfo(Required(j, "name"), Required(j, "kind"))),
                List(root, "callSites", site => CallSite(site, byId)))
            {
                Reaches = root.TryGetProperty("reaches", out _) ? List(root, "reaches", Reach) : null,
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw AiManifestReader.Damaged(name, e);
        }
    }

    private static AiFeatureInfo Feature(JsonElement feature) =>
        new(Required(feature, "id"), Optional(feature, "category") ?? AiCategory.General, Optional(feature, "owner"), Optional(feature, "purpose"))
        {
            FormerIds = Strings(feature, "formerIds"),
            Budgets = feature.TryGetProperty("budgets", out _) ? List(feature, "budgets", Budget) : [],
        };

    private static AiDeclaredBudget Budget(JsonElement budget) => new(Required(budget, "period"), budget.GetProperty("limit").GetInt64(), budget.GetProperty("soft").GetBoolean());

    private static AiReach Reach(JsonElement reach) => new(Required(reach, "entryPoint"), Required(reach, "kind"), Strings(reach, "callSites"), Strings(reach, "ambiguous"));

    private static AiCallSite CallSite(JsonElement site, Dictionary<string, AiFeatureInfo> features) => new()
    {
        Id = Required(site, "id"),
        Member = Required(site, "member"),
        File = Required(site, "file"),
        Line = site.GetProperty("line").GetInt32(),
        Sdk = Required(site, "sdk"),
        Method = Required(site, "method"),
        Operation = Required(site, "operation"),
        Provider = Optional(site, "provider"),
        Model = Optional(site, "model"),
        Feature = Optional(site, "feature") is { } id ? features[id] : null,
        Escape = Optional(site, "escape"),
        MeasuredBy = Optional(site, "measuredBy"),
    };

    private static List<T> List<T>(JsonElement root, string name, Func<JsonElement, T> read) => [.. root.GetProperty(name).EnumerateArray().Select(read)];

    private static string[] Strings(JsonElement element, string name) => element.TryGetProperty(name, out var values) ? [.. values.EnumerateArray().Select(static v => v.GetString()!)] : [];

    private static string Required(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new JsonException($"{name} is null.");

    private static string? Optional(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
