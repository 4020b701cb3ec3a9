using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace AiInstrument.Analyzers.Features;

/// <summary>What the pattern says to an id.</summary>
internal enum FeatureIdVerdict
{
    WellFormed,
    Malformed,

    /// <summary>The configured pattern takes too long.</summary>
    PatternTooSlow,
}

/// <summary>The patterns that the trees of a compilation configure for feature ids. One that is no regular expression never comes here.</summary>
internal sealed class FeatureIdPatterns
{
    // A user's pattern runs in the compiler: one that backtracks without end must not hang a build.
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Regex> _regexes = new();

    /// <summary>Holds an id against a pattern. A pattern is parsed once.</summary>
    public FeatureIdVerdict Check(string id, string pattern)
    {
        try
        {
            return _regexes.GetOrAdd(pattern, static p => new Regex(p, RegexOptions.CultureInvariant, MatchTimeout)).IsMatch(id) ? FeatureIdVerdict.WellFormed : FeatureIdVerdict.Malformed;
        }
        catch (RegexMatchTimeoutException)
        {
            return FeatureIdVerdict.PatternTooSlow;
        }
    }
}
