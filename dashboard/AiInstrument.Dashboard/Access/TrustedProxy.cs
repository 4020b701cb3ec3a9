using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace AiInstrument.Dashboard.Access;

/// <summary>A reverse proxy that signs people in and names them in a header. Without a header's name nobody is believed.</summary>
/// <param name="header">The header with an account's name, or null.</param>
/// <param name="networks">Whom the header is believed from.</param>
internal sealed class TrustedProxy(string? header, IReadOnlyList<IPNetwork> networks)
{
    /// <summary>Nobody is believed.</summary>
    public static TrustedProxy None { get; } = new(header: null, []);

    /// <summary>The header of a request that came from the proxy itself; null when there is none, or the request came from elsewhere.</summary>
    public StringValues? Names(HttpContext context) =>
        header is not null && context.Request.Headers.TryGetValue(header, out var values) && context.Features.Get<PeerAddress>() is { Address: { } peer } && networks.Any(network => network.Contains(peer))
            ? values
            : default(StringValues?);
}
