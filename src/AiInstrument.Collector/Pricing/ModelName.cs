using System.Text.RegularExpressions;

namespace AiInstrument.Collector.Pricing;

/// <summary>The names under which a model may be listed: as sent, without routing prefixes, without region, without date or version.</summary>
internal static partial class ModelName
{
    private const string SuffixPattern = @"(?:-[0-9]{4}-[0-9]{2}-[0-9]{2}|[-@][0-9]{8}|-v[0-9]{1,3}(?::[0-9]{1,3})?|:[0-9]{1,3}|-latest)$";

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

            var slash = name.AsSpan().IndexOf('/');
            if (slash < 0)
            {
                break;
            }

            name = name.Substring(slash + 1);
        }

        if (Array.Find(Regions, region => name.StartsWith(region, StringComparison.Ordinal)) is { } prefix)
        {
            foreach (var candidate in WithoutSuffixes(name.Substring(prefix.Length)))
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
            name = name.Substring(0, match.Index);
            yield return name;
        }
    }

#if NET
    [GeneratedRegex(SuffixPattern, RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Suffix();
#else
    // The analyzers share this file, and generated regexes need a runtime that not every compiler host has.
    private static readonly Regex s_suffix = new(SuffixPattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static Regex Suffix() => s_suffix;
#endif
}
