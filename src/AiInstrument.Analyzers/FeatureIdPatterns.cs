using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace AiInstrument.Analyzers;

/// <summary>What the pattern says to an id.</summary>
internal enum FeatureIdVerdict
{
    WellFormed,
    Malformed,

    /// <summary>The configured pattern is no regular expression, or takes too long.</summary>
    PatternUnusable,
}

/// <summary>Checks feature ids against the patterns that a project configures.</summary>
internal sealed class FeatureIdPatterns
{
    // A user's pattern runs in the compiler: one that backtracks without end must not hang a build.
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Regex?> _regexes = new();

    /// <summary>Holds an id against a pattern. A pattern is parsed once.</summary>
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
