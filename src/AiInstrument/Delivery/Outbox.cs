using System.Globalization;
using AiInstrument.Delivery.Protobuf;
using AiInstrument.Delivery.Sending;
using AiInstrument.Delivery.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace AiInstrument.Delivery;

/// <summary>Puts the parts of the delivery together as the options say.</summary>
internal static class Outbox
{
    private const int DefaultLingerMilliseconds = 1_000;
    private const long MostMemoryBytes = 32 * 1024 * 1024;

    /// <summary>Opens the outbox and begins to deliver what is in it.</summary>
    /// <exception cref="InvalidOperationException">An <c>OTEL_*</c> setting cannot be read.</exception>
    public static OutboxProcessor Open(AiInstrumentOptions options, IConfiguration configuration, string application, ILogger logger)
    {
        var target = OtlpSettings.Read(options, configuration);
        var losses = new LossLedger(Guid.NewGuid().ToString("N"), TimeProvider.System);
        var linger = Number(configuration, SettingNames.ScheduleDelay) ?? DefaultLingerMilliseconds;
        var deliverer = new Deliverer(
            OpenStore(options.Outbox, application, losses, logger),
            OtlpSender.For(target),
            losses,
            new DelivererOptions(target.Address, TimeSpan.FromMilliseconds(linger)),
            logger,
            TimeProvider.System,
            Random.Shared.NextDouble);
        return new OutboxProcessor(deliverer, losses, SpanLimits.Read(configuration));
    }

    /// <summary>The folder on disk, or memory where that is wanted or there is no usable folder.</summary>
    internal static ISpanStore OpenStore(OutboxOptions options, string application, LossLedger losses, ILogger logger)
    {
        if (options.Enabled)
        {
            var folder = options.Directory ?? DefaultFolder(application);
            try
            {
                return new DiskStore(folder, application, options.MaxBytes, options.Fsync, losses, TimeProvider.System);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                DeliveryLog.NoFolder(logger, folder, e.GetType().Name);
            }
        }

        return new MemoryStore(Math.Min(options.MaxBytes, MostMemoryBytes), losses);
    }

    // An account without a home has no such folder: the path is empty then, and opening it says so.
    private static string DefaultFolder(string application)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        var name = string.Concat(application.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')).TrimStart('.');
        return home.Length == 0 ? "" : Path.Combine(home, "AiInstrument", "outbox", name.Length == 0 ? "application" : name);
    }

    private static int? Number(IConfiguration configuration, string name) =>
        int.TryParse(configuration[name], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
