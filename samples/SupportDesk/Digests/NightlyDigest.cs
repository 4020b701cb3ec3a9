using SupportDesk.Models;
using SupportDesk.Tickets;

namespace SupportDesk.Digests;

/// <summary>Writes each organization's digest of the day, every night.</summary>
internal sealed partial class NightlyDigest(TicketStore tickets, DigestWriter writer, TimeProvider time, ILogger<NightlyDigest> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var now = time.GetLocalNow();
            await Task.Delay(now.Date.AddDays(1) - now.DateTime, time, stoppingToken);
            await RunAsync(stoppingToken);
        }
    }

    /// <summary>One night's work; also run by hand.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var job = AiScope.Job(AiJobs.NightlyDigest);
        PromptTag.SetEntryPoint("nightly-digest");
        foreach (var organization in tickets.Organizations())
        {
            using var scope = AiScope.Begin(organization: organization);
            PromptTag.SetCaller(organization);
            var digest = await writer.WriteAsync(tickets.Of(organization), cancellationToken);
            LogDigest(logger, organization, digest.Length);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Digest of {Organization}: {Length} characters")]
    private static partial void LogDigest(ILogger logger, string organization, int length);
}
