using AiInstrument.Dashboard.Preferences;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace AiInstrument.Dashboard.TagHelpers;

/// <summary>Lets a form that leads to another address keep how the page is shown, as links do.</summary>
[HtmlTargetElement("form", Attributes = "[method=get]")]
public sealed class KeptChoicesTagHelper : TagHelper
{
    /// <summary>The view.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        foreach (var (name, value) in AddressChoices.Of(View.HttpContext.Request))
        {
            var field = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
            field.MergeAttribute("type", "hidden");
            field.MergeAttribute("name", name);
            field.MergeAttribute("value", value);
            output.PreContent.AppendHtml(field);
        }
    }
}
