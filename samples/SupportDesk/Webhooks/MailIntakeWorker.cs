using System.ClientModel;
using System.Text;
using AiInstrument.Budgets;
using OpenAI;
using OpenAI.Responses;
using SupportDesk.Models;
using SupportDesk.Tickets;

namespace SupportDesk.Webhooks;

/// <summary>Turns mails into tickets, with the risks that a model finds in them.</summary>
internal sealed partial class MailIntakeWorker(MailQueue queue, TicketStore tickets, OpenAIClient openAI, ILogger<MailIntakeWorker> logger) : BackgroundService
{
    private readonly ResponsesClient _responses = openAI.GetResponsesClient();

    /// <summary>What the webhook accepted is worked off before the application ends.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Close();
        await (ExecuteTask ?? Task.CompletedTask).WaitAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var mail in queue.TakeAllAsync(stoppingToken))
        {
            using var job = AiScope.Job(AiJobs.MailIntake);
            using var scope = AiScope.Begin(organization: mail.Organization, user: mail.From);
            PromptTag.SetEntryPoint("mail-intake");
            PromptTag.SetCaller(mail.Organization, mail.From);
            var flags = "unknown";
            try
            {
                flags = await FindFlagsAsync(mail.Text);
            }
            catch (Exception exception) when (exception is ClientResultException or AiBudgetExceededException)
            {
                LogWithoutFlags(logger, exception, mail.From);
            }

            tickets.Add(mail.Organization, "inbox", "Mail from " + mail.From, $"{mail.Text}\nFlags: {flags}");
        }

        [AiFeature("mail.flags", Category = AiCategory.FlagExtraction, Owner = "support")]
        async Task<string> FindFlagsAsync(string text)
        {
            var flags = new StringBuilder();
            var updates = await _responses.CreateResponseStreamingAsync(
                "gpt-5.4-mini",
                PromptTag.For("mail.flags") + "List threats, deadlines and legal words.\n" + text,
                cancellationToken: stoppingToken);
            await foreach (var update in updates)
            {
                if (update is StreamingResponseOutputTextDeltaUpdate { Delta: var piece })
                {
                    flags.Append(piece);
                }
            }

            return flags.ToString();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail from {From} becomes a ticket without flags")]
    private static partial void LogWithoutFlags(ILogger logger, Exception exception, string from);
}
