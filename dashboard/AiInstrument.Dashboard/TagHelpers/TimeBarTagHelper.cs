using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace AiInstrument.Dashboard.TagHelpers;

/// <summary>Draws <c>&lt;time-bar offset="…" duration="…" whole="…"&gt;</c>, when a span ran within its trace. The figures stand beside it in text, so it is hidden from screen readers.</summary>
[HtmlTargetElement("time-bar", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TimeBarTagHelper : TagHelper
{
    // What took no time is drawn too.
    private const double Narrowest = 0.8;

    /// <summary>From the trace's start to the span's.</summary>
    public TimeSpan Offset { get; set; }

    /// <summary>How long the span took.</summary>
    public TimeSpan Duration { get; set; }

    /// <summary>How long the trace took.</summary>
    public TimeSpan Whole { get; set; }

    /// <summary><c>counted</c>, <c>uncounted</c>, <c>tool</c> or <c>failed</c>.</summary>
    public string Kind { get; set; } = "counted";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var whole = Math.Max(1, Whole.Ticks);
        var width = Math.Clamp(100.0 * Duration.Ticks / whole, Narrowest, 100);
        var start = Math.Clamp(100.0 * Offset.Ticks / whole, 0, 100 - width);
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "time-bar");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetHtmlContent(string.Create(
            CultureInfo.InvariantCulture,
            $"<rect class=\"time-track\" width=\"100%\" height=\"100%\" rx=\"2\"/><rect class=\"time-{Kind}\" x=\"{start:0.##}%\" width=\"{width:0.##}%\" height=\"100%\" rx=\"2\"/>"));
    }
}
