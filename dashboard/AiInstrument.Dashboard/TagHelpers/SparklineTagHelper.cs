using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace AiInstrument.Dashboard.TagHelpers;

/// <summary>Draws <c>&lt;sparkline values="…"&gt;</c>, the shape of a series without axes. Without a label it is hidden from screen readers: the figures stand beside it.</summary>
[HtmlTargetElement("sparkline", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class SparklineTagHelper : TagHelper
{
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
        output.Attributes.SetAttribute("viewBox", $"0 0 100 {Height}");
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
            var line = Line();
            output.Content.SetHtmlContent($"<path class=\"spark-area\" d=\"{line} V{Height} H0 Z\"/><path class=\"spark-line\" d=\"{line}\"/>");
        }
    }

    private string Line()
    {
        var max = Math.Max(1, Values.Max());
        var path = new StringBuilder();
        for (var i = 0; i < Values.Count; i++)
        {
            var x = 100.0 * i / (Values.Count - 1);
            var y = Height - Padding - ((Height - (2.0 * Padding)) * Values[i] / max);
            path.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? 'M' : 'L')}{x:0.#} {y:0.#}");
        }

        return path.ToString();
    }
}
