using OpenAI.Chat;
using SupportDesk.Callers;
using SupportDesk.Models;

namespace SupportDesk.Tickets;

internal static class TicketEndpoints
{
    public static void MapTickets(this IEndpointRouteBuilder app)
    {
        app.MapGet("/tickets", (Caller caller, TicketStore tickets) => tickets.Of(caller.Organization));
        app.MapPost("/tickets", (NewTicket ticket, Caller caller, TicketStore tickets) =>
            tickets.Add(caller.Organization, ticket.Project, ticket.Subject, ticket.Text));

        app.MapPost("/tickets/{id}/summary", (Ticket ticket, TicketSummarizer summarizer, CancellationToken cancellationToken) =>
            summarizer.SummarizeAsync(ticket, cancellationToken));
        app.MapPost("/tickets/{id}/headline", (Ticket ticket, SmallModel model, CancellationToken cancellationToken) =>
            model.AskAsync([new UserChatMessage(PromptTag.For("ticket.summarize") + "Write a headline:\n" + ticket.Text)], cancellationToken))
            .WithAiFeature(AiFeatures.TicketSummarize);
        app.MapPost("/tickets/{id}/classification", (Ticket ticket, TicketClassifier classifier, CancellationToken cancellationToken) =>
            classifier.ClassifyAsync(ticket, cancellationToken));
        app.MapPost("/tickets/{id}/translation", (Ticket ticket, string language, TicketTranslator translator, CancellationToken cancellationToken) =>
            TypedResults.ServerSentEvents(translator.TranslateAsync(ticket, language, cancellationToken)));
        app.MapPost("/tickets/{id}/reply", (Ticket ticket, ReplyWriter writer, CancellationToken cancellationToken) =>
            TypedResults.ServerSentEvents(writer.WriteAsync(ticket, cancellationToken)));
        app.MapPost("/tickets/{id}/chat", (Ticket ticket, Question question, TicketChat chat, CancellationToken cancellationToken) =>
            TypedResults.ServerSentEvents(chat.AskAsync(ticket, question.Text, cancellationToken)));
    }

    internal sealed record NewTicket(string Project, string Subject, string Text);

    internal sealed record Question(string Text);
}
