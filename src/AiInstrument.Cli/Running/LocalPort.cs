using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AiInstrument.Cli.Running;

/// <summary>Ports of this machine alone.</summary>
internal static class LocalPort
{
    /// <summary>The address of a port.</summary>
    public static Uri Address(int port) => new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", port).Uri;

    /// <summary>Tries to listen, so that the sentence can name the option.</summary>
    /// <param name="port">The port; 0 is never taken.</param>
    /// <param name="option">The option that it comes from.</param>
    /// <exception cref="RefusedException">It is taken, or this user may not listen on it.</exception>
    public static void RefuseIfTaken(int port, string option)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException e)
        {
            var number = port.ToString(CultureInfo.InvariantCulture);
            throw new RefusedException(e.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? $"Port {number} is taken by another program: choose another with {option} (0 takes a free one)."
                : $"Port {number} cannot be listened on ({e.Message}): choose another with {option} (0 takes a free one).");
        }
    }
}
