using System.Globalization;
using System.Text.RegularExpressions;

namespace ModelStub.Serving;

/// <summary>
/// What a prompt can ask of the stub: <c>[[429]]</c> and the like answer with that status,
/// <c>[[hold:3]]</c> stops a stream after three pieces of text until the client goes away.
/// </summary>
/// <param name="Status">The error to answer with, or null.</param>
/// <param name="HoldAfter">The pieces of text to send before holding, or null.</param>
internal sealed partial record StubBehavior(int? Status, int? HoldAfter)
{
    public static StubBehavior Parse(string prompt) => new(Number(ErrorMarker().Match(prompt)), Number(HoldMarker().Match(prompt)));

    private static int? Number(Match match) =>
        match.Success ? int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"\[\[(?<number>[45]\d\d)\]\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ErrorMarker();

    [GeneratedRegex(@"\[\[hold:(?<number>\d{1,3})\]\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HoldMarker();
}
