using System.Text;
using AiInstrument.Catalog;

namespace AiInstrument.Generators.Parsing;

/// <summary>Joins and names route patterns as ASP.NET Core does, so that the registry says what the middleware reports.</summary>
internal static class RoutePatterns
{
    /// <summary>The form of the registry and of spans: as written, with a leading slash.</summary>
    public static string Rooted(string pattern) => pattern.StartsWith("~/", StringComparison.Ordinal) ? pattern.Substring(1)
        : pattern.StartsWith("/", StringComparison.Ordinal) ? pattern
        : "/" + pattern;

    /// <summary>A group's prefix and an endpoint's pattern (<c>RoutePatternFactory.Combine</c>).</summary>
    public static string Grouped(string prefix, string pattern) =>
        prefix.Length == 0 ? pattern : prefix.TrimEnd('/') + "/" + pattern.TrimStart('/');

    /// <summary>A controller's template and an action's (<c>AttributeRouteModel.CombineTemplates</c>).</summary>
    public static string Attributed(string? controller, string? action)
    {
        if (action is not null && (action.StartsWith("/", StringComparison.Ordinal) || action.StartsWith("~/", StringComparison.Ordinal)))
        {
            return Clean(action);
        }

        var prefix = Clean(controller ?? "");
        var suffix = Clean(action ?? "");
        return prefix.Length == 0 ? suffix : suffix.Length == 0 ? prefix : prefix.TrimEnd('/') + "/" + suffix;
    }

    /// <summary>Puts the names for <c>[controller]</c>, <c>[action]</c> and <c>[area]</c>; doubled brackets stand for themselves.</summary>
    public static string ReplaceTokens(string template, string controller, string action, string area)
    {
        var result = new StringBuilder(template.Length);
        for (var i = 0; i < template.Length; i++)
        {
            var c = template[i];
            if (c is '[' or ']' && i + 1 < template.Length && template[i + 1] == c)
            {
                result.Append(c);
                i++;
                continue;
            }

            var end = c == '[' ? template.IndexOf(']', i) : -1;
            if (end < 0)
            {
                result.Append(c);
                continue;
            }

            var token = template.Substring(i + 1, end - i - 1);
            result.Append(token.ToLowerInvariant() switch
            {
                "controller" => controller,
                "action" => action,
                "area" => area,
                _ => "[" + token + "]",
            });
            i = end;
        }

        return result.ToString();
    }

    /// <summary><c>POST</c> and <c>/tickets/{id:int}/summary</c> give <c>PostTicketsIdSummary</c>.</summary>
    public static string PropertyOf(string method, string pattern)
    {
        var words = new StringBuilder(method.ToLowerInvariant());
        var skipping = false;
        foreach (var c in pattern)
        {
            // Of a parameter only the name counts, not its constraint or default.
            skipping = c switch
            {
                '}' => false,
                ':' or '=' => true,
                _ => skipping,
            };
            words.Append(skipping || !char.IsLetterOrDigit(c) ? ' ' : c);
        }

        var name = Words.Pascal(words.ToString());
        return name.Length == method.Length ? name + "Root" : name;
    }

    private static string Clean(string template) =>
        template.StartsWith("~/", StringComparison.Ordinal) ? template.Substring(2)
        : template.StartsWith("/", StringComparison.Ordinal) ? template.Substring(1)
        : template;
}
