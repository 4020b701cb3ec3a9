using System.CommandLine;
using System.Globalization;
using AiInstrument.Dashboard.Hosting;

namespace AiInstrument.Dashboard.Host;

/// <summary>A setting that comes from its option, else from its environment variable, else from its default.</summary>
internal sealed class Setting(string name, string variable, string value, string fallback, string meaning)
{
    public Option<string?> Option { get; } = new(name)
    {
        HelpName = value,
        Description = $"{meaning} [environment: {variable}; default: {(fallback.Length == 0 ? "none" : fallback)}]",
    };

    public string Read(ParseResult parsed, Func<string, string?> environment) =>
        parsed.GetValue(Option) ?? (environment(variable) is { Length: > 0 } set ? set : fallback);

    /// <exception cref="DashboardStartException">It is empty.</exception>
    public string ReadFolder(ParseResult parsed, Func<string, string?> environment) =>
        Read(parsed, environment) is { Length: > 0 } folder
            ? Path.GetFullPath(folder)
            : throw new DashboardStartException($"{name} ({variable}) must be a folder, but is empty.");

    /// <summary>A file's full path, or null when the setting is empty.</summary>
    public string? ReadFile(ParseResult parsed, Func<string, string?> environment) =>
        Read(parsed, environment) is { Length: > 0 } file ? Path.GetFullPath(file) : null;

    /// <summary>A number from 1, or null when the setting is empty.</summary>
    /// <exception cref="DashboardStartException">It is neither.</exception>
    public int? ReadCount(ParseResult parsed, Func<string, string?> environment) => Read(parsed, environment) switch
    {
        "" => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 => count,
        var text => throw new DashboardStartException($"{name} ({variable}) must be a whole number from 1, but is '{text}'."),
    };

    /// <summary>One of the words.</summary>
    /// <exception cref="DashboardStartException">It is none of them.</exception>
    public string ReadChoice(ParseResult parsed, Func<string, string?> environment, params ReadOnlySpan<string> words)
    {
        var text = Read(parsed, environment);
        return words.Contains(text) ? text : throw new DashboardStartException($"{name} ({variable}) must be {string.Join(" or ", words)}, but is '{text}'.");
    }

    /// <exception cref="DashboardStartException">It is no address.</exception>
    public Uri ReadAddress(ParseResult parsed, Func<string, string?> environment)
    {
        var text = Read(parsed, environment);
        return Uri.TryCreate(text, UriKind.Absolute, out var address)
            ? address
            : throw new DashboardStartException($"{name} ({variable}) must be an address like {fallback}, but is '{text}'.");
    }
}
