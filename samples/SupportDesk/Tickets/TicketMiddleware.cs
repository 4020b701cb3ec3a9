using SupportDesk.Callers;

namespace SupportDesk.Tickets;

/// <summary>
/// Loads the route's ticket, and says which project and document each call of the request is about; all that is asked about one ticket is one session.
/// A middleware rather than an endpoint filter: a streamed result is written after the filters have returned.
/// </summary>
internal sealed class TicketMiddleware(RequestDelegate next, TicketStore tickets)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetRouteValue("id") is not string id)
        {
            await next(context);
            return;
        }

        if (tickets.Find(Caller.Of(context).Organization, id) is not { } ticket)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Features.Set(ticket);
        using var scope = AiScope.Begin(project: ticket.Project, document: ticket.Id, session: "ticket-" + ticket.Id);
        await next(context);
    }
}
