using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace AiInstrument.Collector.Alerts.Delivery;

/// <summary>Which addresses notifications may go to: those of the public internet, and the networks that the options name.</summary>
internal sealed class AddressPolicy
{
    // Everything that IANA's special-purpose registries do not call globally reachable, and multicast.
    private static readonly IPNetwork[] NotPublic =
    [
        .. from text in (string[])
           [
               "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
               "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
               "::/96", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
           ]
           select IPNetwork.Parse(text),
    ];

    // These carry an IPv4 address, which a gateway on the way may go to.
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork TranslatedLocally = IPNetwork.Parse("64:ff9b:1::/48");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    private readonly IPNetwork[] _allowed;

    /// <exception cref="OptionsValidationException">A network of the options is none.</exception>
    public AddressPolicy(IOptions<CollectorOptions> options) => _allowed = [.. options.Value.NotificationNetworks.Select(text => IPNetwork.TryParse(text, out var network)
        ? network
        : throw new OptionsValidationException("", typeof(CollectorOptions), [$"'{text}' is no network such as 10.20.0.0/16."]))];

    /// <summary>Whether the options name a network of the address.</summary>
    public bool IsNamed(IPAddress address) => Array.Exists(_allowed, network => network.Contains(Plain(address)));

    /// <summary>Whether notifications may go to the address.</summary>
    public bool Allows(IPAddress address) => IsNamed(address) || IsPublic(Plain(address));

    private static bool IsPublic(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            var bytes = address.GetAddressBytes();
            if (Translated.Contains(address))
            {
                return IsPublic(new IPAddress(bytes.AsSpan(12, 4)));
            }

            if (SixToFour.Contains(address))
            {
                return IsPublic(new IPAddress(bytes.AsSpan(2, 4)));
            }

            if (TranslatedLocally.Contains(address))
            {
                return false;
            }
        }

        return !Array.Exists(NotPublic, network => network.Contains(address));
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
        : address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0 ? new IPAddress(address.GetAddressBytes())
        : address;
}
