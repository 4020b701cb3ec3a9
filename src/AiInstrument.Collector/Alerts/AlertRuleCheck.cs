using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Queries.Sql;

namespace AiInstrument.Collector.Alerts;

/// <summary>Finds what is wrong with a rule.</summary>
internal static class AlertRuleCheck
{
    public const int MostNameChars = 100;
    private const int LeastRenotifyMinutes = 5;
    private const int MostRenotifyMinutes = 60 * 24 * 30;
    private const double MostThreshold = 1e15;

    public static Dictionary<string, string> Find(AlertRule rule)
    {
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Name(rule.Name) is { } name)
        {
            problems["name"] = name;
        }

        if (!Enum.IsDefined(rule.Kind))
        {
            problems["kind"] = "choice";
            return problems;
        }

        var traits = AlertTraits.Of(rule.Kind);
        if (rule.Threshold is not (> 0 and <= MostThreshold))
        {
            problems["threshold"] = "range";
        }

        if (rule.Minimum < 0)
        {
            problems["minimum"] = "range";
        }

        if (traits.Windows.Count > 0 && !traits.Windows.Contains(rule.WindowMinutes))
        {
            problems["window"] = "choice";
        }

        if (rule.RenotifyMinutes is < LeastRenotifyMinutes or > MostRenotifyMinutes)
        {
            problems["renotify"] = "range";
        }

        if (DimensionColumns.All.Any(dimension => dimension.Filter(rule.Filter) is { Length: > Clip.MostDimensionChars }))
        {
            problems["filter"] = "long";
        }

        return problems;
    }

    /// <summary>What is wrong with a name, or null.</summary>
    public static string? Name(string? name) => string.IsNullOrWhiteSpace(name) ? "required" : name.Length > MostNameChars ? "long" : name.Any(char.IsControl) ? "text" : null;
}
