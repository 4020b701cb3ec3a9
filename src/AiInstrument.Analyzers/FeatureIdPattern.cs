using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using AiInstrument.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Analyzers;

/// <summary>What the pattern says to an id.</summary>
internal enum FeatureIdVerdict
{
    WellFormed,
    Malformed,

    /// <summary>The configured pattern is no regular expression, or takes too long.</summary>
    PatternUnusable,
}

/// <summary>The patterns that the trees of a compilation configure for feature ids.</summary>
internal sealed class FeatureIdPattern
{
    // A user's pattern runs in the compiler: one that backtracks without end must not hang a build.
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, Regex?> _regexes = new();

    /// <summary>The pattern that a tree's <c>.editorconfig</c> sets, else the default.</summary>
    public static string For(SyntaxTree tree, AnalyzerOptions options) =>
        options.AnalyzerConfigOptionsProvider.GetOptions(tree).TryGetValue(Switches.FeatureIdPattern, out var pattern)
        && !string.IsNullOrWhiteSpace(pattern)
            ? pattern
            : FeatureId.DefaultPattern;

    public FeatureIdVerdict Check(string id, string pattern)
    {
        if (_regexes.GetOrAdd(pattern, Parse) is not { } regex)
        {
            return FeatureIdVerdict.PatternUnusable;
        }

        try
        {
            return regex.IsMatch(id) ? FeatureIdVerdict.WellFormed : FeatureIdVerdict.Malformed;
        }
        catch (RegexMatchTimeoutException)
        {
            return FeatureIdVerdict.PatternUnusable;
        }
    }

    private static Regex? Parse(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, MatchTimeout);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
