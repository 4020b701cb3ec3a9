using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace AiInstrument.Dashboard.TagHelpers;

/// <summary>Writes <c>&lt;breaks text="…" /&gt;</c>, a name of a member, file, route or type, so that a line ends between its parts and not within a word. What is copied from it is the name alone.</summary>
[HtmlTargetElement("breaks", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class BreaksTagHelper(HtmlEncoder encoder) : TagHelper
{
    private const string After = "./\\:_,+@";
    private const string Before = "(<{[?&#";

    /// <summary>The name.</summary>
    public string? Text { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        var name = Text ?? "";
        var written = 0;
        for (var at = 1; at < name.Length; at++)
        {
            if (MayEndBefore(name, at))
            {
                output.Content.AppendHtml(encoder.Encode(name[written..at])).AppendHtml("<wbr>");
                written = at;
            }
        }

        output.Content.AppendHtml(encoder.Encode(name[written..]));
    }

    // Behind a separator, but not between two, nor behind the one that a path begins with; before a bracket; and where a word of a name in Pascal or camel case begins.
    private static bool MayEndBefore(string name, int at)
    {
        var (last, next) = (name[at - 1], name[at]);
        return After.Contains(last) ? at > 1 && !char.IsWhiteSpace(name[at - 2]) && (char.IsLetterOrDigit(next) || Before.Contains(next))
            : Before.Contains(next) ? char.IsLetterOrDigit(last)
            : char.IsAsciiLetterUpper(next) && (char.IsAsciiLetterLower(last) || char.IsAsciiDigit(last));
    }
}
