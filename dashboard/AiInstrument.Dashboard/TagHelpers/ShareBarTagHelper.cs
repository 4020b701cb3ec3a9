using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace AiInstrument.Dashboard.TagHelpers;

/// <summary>Draws <c>&lt;share-bar value="0.42"&gt;</c>, a bar filled to a share of one. The figure stands beside it in text, so it is hidden from screen readers.</summary>
[HtmlTargetElement("share-bar", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ShareBarTagHelper : TagHelper
{
    /// <summary>From 0 to 1; less and more are drawn as these.</summary>
    public double Value { get; set; }

    /// <summary><c>warning</c> or <c>danger</c> for the colour; null for the usual one.</summary>
    public string? Level { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var width = Math.Clamp(Value * 100, 0, 100).ToString("0.##", CultureInfo.InvariantCulture);
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Level is null ? "share" : $"share share-{Level}");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetHtmlContent($"<rect class=\"share-track\" width=\"100%\" height=\"100%\" rx=\"2\"/><rect class=\"share-fill\" width=\"{width}%\" height=\"100%\" rx=\"2\"/>");
    }
}
