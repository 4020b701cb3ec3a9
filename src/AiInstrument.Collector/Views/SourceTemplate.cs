using System.Globalization;

namespace AiInstrument.Collector.Views;

/// <summary>
/// Where people read a service's source, for example <c>https://github.com/org/repo/blob/{commit}/{file}#L{line}</c>.
/// <c>{file}</c> is the path as it was recorded, <c>{line}</c> the line, <c>{commit}</c> the revision that the call's service names, or <c>HEAD</c>.
/// </summary>
/// <param name="Text">The template.</param>
public sealed record SourceTemplate(string Text)
{
    private const int MostChars = 500;
    private const string File = "{file}";

    /// <summary>Reads a template.</summary>
    /// <returns>Null when it is no absolute address of http or https with <c>{file}</c> behind its host, or is too long.</returns>
    public static SourceTemplate? Parse(string? text)
    {
        // The host must stand in the template: a recorded path must not choose where the link goes.
        var template = new SourceTemplate(text?.Trim() ?? "");
        return template.Text.Length is > 0 and <= MostChars
            && template.Text.Contains(File, StringComparison.Ordinal)
            && Uri.TryCreate(template.Text.Replace('{', '_').Replace('}', '_'), UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            && template.Text.IndexOf('{', StringComparison.Ordinal) > Uri.SchemeDelimiter.Length + address.Scheme.Length + address.Authority.Length
            && string.IsNullOrEmpty(address.UserInfo)
            ? template
            : null;
    }

    /// <summary>The address of a line.</summary>
    /// <param name="file">The path as it was recorded.</param>
    /// <param name="line">The line, or null.</param>
    /// <param name="commit">The revision, or null.</param>
    /// <returns>Null for a path that leaves its repository.</returns>
    public string? Of(string file, int? line, string? commit)
    {
        var parts = file.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || parts.Contains("..", StringComparer.Ordinal) || parts.Contains(".", StringComparer.Ordinal))
        {
            return null;
        }

        return Text
            .Replace(File, string.Join('/', parts.Select(Uri.EscapeDataString)), StringComparison.Ordinal)
            .Replace("{line}", (line ?? 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{commit}", Uri.EscapeDataString(string.IsNullOrEmpty(commit) ? "HEAD" : commit), StringComparison.Ordinal);
    }
}
