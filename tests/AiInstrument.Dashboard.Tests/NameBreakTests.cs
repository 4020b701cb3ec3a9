using System.Net;
using System.Text.Encodings.Web;
using AiInstrument.Dashboard.TagHelpers;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace AiInstrument.Dashboard.Tests;

/// <summary>Where a line may end within a name.</summary>
public sealed class NameBreakTests
{
    [Theory]
    [InlineData("ContractCompare.CompareAsync", "Contract|Compare.|Compare|Async")]
    [InlineData("SupportDesk.Tickets.TicketSummarizer.Summarize<T>(Ticket)", "Support|Desk.|Tickets.|Ticket|Summarizer.|Summarize|<T>(Ticket)")]
    [InlineData("POST /documents/{id}/review", "POST /documents/|{id}/|review")]
    [InlineData("Contracts/ContractReview.cs:30", "Contracts/|Contract|Review.|cs:|30")]
    [InlineData("System.Net.Http.HttpRequestException", "System.|Net.|Http.|Http|Request|Exception")]
    [InlineData("document_analysis", "document_|analysis")]
    [InlineData("HTTPServer", "HTTPServer")]
    [InlineData("ticket.reply", "ticket.|reply")]
    [InlineData("...", "...")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void A_line_ends_between_the_parts_of_a_name(string? name, string parts) =>
        Assert.Equal(parts, string.Join('|', Write(name).Split("<wbr>").Select(WebUtility.HtmlDecode)));

    [Theory]
    [InlineData("<script>alert('Hi')</script>")]
    [InlineData("a\"b.C&D")]
    [InlineData("שלום.Ünïcode.名前/😀.X")]
    public void A_name_stays_what_it_is_and_text(string name)
    {
        var html = Write(name);

        Assert.Equal(name, WebUtility.HtmlDecode(html.Replace("<wbr>", "", StringComparison.Ordinal)));
        Assert.DoesNotContain(html.Replace("<wbr>", "", StringComparison.Ordinal), character => character is '<' or '>' or '"');
    }

    private static string Write(string? name)
    {
        var output = new TagHelperOutput("breaks", [], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));
        new BreaksTagHelper(HtmlEncoder.Default) { Text = name }.Process(new TagHelperContext([], new Dictionary<object, object>(), "name"), output);
        Assert.Null(output.TagName);
        return output.Content.GetContent(HtmlEncoder.Default);
    }
}
