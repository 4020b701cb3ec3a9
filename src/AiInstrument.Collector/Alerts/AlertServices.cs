using AiInstrument.Collector.Alerts.Channels;
using AiInstrument.Collector.Alerts.Delivery;
using AiInstrument.Collector.Alerts.Measures;
using AiInstrument.Collector.Forecasting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AiInstrument.Collector.Alerts;

internal static class AlertServices
{
    /// <summary>Rules, measures, channels, their outbox, and forecasts.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddSingleton<ChannelSecrets>();
        services.AddSingleton<IAlerts, AlertStore>();
        services.AddSingleton<IBudgetUses, BudgetUses>();
        services.AddSingleton<IAlertMeasure, BudgetMeasure>();
        services.AddSingleton<IAlertMeasure, RateMeasure>();
        services.AddSingleton<IAlertMeasure, CallQualityMeasure>();
        services.AddSingleton<IAlertMeasure, UnpricedMeasure>();
        services.AddSingleton<IAlertMeasure, CoverageMeasure>();
        services.AddSingleton<IAlertMeasure, NoDataMeasure>();
        services.AddSingleton<IAlertMeasure, LostSpansMeasure>();
        services.AddSingleton<AddressPolicy>();
        services.AddSingleton<SafeResolver>();
        services.AddSingleton<IChannelSender, HttpSender>();
        services.AddSingleton<IChannelSender, MailSender>();
        services.AddSingleton<IChannelSender, LogSender>();
        services.AddSingleton<DeliveryOutbox>();
        services.AddSingleton<AlertEvaluator>();
        services.AddSingleton<IHostedService, AlertService>();
        services.AddScoped<IForecasts, Forecasts>();
        return services;
    }
}
