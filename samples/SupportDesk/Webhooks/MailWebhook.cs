namespace SupportDesk.Webhooks;

internal static class MailWebhook
{
    public static void MapMail(this IEndpointRouteBuilder app) => app.MapPost(
        "/webhooks/mail",
        async (Mail mail, MailTriage triage, MailQueue queue, CancellationToken cancellationToken) =>
        {
            var urgency = await triage.RateAsync(mail, cancellationToken);
            await queue.AddAsync(mail, cancellationToken);
            return TypedResults.Accepted((string?)null, urgency);
        });
}
