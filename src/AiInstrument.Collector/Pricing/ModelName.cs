using System.Text.RegularExpressions;

namespace AiInstrument.Collector.Pricing;

/// <summary>The names under which a model may be listed: as sent, without routing prefixes, without region, without date or version.</summary>
internal static partial class ModelName
{
    private static readonly string[] Regions = ["us.", "eu.", "apac.", "jp.", "au.", "ca.", "global.", "us-gov."];

    /// <summary>
    /// Candidates from the most to the least exact. Only whole dates and versions are cut off,
    /// so that <c>gpt-4o-mini</c> never becomes <c>gpt-4o</c> and a fine-tuned <c>ft:…</c> model never takes its base model's price.
    /// </summary>
    public static IEnumerable<string> Candidates(string model)
    {
        var name = model.Trim().ToLowerInvariant();
        for (; ; )
        {
            foreach (var candidate in WithoutSuffixes(name))
            {
                yield return candidate;
            }

            var slash = name.IndexOf('/', StringComparison.Ordinal);
            if (slash < 0)
            {
                break;
            }

            name = name[(slash + 1)..];
        }

        if (Array.Find(Regions, region => name.StartsWith(region, StringComparison.Ordinal)) is { } prefix)
        {
            foreach (var candidate in WithoutSuffixes(name[prefix.Length..]))
            {
                yield return candidate;
            }
        }
    }

    private static IEnumerable<string> WithoutSuffixes(string name)
    {
        yield return name;
        while (!name.StartsWith("ft:", StringComparison.Ordinal) && Suffix().Match(name) is { Success: true, Index: > 0 } match)
        {
            name = name[..match.Index];
            yield return name;
        }
    }

    [GeneratedRegex(@"(?:-[0-9]{4}-[0-9]{2}-[0-9]{2}|[-@][0-9]{8}|-v[0-9]{1,3}(?::[0-9]{1,3})?|:[0-9]{1,3}|-latest)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Suffix();
}
