using System.Security.Cryptography;
using AiInstrument.Collector.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Collector.Content;

/// <summary>Encrypts content with the key ring in the data folder.</summary>
internal sealed class ContentCipher(DatabaseFile file) : IDisposable
{
    private readonly Lock _gate = new();
    private ServiceProvider? _services;
    private IDataProtector? _protector;

    /// <summary>Encrypts. Called from the threads of requests, never from the writer's.</summary>
    public byte[] Encrypt(byte[] data) => Protector().Protect(data);

    /// <summary>Decrypts; null when the key is not in the key ring any more, or the bytes were changed.</summary>
    public byte[]? Decrypt(byte[] data)
    {
        try
        {
            return Protector().Unprotect(data);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _services?.Dispose();

    // Its own services, so that an application that embeds the collector keeps its own keys. Not before it is needed: the folder is made when the database is.
    private IDataProtector Protector()
    {
        lock (_gate)
        {
            _services ??= new ServiceCollection().AddDataProtectionIn(file.Directory).BuildServiceProvider();
            return _protector ??= _services.GetRequiredService<IDataProtectionProvider>().CreateProtector("AiInstrument.Collector.Content.v1");
        }
    }
}
