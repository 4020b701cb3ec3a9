using Microsoft.AspNetCore.DataProtection;
using SupportDesk.Callers;
using SupportDesk.Digests;
using SupportDesk.Models;
using SupportDesk.Search;
using SupportDesk.Spending;
using SupportDesk.Tickets;
using SupportDesk.Webhooks;

namespace SupportDesk;

/// <summary>The application: what its <c>Program.cs</c> would hold if the demo did not start a stub and a dashboard around it.</summary>
internal static class DeskApp
{
    /// <summary>Builds it; the caller starts it.</summary>
    /// <param name="url">Where it listens.</param>
    /// <param name="models">Where the models are.</param>
    /// <param name="telemetry">Where telemetry goes. Without it the standard <c>OTEL_EXPORTER_OTLP_*</c> variables count.</param>
    public static WebApplication Build(Uri url, ModelOptions models, Action<AiInstrumentOptions> telemetry)
    {
        // Settings are beside the program, wherever it is started from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(url.ToString());
        builder.AddAiInstrument(telemetry);

        builder.Services.AddModelClients(models);
        builder.Services.AddExceptionHandler<ModelErrors>();
        builder.Services.AddExceptionHandler<BudgetErrors>();
        builder.Services.AddProblemDetails();
        builder.Services.AddRazorPages();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<TicketStore>();
        builder.Services.AddSingleton<SmallModel>();
        builder.Services.AddSingleton<TicketSummarizer>();
        builder.Services.AddSingleton<TicketClassifier>();
        builder.Services.AddSingleton<TicketTranslator>();
        builder.Services.AddSingleton<ReplyWriter>();
        builder.Services.AddSingleton<TicketChat>();
        builder.Services.AddSingleton<DigestWriter>();
        builder.Services.AddSingleton<NightlyDigest>();
        builder.Services.AddHostedService(services => services.GetRequiredService<NightlyDigest>());
        builder.Services.AddSingleton<MailTriage>();
        builder.Services.AddSingleton<MailQueue>();
        builder.Services.AddHostedService<MailIntakeWorker>();

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseAiInstrument();
        app.UseMiddleware<CallerMiddleware>();
        app.UseMiddleware<TicketMiddleware>();
        app.MapTickets();
        app.MapSearch();
        app.MapMail();
        app.MapVoicemail();
        app.MapRazorPages();
        return app;
    }
}
