using System.Text.RegularExpressions;
using AiInstrument.Catalog.Features;

namespace AiInstrument.Analyzers.Tests.Catalog;

public sealed class FeatureIdTests
{
    [Theory]
    [InlineData("TicketService", "SummarizeAsync", "ticket.summarize")]
    [InlineData("TicketController", "GetHTTPStatus", "ticket.get-http-status")]
    [InlineData("Ticket", "Read2Pages", "ticket.read2-pages")]
    [InlineData("Service", "Async", "service.async")]
    [InlineData("Program", "", "program")]
    [InlineData("", "ticket_summary", "ticket-summary")]
    [InlineData("", "2fa-check", "fa-check")]
    [InlineData("ÖzetServisi", "ÖZETÇıkar", "ozet-servisi.ozet-cikar")]
    [InlineData("概要", "要約", "feature")]
    public void An_id_is_proposed_from_names(string type, string member, string id)
    {
        Assert.Equal(id, FeatureId.Propose(type, member));
        Assert.Matches(new Regex(FeatureId.DefaultPattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)), id);
    }

    [Theory]
    [InlineData("ticket.summarize", "ticket.summarize")]
    [InlineData("Ticket.SummarizeText", "ticket.summarize-text")]
    [InlineData("ticket summary", "ticket-summary")]
    [InlineData("..ticket._.summary.", "ticket.summary")]
    [InlineData("42", "")]
    public void An_id_is_brought_into_the_default_form(string id, string normal) =>
        Assert.Equal(normal, FeatureId.Normalize(id));
}
