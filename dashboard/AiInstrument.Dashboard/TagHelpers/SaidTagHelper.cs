using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace AiInstrument.Dashboard.TagHelpers;

/// <summary>Writes <c>&lt;said text="…"&gt;</c>, what people or models said, as it is, with the places marked where something was taken out.</summary>
[HtmlTargetElement("said", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed partial class SaidTagHelper(HtmlEncoder encoder) : TagHelper
{
    /// <summary>The text.</summary>
    public string Text { get; set; } = "";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "pre";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "said");

        // A script that writes from right to left begins at the right.
        output.Attributes.SetAttribute("dir", "auto");
        var at = 0;
        foreach (var mark in Mark().EnumerateMatches(Text))
        {
            output.Content.AppendHtml(encoder.Encode(Text[at..mark.Index]));
            at = mark.Index + mark.Length;
            output.Content.AppendHtml($"<mark>{encoder.Encode(Text[mark.Index..at])}</mark>");
        }

        output.Content.AppendHtml(encoder.Encode(Text[at..]));
    }

    [GeneratedRegex(@"\[REDACTED:[a-z0-9_]{1,40}\]|\[TRUNCATED\]", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
