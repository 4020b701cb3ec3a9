using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AiInstrument.Dashboard.Hosting;

/// <summary>One address that the server listens on. Its connections carry it, so that a request is known by where it came in and not by a header.</summary>
internal sealed class Listener(string setting, Uri address, HttpProtocols protocols, bool receivesTelemetry, ServerCertificate? certificate)
{
    private ListenOptions? _options;

    public bool ReceivesTelemetry => receivesTelemetry;

    /// <summary>The address with its real port. Known after the start.</summary>
    public Uri Bound => new UriBuilder(address) { Port = _options?.IPEndPoint?.Port ?? address.Port }.Uri;

    public static Listener? Of(HttpContext context) => context.Features.Get<Listener>();

    public void Listen(KestrelServerOptions kestrel) => kestrel.Listen(EndPoint(), options =>
    {
        options.Protocols = protocols;
        if (address.Scheme == Uri.UriSchemeHttps)
        {
            options.UseHttps((certificate ?? throw new DashboardStartException($"{setting} is '{address}', and https needs a certificate.")).Use);
        }

        options.Use(next => connection =>
        {
            connection.Features.Set(this);
            return next(connection);
        });
        _options = options;
    });

    private IPEndPoint EndPoint()
    {
        if ((address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps) || address.PathAndQuery != "/")
        {
            throw new DashboardStartException($"{setting} must be an address like http://127.0.0.1:{address.Port} without a path, but is '{address}'.");
        }

        return address.Host switch
        {
            "localhost" => new IPEndPoint(IPAddress.Loopback, address.Port),
            var host when IPAddress.TryParse(host.Trim('[', ']'), out var ip) => new IPEndPoint(ip, address.Port),
            _ => throw new DashboardStartException($"{setting} must name localhost or an IP address of this machine (0.0.0.0 for all), but is '{address}'."),
        };
    }
}
