using System.Globalization;
using System.Text;
using AiInstrument.Generators.Specs;

namespace AiInstrument.Generators.Emitting;

/// <summary>Writes the manifest as compact JSON in ASCII, so that it may be cut anywhere. The members are those of a registry payload; what is null is left out.</summary>
internal static class ManifestText
{
    /// <summary>The format's number; <c>AiManifestReader</c> reads it.</summary>
    public const int Format = 1;

    /// <summary>Long enough that most manifests are one part, short enough for editors that show the file.</summary>
    private const int MostCharsOfPart = 30_000;

    public static IReadOnlyList<string> Parts(RegistrySpec registry)
    {
        var text = Json(registry);
        var parts = new List<string>();
        for (var start = 0; start < text.Length; start += MostCharsOfPart)
        {
            parts.Add(text.Substring(start, Math.Min(MostCharsOfPart, text.Length - start)));
        }

        return parts;
    }

    private static string Json(RegistrySpec registry)
    {
        var json = new StringBuilder("{");
        Member(json, "assembly", registry.Assembly);
        Member(json, "buildId", RegistryEmitter.BuildId(registry));
        List(json, "features", registry.Features, f =>
        {
            Member(json, "id", f.Value.Id);
            Member(json, "category", f.Value.Category);
            Member(json, "owner", f.Value.Owner);
            Member(json, "purpose", f.Value.Purpose);
            Strings(json, "formerIds", f.Value.FormerIds);
            if (f.Value.Budgets.Count > 0)
            {
                List(json, "budgets", f.Value.Budgets, b =>
                {
                    Member(json, "unit", "usd");
                    Member(json, "period", b.Period);
                    Name(json, "limit").Append(b.NanoDollars.ToString(CultureInfo.InvariantCulture));
                    Name(json, "soft").Append(b.Soft ? "true" : "false");
                });
            }
        });
        List(json, "routes", registry.Routes, r =>
        {
            Member(json, "method", r.Value.Method);
            Member(json, "pattern", r.Value.Pattern);
        });
        List(json, "jobs", registry.Jobs, j =>
        {
            Member(json, "name", j.Value.Name);
            Member(json, "kind", j.Value.Kind);
        });
        List(json, "callSites", registry.CallSites, s =>
        {
            Member(json, "id", s.Id);
            Member(json, "member", s.Member);
            Member(json, "file", s.File);
            Name(json, "line").Append(s.Line.ToString(CultureInfo.InvariantCulture));
            Member(json, "sdk", s.Sdk);
            Member(json, "method", s.Method);
            Member(json, "operation", s.Operation);
            Member(json, "provider", s.Provider);
            Member(json, "model", s.Model);
            Member(json, "feature", s.Feature?.Id);
            Member(json, "escape", s.Escape);
            Member(json, "measuredBy", s.MeasuredBy);
        });
        if (registry.Reached is { } reached)
        {
            List(json, "reaches", reached.All, r =>
            {
                Member(json, "entryPoint", r.From.Name);
                Member(json, "kind", r.From.Kind);
                Strings(json, "callSites", r.Sites);
                Strings(json, "ambiguous", r.Ambiguous);
            });
        }

        return json.Append('}').ToString();
    }

    /// <summary>Left out when empty.</summary>
    private static void Strings(StringBuilder json, string name, EquatableArray<string> items)
    {
        if (items.Count == 0)
        {
            return;
        }

        Name(json, name).Append('[');
        foreach (var item in items)
        {
            Quote(Comma(json), item);
        }

        json.Append(']');
    }

    private static void List<T>(StringBuilder json, string name, IEnumerable<T> items, Action<T> members)
    {
        Name(json, name).Append('[');
        foreach (var item in items)
        {
            Comma(json).Append('{');
            members(item);
            json.Append('}');
        }

        json.Append(']');
    }

    private static void Member(StringBuilder json, string name, string? value)
    {
        if (value is not null)
        {
            Quote(Name(json, name), value);
        }
    }

    private static StringBuilder Name(StringBuilder json, string name) => Quote(Comma(json), name).Append(':');

    private static StringBuilder Comma(StringBuilder json) => json[json.Length - 1] is '{' or '[' ? json : json.Append(',');

    private static StringBuilder Quote(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var c in text)
        {
            if (c is '"' or '\\')
            {
                json.Append('\\').Append(c);
            }
            else if (c is < ' ' or > '~')
            {
                json.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                json.Append(c);
            }
        }

        return json.Append('"');
    }
}
