using AiInstrument.Collector.Access;
using AiInstrument.Collector.Alerts;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Billing;
using AiInstrument.Collector.Budgets;
using AiInstrument.Collector.Budgets.Leasing;
using AiInstrument.Collector.Budgets.Sync;
using AiInstrument.Collector.Content;
using AiInstrument.Collector.Ingestion;
using AiInstrument.Collector.Observation;
using AiInstrument.Collector.Prices;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Receiving;
using AiInstrument.Collector.Storage.Maintenance;
using AiInstrument.Collector.Views;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace AiInstrument.Collector.Storage;

internal static class StorageServices
{
    /// <summary>What normalization, pricing, the SQLite store and the queries need.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DatabaseFile>();
        services.AddSingleton<CollectorDatabase>();
        services.AddSingleton<ICollectorDatabase>(provider => provider.GetRequiredService<CollectorDatabase>());
        services.AddSingleton<StoreMetrics>();
        services.AddSingleton<BudgetMetrics>();
        services.AddSingleton<SqliteTelemetryStore>();
        services.AddSingleton<IBudgetSync>(provider => provider.GetRequiredService<SqliteTelemetryStore>());
        services.AddSingleton<BudgetSyncEndpoint>();
        services.AddSingleton<IBudgets, BudgetStore>();
        services.AddSingleton<ICollectorHealth>(provider => provider.GetRequiredService<SqliteTelemetryStore>());
        services.AddSingleton<ITelemetryStore>(provider => provider.GetRequiredService<SqliteTelemetryStore>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<SqliteTelemetryStore>());
        services.AddSingleton<RetentionService>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<RetentionService>());
        services.AddSingleton<ICollectorObservation, CollectorObservation>();
        services.AddSingleton<ICollectorSignals, CollectorSignals>();
        services.AddSingleton<IHostedService, RollupService>();
        services.AddSingleton<IHostedService, LeaseService>();
        services.AddSingleton<ISpanIngest, SpanIngest>();
        services.AddSingleton<ILogIngest, LogIngest>();
        services.TryAddScoped<IUsageAudience, WholeWorkspace>();
        services.AddScoped<IUsageQueries, SqliteUsageQueries>();
        services.AddSingleton<SecretVerifier>();
        services.AddSingleton<Verified<ApiKeyIdentity>>();
        services.AddSingleton<Verified<AccountIdentity>>();
        services.AddSingleton<IAccessStore, AccessStore>();
        services.AddSingleton<IApiKeys, ApiKeys>();
        services.AddSingleton<IAccounts, Accounts>();
        services.AddSingleton<ISignIns, SignIns>();
        services.AddSingleton<StatementGate>();
        services.AddScoped<IBilling, SqliteBilling>();
        services.AddSingleton<IAuditLog, AuditLog>();
        services.AddSingleton<ContentCipher>();
        services.AddSingleton<ContentPacker>();
        services.AddSingleton<IContentStore, ContentStore>();
        services.AddSingleton<PurgeService>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<PurgeService>());
        services.AddSingleton<ContentReader>();
        services.AddScoped<IContentSearch, ContentSearch>();
        services.AddSingleton<ISavedViews, SavedViews>();
        services.AddSingleton<ISourceLinks, SourceLinks>();
        services.AddPrices();
        services.AddAlerts();
        return services;
    }

    private static void AddPrices(this IServiceCollection services)
    {
        services.AddSingleton(provider => new PricesInForce(provider.GetRequiredService<CollectorDatabase>(), provider.GetRequiredService<SqliteTelemetryStore>()));
        services.AddSingleton<IPriceBooks, PriceBooks>();
        services.AddSingleton<ICurrencies, Currencies>();
        services.AddSingleton<RepricingService>();
        services.AddSingleton<IRepricing>(provider => provider.GetRequiredService<RepricingService>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<RepricingService>());
    }
}
