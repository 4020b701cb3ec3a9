using System.Collections.Frozen;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace AiInstrument.Dashboard.TagHelpers;

/// <summary>Draws <c>&lt;icon name="…"&gt;</c> as an inline drawing that takes the text's colour and is hidden from screen readers.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTagHelper : TagHelper
{
    private static readonly FrozenDictionary<string, string> Paths = new Dictionary<string, string>
    {
        ["overview"] = "M4 13h6V4H4zM14 20h6v-9h-6zM4 20h6v-3H4zM14 7h6V4h-6z",
        ["feature"] = "M12 3l2.6 5.6 6.1.7-4.5 4.1 1.2 6L12 16.4 6.6 19.4l1.2-6L3.3 9.3l6.1-.7z",
        ["route"] = "M6 20a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM18 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM8 18h8a4 4 0 0 0 0-8H8a3 3 0 0 1 0-6h8",
        ["model"] = "M12 3l8 4.5v9L12 21l-8-4.5v-9zM12 12l8-4.5M12 12v9M12 12L4 7.5",
        ["provider"] = "M7 18a4 4 0 0 1-.4-8A6 6 0 0 1 18 9.5 4.3 4.3 0 0 1 17.5 18z",
        ["category"] = "M3 12V4h8l10 10-8 7zM7.5 8h.01",
        ["organization"] = "M4 21V4h10v17M14 9h6v12M3 21h18M8 8h2M8 12h2M8 16h2",
        ["user"] = "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5a7.5 7.5 0 0 1 15 0",
        ["project"] = "M3 7a2 2 0 0 1 2-2h4l2 2h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z",
        ["service"] = "M4 4h16v6H4zM4 14h16v6H4zM8 7h.01M8 17h.01",
        ["records"] = "M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01",
        ["trace"] = "M4 5h8M8 12h8M12 19h8M4 5v7h4M8 12v7h4",
        ["budget"] = "M4 7h16v12H4zM4 7l11-3v3M15 12h5v3h-5a1.5 1.5 0 0 1 0-3z",
        ["server"] = "M4 4h16v7H4zM4 13h16v7H4zM7 7.5h.01M7 16.5h.01M11 7.5h6M11 16.5h6",
        ["archive"] = "M4 5h16v4H4zM6 9v10h12V9M10 13h4",
        ["code"] = "M8 7l-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14",
        ["coverage"] = "M12 3l8 3v6c0 4.5-3.4 8-8 9-4.6-1-8-4.5-8-9V6zM9 12l2.2 2.2L15.2 10",
        ["warning"] = "M12 4l9 16H3zM12 10v4M12 17h.01",
        ["info"] = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5M12 8h.01",
        ["error"] = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM15 9l-6 6M9 9l6 6",
        ["check"] = "M5 12.5l4.5 4.5L19 7.5",
        ["close"] = "M6 6l12 12M18 6L6 18",
        ["search"] = "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM20 20l-4.7-4.7",
        ["up"] = "M7 17L17 7M9 7h8v8",
        ["down"] = "M7 7l10 10M17 9v8H9",
        ["right"] = "M9 6l6 6-6 6",
        ["chevron"] = "M6 9l6 6 6-6",
        ["left"] = "M15 6l-6 6 6 6",
        ["sun"] = "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 3v1M12 20v1M3 12h1M20 12h1M5.6 5.6l.7.7M17.7 17.7l.7.7M18.4 5.6l-.7.7M6.3 17.7l-.7.7",
        ["moon"] = "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z",
        ["system"] = "M4 5h16v11H4zM9 20h6M12 16v4",
        ["signout"] = "M14 4h5v16h-5M10 8l-4 4 4 4M6 12h9",
        ["price"] = "M3 12V4h8l10 10-8 7zM9.5 13.5l4-4M7.5 8h.01",
        ["unpriced"] = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.4-1 .9-1 1.7M12 17h.01",
        ["alert"] = "M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21h4",
        ["forecast"] = "M4 4v16h16M7 15l4-4 3 3 6-7M16 7h4v4",
        ["people"] = "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20a6 6 0 0 1 12 0M16 4.5a3.5 3.5 0 0 1 0 6.5M17.5 14.5A6 6 0 0 1 21 20",
        ["invoice"] = "M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6M9 16h3",
        ["audit"] = "M5 3h10l4 4v14H5zM14 3v5h5M8 12h8M8 16h5",
        ["download"] = "M12 4v11M7 10l5 5 5-5M5 20h14",
        ["lock"] = "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
        ["key"] = "M8 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 12h9M18 12v4",
    }.ToFrozenDictionary();

    /// <summary>One of the drawings' names.</summary>
    public string Name { get; set; } = "";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "glyph");
        output.Attributes.SetAttribute("viewBox", "0 0 24 24");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetHtmlContent($"<path d=\"{Paths[Name]}\"/>");
    }
}
