namespace SupportDesk.Tickets;

/// <summary>A customer's question.</summary>
/// <param name="Id">Unique in the desk.</param>
/// <param name="Organization">Who may see it.</param>
/// <param name="Project">What it is about.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">What the customer wrote.</param>
internal sealed record Ticket(string Id, string Organization, string Project, string Subject, string Text)
{
    /// <summary>Lets endpoints take the route's ticket as a parameter.</summary>
    public static ValueTask<Ticket?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Ticket>());
}
