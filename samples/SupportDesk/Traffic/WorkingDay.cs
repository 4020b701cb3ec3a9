using SupportDesk.Demo;
using SupportDesk.Digests;

namespace SupportDesk.Traffic;

/// <summary>A burst of traffic over the application's real endpoints: every route, both jobs, errors and clients that leave.</summary>
internal static class WorkingDay
{
    // What the stub does when it reads these in a prompt; to the application they are a customer's words.
    private const string TooManyRequests = "[[429]]";
    private const string ServerError = "[[500]]";
    private const string HoldStream = "[[hold:2]]";

    public static async Task DriveAsync(DemoSite site)
    {
        Agent[] agents =
        [
            new(site.AppUrl, "acme", "ada"),
            new(site.AppUrl, "acme", "bob"),
            new(site.AppUrl, "globex", "chloe"),
            new(site.AppUrl, "globex", "dave"),
        ];

        // Errors come after the work: tickets that make the stub fail or hold are in everybody's list from then on.
        await Task.WhenAll(agents.Select(WorkAsync));
        await Task.WhenAll(agents.Select(FailAsync));
        await Task.WhenAll(agents.Select(LeaveEarlyAsync));
        await SendMailsAsync(agents[0]);
        await site.AppServices.GetRequiredService<NightlyDigest>().RunAsync(CancellationToken.None);
        Array.ForEach(agents, agent => agent.Dispose());
    }

    private static async Task WorkAsync(Agent agent)
    {
        foreach (var ticket in await agent.ListTicketsAsync())
        {
            await agent.SummarizeAsync(ticket);
            await agent.WriteHeadlineAsync(ticket);
            await agent.ClassifyAsync(ticket);
            await agent.TranslateAsync(ticket);
            await agent.ReplyAsync(ticket);
            await agent.ChatAsync(ticket, "What was the last answer?");
        }

        await agent.SearchAsync("late parcel");
        await agent.SearchAsync("locked account");
        await agent.RewriteAsync("we will look at it tomorrow", forCustomer: true);
        await agent.RewriteAsync("customer angry, see order", forCustomer: false);
    }

    private static async Task FailAsync(Agent agent)
    {
        var busy = await agent.WriteTicketAsync("Busy", "Nothing works. " + TooManyRequests);
        await agent.SummarizeAsync(busy);
        await agent.ReplyAsync(busy);
        await agent.ChatAsync(busy, "Why?");
        var broken = await agent.WriteTicketAsync("Broken", "It is broken. " + ServerError);
        await agent.ClassifyAsync(broken);
        await agent.TranslateAsync(broken);
        await agent.SearchAsync("broken " + ServerError);
    }

    /// <summary>
    /// Not in the chat: the Anthropic adapter of IChatClient keeps its usage for the stream's end, so a stream that is left early
    /// has been billed by the provider and tells the application nothing.
    /// </summary>
    private static async Task LeaveEarlyAsync(Agent agent)
    {
        var slow = await agent.WriteTicketAsync("Slow", "Take your time. " + HoldStream);
        await agent.TranslateAsync(slow, leaveEarly: true);
        await agent.ReplyAsync(slow, leaveEarly: true);
    }

    private static async Task SendMailsAsync(Agent provider)
    {
        await provider.SendMailAsync("erin@example.com", "acme", "If I hear nothing by Friday I will see a lawyer.");
        await provider.SendMailAsync("frank@example.com", "globex", "Thank you, all is well.");
        await provider.SendMailAsync("grace@example.com", "globex", "Please delete my data.");
        await provider.SendMailAsync("heidi@example.com", "acme", "Hello? " + ServerError);
        await provider.LeaveVoicemailAsync(new byte[1024]);
    }
}
