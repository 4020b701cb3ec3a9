using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AiInstrument.Catalog.Features;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Catalog.Configuration;

/// <summary>What <c>.editorconfig</c> says about model calls to the files of one section. Analyzers and generator read it here.</summary>
internal sealed class CatalogSettings
{
    /// <summary>Calls of the method, on the type and what derives from or implements it, are model calls: held to AII0001 and AII0002, and intercepted.</summary>
    /// <value><c>Namespace.Type.Method</c>, …</value>
    public const string MethodsKey = "aiinstrument.llm_methods";

    /// <summary>HTTP that is sent to the host without an SDK is a model call (AII0001, AII0007).</summary>
    /// <value><c>host</c> or <c>.suffix</c>, each optionally <c>=provider</c>, …</value>
    public const string HostsKey = "aiinstrument.llm_hosts";

    /// <summary>The type measures its calls itself: calls on it, and on what derives from or implements it, are covered and not intercepted; what its own code calls is part of them.</summary>
    /// <value><c>Namespace.Type</c>, …</value>
    public const string TypesKey = "aiinstrument.instrumented_types";

    /// <summary>AII0001, AII0002, AII0004 and AII0007 ignore the files. A glob may begin at any folder. Calls in these files are intercepted all the same.</summary>
    /// <value>globs with <c>*</c>, <c>?</c> and <c>**</c>, …</value>
    public const string PathsKey = "aiinstrument.excluded_paths";

    /// <summary>The form of feature ids (AII0004).</summary>
    /// <value>a .NET regular expression; <c>^[a-z][a-z0-9]*([._-][a-z0-9]+)*$</c></value>
    public const string PatternKey = "aiinstrument.feature_id_pattern";

    /// <summary>Every key, in the order of the documentation.</summary>
    public static readonly ImmutableArray<string> Keys = [MethodsKey, HostsKey, TypesKey, PathsKey, PatternKey];

    private static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(250);

    // Names as metadata spells them: a nested type follows a plus, a generic one ends in `1.
    private static readonly Regex TypeName = new(@"^[\p{L}_]\w*(`\d+)?([.+][\p{L}_]\w*(`\d+)?)*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MatchTimeout);
    private static readonly Regex MethodName = new(@"^[\p{L}_]\w*(`\d+)?([.+][\p{L}_]\w*(`\d+)?)*\.[\p{L}_]\w*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MatchTimeout);
    private static readonly Regex ProviderName = new("^[a-z0-9][a-z0-9._-]*$", RegexOptions.CultureInvariant, MatchTimeout);

    /// <summary>Nothing configured.</summary>
    public static CatalogSettings Empty { get; } = new();

    /// <summary>Methods that call a model, from <c>aiinstrument.llm_methods</c>.</summary>
    public ImmutableArray<LlmMethod> Methods { get; private init; } = [];

    /// <summary>Hosts of models, with their provider; a leading dot matches any subdomain.</summary>
    public ImmutableArray<(string Host, string Provider)> Hosts { get; private init; } = [];

    /// <summary>Metadata names of types that measure their calls themselves.</summary>
    public ImmutableArray<string> InstrumentedTypes { get; private init; } = [];

    /// <summary>Files that rules ignore.</summary>
    public ImmutableArray<PathGlob> ExcludedPaths { get; private init; } = [];

    /// <summary>The pattern of feature ids; null where it is no regular expression.</summary>
    public string? FeatureIdPattern { get; private init; } = FeatureId.DefaultPattern;

    /// <summary>Values that cannot be read. The rest of their lists counts.</summary>
    public ImmutableArray<SettingProblem> Problems { get; private init; } = [];

    /// <summary>Whether calls are classified in another way than without configuration.</summary>
    public bool ChangesCalls => !Methods.IsEmpty || !Hosts.IsEmpty || !InstrumentedTypes.IsEmpty;

    /// <summary>The raw values: equal ones make equal settings.</summary>
    public static string Raw(AnalyzerConfigOptions options)
    {
        var raw = "";
        foreach (var key in Keys)
        {
            if (options.TryGetValue(key, out var value) && value.Length > 0)
            {
                raw += key + "=" + value + "\n";
            }
        }

        return raw;
    }

    public static CatalogSettings Read(AnalyzerConfigOptions options)
    {
        var problems = ImmutableArray.CreateBuilder<SettingProblem>();
        var methods = ImmutableArray.CreateBuilder<LlmMethod>();
        foreach (var entry in Entries(options, MethodsKey))
        {
            if (MethodName.IsMatch(entry))
            {
                var dot = entry.LastIndexOf('.');
                methods.Add(new LlmMethod(entry.Substring(0, dot), entry.Substring(dot + 1), LlmOperation.Chat));
            }
            else
            {
                problems.Add(new(MethodsKey, entry, "it is no Namespace.Type.Method"));
            }
        }

        var hosts = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var entry in Entries(options, HostsKey))
        {
            var parts = entry.Split('=');
            var host = parts[0].Trim();
            var provider = parts.Length == 2 ? parts[1].Trim() : host.TrimStart('.');
            if (parts.Length > 2 || Uri.CheckHostName(host.StartsWith(".", StringComparison.Ordinal) ? host.Substring(1) : host) == UriHostNameType.Unknown || !ProviderName.IsMatch(provider))
            {
                problems.Add(new(HostsKey, entry, "it is no host, .suffix or host=provider"));
            }
            else
            {
                hosts.Add((host, provider));
            }
        }

        var types = ImmutableArray.CreateBuilder<string>();
        foreach (var entry in Entries(options, TypesKey))
        {
            if (TypeName.IsMatch(entry))
            {
                types.Add(entry);
            }
            else
            {
                problems.Add(new(TypesKey, entry, "it is no Namespace.Type"));
            }
        }

        var paths = ImmutableArray.CreateBuilder<PathGlob>();
        foreach (var entry in Entries(options, PathsKey))
        {
            if (PathGlob.Parse(entry) is { } glob)
            {
                paths.Add(glob);
            }
            else
            {
                problems.Add(new(PathsKey, entry, "a path is made of names, *, ** and ?"));
            }
        }

        var pattern = FeatureId.DefaultPattern;
        if (options.TryGetValue(PatternKey, out var configured) && !string.IsNullOrWhiteSpace(configured))
        {
            pattern = IsRegex(configured) ? configured : null;
            if (pattern is null)
            {
                problems.Add(new(PatternKey, configured, "it is no regular expression"));
            }
        }

        return new CatalogSettings
        {
            Methods = methods.ToImmutable(),
            Hosts = hosts.ToImmutable(),
            InstrumentedTypes = types.ToImmutable(),
            ExcludedPaths = paths.ToImmutable(),
            FeatureIdPattern = pattern,
            Problems = problems.ToImmutable(),
        };
    }

    /// <summary>Whether rules ignore the file.</summary>
    public bool Excludes(string path) => !ExcludedPaths.IsEmpty && ExcludedPaths.Any(glob => glob.Matches(path));

    // A semicolon begins a comment in .editorconfig: only commas arrive here.
    private static IEnumerable<string> Entries(AnalyzerConfigOptions options, string key) =>
        options.TryGetValue(key, out var value)
            ? value.Split(',').Select(e => e.Trim()).Where(e => e.Length > 0)
            : [];

    private static bool IsRegex(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant, MatchTimeout);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

/// <summary>A configured value that cannot be read.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value, or the entry of a list.</param>
/// <param name="Reason">What is wrong with it.</param>
internal sealed record SettingProblem(string Key, string Value, string Reason);
