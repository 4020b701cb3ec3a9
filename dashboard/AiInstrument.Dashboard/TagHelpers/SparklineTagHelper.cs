using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace AiInstrument.Dashboard.TagHelpers;

/// <summary>Draws <c>&lt;sparkline values="…"&gt;</c>, the shape of a series without axes. Without a label it is hidden from screen readers: the figures stand beside it.</summary>
[HtmlTargetElement("sparkline", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class SparklineTagHelper : TagHelper
{
    // Whole units are as fine as the eye needs, and a table has a hundred of these.
    private const int Height = 32;
    private const int Padding = 2;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<long> Values { get; set; } = [];

    /// <summary>What it shows, in words; null where the page says it beside.</summary>
    public string? Label { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "spark");
        output.Attributes.SetAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Math.Max(1, Values.Count - 1)} {Height}"));
        output.Attributes.SetAttribute("preserveAspectRatio", "none");
        if (Label is null)
        {
            output.Attributes.SetAttribute("aria-hidden", "true");
        }
        else
        {
            output.Attributes.SetAttribute("role", "img");
            output.Attributes.SetAttribute("aria-label", Label);
        }

        if (Values.Count > 1)
        {
            output.Content.SetHtmlContent($"<path d=\"{Outline()}\"/>");
        }
    }

    // One step across for each value. The outline closes outside of the picture, where it is cut off: line and area are one path.
    private string Outline()
    {
        var max = Math.Max(1, Values.Max());
        var at = Down(0);
        var path = new StringBuilder().Append(CultureInfo.InvariantCulture, $"M-1 {Height + 1}V{at}H0l");
        for (var i = 1; i < Values.Count; i++)
        {
            var (from, to) = (at, Down(i));
            path.Append(CultureInfo.InvariantCulture, $"{(i == 1 ? "" : " ")}1{(to < from ? "" : " ")}{to - from}");
            at = to;
        }

        return path.Append(CultureInfo.InvariantCulture, $"H{Values.Count}V{Height + 1}").ToString();

        int Down(int index) => (int)Math.Round(Height - Padding - ((Height - (2.0 * Padding)) * Values[index] / max));
    }
}
