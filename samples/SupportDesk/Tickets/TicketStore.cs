using System.Collections.Concurrent;

namespace SupportDesk.Tickets;

/// <summary>Tickets in memory.</summary>
internal sealed class TicketStore
{
    private readonly ConcurrentDictionary<string, Ticket> _tickets = new(StringComparer.Ordinal);
    private int _lastNumber = 1000;

    public TicketStore()
    {
        Add("acme", "webshop", "Parcel is late", "My order 4711 should have come on Monday. Where is it?");
        Add("acme", "webshop", "Wrong size", "The shoes are too small. Can I swap them for a 43?");
        Add("acme", "warehouse", "Scanner offline", "The hand scanner at gate 3 has shown error E42 since this morning.");
        Add("globex", "portal", "Cannot sign in", "The portal says that my account is locked, but I did nothing wrong.");
        Add("globex", "billing", "Invoice twice", "Invoice 2031 was booked twice. Please cancel one of them.");
    }

    public Ticket Add(string organization, string project, string subject, string text)
    {
        var ticket = new Ticket($"T-{Interlocked.Increment(ref _lastNumber)}", organization, project, subject, text);
        _tickets[ticket.Id] = ticket;
        return ticket;
    }

    public Ticket? Find(string organization, string id) =>
        _tickets.TryGetValue(id, out var ticket) && ticket.Organization == organization ? ticket : null;

    public IReadOnlyList<Ticket> Of(string organization) =>
        [.. _tickets.Values.Where(t => t.Organization == organization).OrderBy(t => t.Id, StringComparer.Ordinal)];

    public IReadOnlyList<string> Organizations() =>
        [.. _tickets.Values.Select(t => t.Organization).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
