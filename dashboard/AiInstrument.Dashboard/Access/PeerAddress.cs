using System.Net;

namespace AiInstrument.Dashboard.Access;

/// <summary>Who is at the other end of the connection, before headers of a proxy said otherwise.</summary>
/// <param name="Address">The address; IPv4 where it is mapped.</param>
internal sealed record PeerAddress(IPAddress? Address);
