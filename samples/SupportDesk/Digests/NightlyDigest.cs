using AiInstrument.Budgets;
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
            try
            {
                var digest = await writer.WriteAsync(tickets.Of(organization), cancellationToken);
                LogDigest(logger, organization, digest.Length);
            }
            catch (AiBudgetExceededException exception)
            {
                // Nobody is there to confirm at night: one organization's budget costs the others nothing.
                LogNoDigest(logger, organization, exception.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No digest of {Organization}: {Reason}")]
    private static partial void LogNoDigest(ILogger logger, string organization, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Digest of {Organization}: {Length} characters")]
    private static partial void LogDigest(ILogger logger, string organization, int length);
}
