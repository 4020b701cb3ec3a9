using System.Buffers;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace AiInstrument.Dashboard.TagHelpers;

/// <summary>Writes <c>&lt;said text="…"&gt;</c>, what people or models said, as it is, with the places marked where something was taken out.</summary>
[HtmlTargetElement("said", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class SaidTagHelper(HtmlEncoder encoder) : TagHelper
{
    private const string Redacted = "[REDACTED:";
    private const string Cut = "[TRUNCATED]";
    private const int LongestType = 40;

    private static readonly SearchValues<char> s_type = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

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
        var written = 0;
        for (var at = 0; Text.IndexOf('[', at) is var mark and >= 0; at = mark + 1)
        {
            if (MarkEnd(Text.AsSpan(mark)) is var length and > 0)
            {
                output.Content.AppendHtml(encoder.Encode(Text[written..mark]));
                written = mark + length;
                output.Content.AppendHtml($"<mark>{encoder.Encode(Text[mark..written])}</mark>");
            }
        }

        output.Content.AppendHtml(encoder.Encode(Text[written..]));
    }

    /// <summary>The length of the mark that a text begins with; 0 for none.</summary>
    private static int MarkEnd(ReadOnlySpan<char> text)
    {
        if (text.StartsWith(Cut, StringComparison.Ordinal))
        {
            return Cut.Length;
        }

        if (!text.StartsWith(Redacted, StringComparison.Ordinal))
        {
            return 0;
        }

        var type = text[Redacted.Length..].IndexOfAnyExcept(s_type);
        return type is > 0 and <= LongestType && text[Redacted.Length + type] == ']' ? Redacted.Length + type + 1 : 0;
    }
}
