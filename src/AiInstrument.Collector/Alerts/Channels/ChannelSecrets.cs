using System.Security.Cryptography;
using System.Text.Json;
using AiInstrument.Collector.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Collector.Alerts.Channels;

/// <summary>
/// Encrypts the settings of channels with the key ring of the data folder. It has services of its own: a program that embeds the collector keeps its own data protection.
/// </summary>
internal sealed class ChannelSecrets(DatabaseFile file) : IDisposable
{
    private const string Purpose = "AiInstrument.NotificationChannels.v1";

    private readonly Lock _gate = new();
    private ServiceProvider? _services;

    public byte[] Protect(ChannelSettings settings) => Protector().Protect(JsonSerializer.SerializeToUtf8Bytes(settings, AlertJson.Default.ChannelSettings));

    /// <exception cref="CryptographicException">The key ring is not the one that it was encrypted with.</exception>
    public ChannelSettings Unprotect(byte[] secret) =>
        JsonSerializer.Deserialize(Protector().Unprotect(secret), AlertJson.Default.ChannelSettings) ?? throw new CryptographicException("The settings are empty.");

    /// <summary>The settings, or null when the key ring is not the one that they were encrypted with.</summary>
    public ChannelSettings? TryUnprotect(byte[] secret)
    {
        try
        {
            return Unprotect(secret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public void Dispose() => _services?.Dispose();

    private IDataProtector Protector()
    {
        lock (_gate)
        {
            _services ??= new ServiceCollection().AddDataProtectionIn(file.Directory).BuildServiceProvider();
            return _services.GetRequiredService<IDataProtectionProvider>().CreateProtector(Purpose);
        }
    }
}
