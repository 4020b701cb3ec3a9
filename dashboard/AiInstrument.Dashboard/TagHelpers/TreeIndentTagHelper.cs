using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace AiInstrument.Dashboard.TagHelpers;

/// <summary>Draws <c>&lt;tree-indent level="2"&gt;</c>, the space and the lines in front of a row of a tree. The level stands beside it in text, so it is hidden from screen readers.</summary>
[HtmlTargetElement("tree-indent", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TreeIndentTagHelper : TagHelper
{
    private const int Step = 16;

    // Deeper rows are drawn no further in, so that their names stay in sight.
    private const int Deepest = 12;

    /// <summary>0 for a root.</summary>
    public int Level { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var level = Math.Min(Level, Deepest);
        if (level <= 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "indent");
        output.Attributes.SetAttribute("width", (level * Step).ToString(CultureInfo.InvariantCulture));
        output.Attributes.SetAttribute("aria-hidden", "true");
        var lines = new StringBuilder();
        for (var line = 0; line < level; line++)
        {
            lines.Append(CultureInfo.InvariantCulture, $"<rect x=\"{(line * Step) + 7}\" width=\"1\" height=\"100%\"/>");
        }

        output.Content.SetHtmlContent(lines.ToString());
    }
}
