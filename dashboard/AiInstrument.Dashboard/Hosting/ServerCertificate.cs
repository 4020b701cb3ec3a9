using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace AiInstrument.Dashboard.Hosting;

/// <summary>The certificate of the https addresses, read from its files once at the start.</summary>
internal sealed class ServerCertificate : IDisposable
{
    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2Collection _chain;

    private ServerCertificate(X509Certificate2 certificate, X509Certificate2Collection chain) => (_certificate, _chain) = (certificate, chain);

    /// <summary>Reads the certificate that the options name; null when they name none.</summary>
    /// <exception cref="DashboardStartException">A file cannot be read, or holds no certificate with its key.</exception>
    public static ServerCertificate? Read(DashboardServerOptions options)
    {
        if (options.TlsCertificate is not { Length: > 0 } file)
        {
            return null;
        }

        try
        {
            return Path.GetExtension(file).ToUpperInvariant() is ".PFX" or ".P12" ? ReadPkcs12(file, options.TlsPassword) : ReadPem(file, options.TlsKey ?? file, options.TlsPassword);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new DashboardStartException($"The certificate '{file}' cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Makes an address use the certificate.</summary>
    public void Use(HttpsConnectionAdapterOptions https) => (https.ServerCertificate, https.ServerCertificateChain) = (_certificate, _chain);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var certificate in _chain)
        {
            certificate.Dispose();
        }

        _certificate.Dispose();
    }

    private static ServerCertificate ReadPem(string file, string key, string? password)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(file);
        using var read = password is null ? X509Certificate2.CreateFromPemFile(file, key) : X509Certificate2.CreateFromEncryptedPemFile(file, password, key);

        // Windows' TLS does not take keys that are in memory alone.
        return new ServerCertificate(X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), password: null), chain);
    }

    private static ServerCertificate ReadPkcs12(string file, string? password)
    {
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(file, password);
        var certificate = all.FirstOrDefault(candidate => candidate.HasPrivateKey) ?? throw new CryptographicException("It holds no private key.");
        return new ServerCertificate(certificate, [.. all.Where(other => !ReferenceEquals(other, certificate))]);
    }
}
