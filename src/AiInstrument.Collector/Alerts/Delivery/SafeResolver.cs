using System.Net;
using System.Net.Sockets;

namespace AiInstrument.Collector.Alerts.Delivery;

/// <summary>Finds the addresses of a host and refuses the host when one of them is refused: a name that is public and private at once is a trap.</summary>
internal sealed class SafeResolver(AddressPolicy policy)
{
    /// <summary>Looks a name up. A test's name server.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <exception cref="AddressRefusedException">The host is refused.</exception>
    /// <exception cref="SocketException">There is no such host.</exception>
    public async Task<IPAddress[]> FindAsync(string host, bool encrypted, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await Resolve(host, cancellationToken).ConfigureAwait(false);
        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        if (!Array.TrueForAll(addresses, policy.Allows))
        {
            throw AddressRefusedException.NotPublic();
        }

        return encrypted || Array.TrueForAll(addresses, policy.IsNamed) ? addresses : throw AddressRefusedException.NotEncrypted();
    }
}
