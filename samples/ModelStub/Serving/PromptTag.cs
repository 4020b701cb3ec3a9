using System.Text.RegularExpressions;

namespace ModelStub.Serving;

/// <summary>
/// Who called and what for, as the caller wrote it into the prompt:
/// <c>[desk feature=ticket.summarize entry="POST /tickets/{id}/summary" org=acme user=ada]</c>.
/// </summary>
/// <param name="Feature">The feature.</param>
/// <param name="EntryPoint">The route or job.</param>
/// <param name="Organization">The organization.</param>
/// <param name="User">The user.</param>
public sealed partial record PromptTag(string? Feature, string? EntryPoint, string? Organization, string? User)
{
    /// <summary>A prompt without a tag.</summary>
    public static PromptTag None { get; } = new(null, null, null, null);

    /// <summary>Reads the first tag of a prompt.</summary>
    public static PromptTag Parse(string prompt)
    {
        var tag = Tag().Match(prompt);
        if (!tag.Success)
        {
            return None;
        }

        var values = Pair().Matches(tag.Groups["pairs"].Value)
            .ToDictionary(m => m.Groups["key"].Value, m => m.Groups["value"].Value.Trim('"'), StringComparer.Ordinal);
        return new PromptTag(
            values.GetValueOrDefault("feature"),
            values.GetValueOrDefault("entry"),
            values.GetValueOrDefault("org"),
            values.GetValueOrDefault("user"));
    }

    [GeneratedRegex("""\[desk (?<pairs>[^\]]*)\]""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();

    [GeneratedRegex("""(?<key>\w+)=(?<value>"[^"]*"|\S+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pair();
}
