using System.Net;
using System.Threading.RateLimiting;

namespace AiInstrument.Dashboard.Access;

/// <summary>Slows down guessing: ten attempts a minute from one address, a hundred from all together.</summary>
internal sealed class SignInThrottle : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<IPAddress, IPAddress>(address => RateLimitPartition.GetFixedWindowLimiter(address, _ => Limit(10))),
        PartitionedRateLimiter.Create<IPAddress, string>(_ => RateLimitPartition.GetFixedWindowLimiter("all", _ => Limit(100))));

    /// <summary>Counts an attempt; false when it must not be looked at.</summary>
    public bool TryEnter(IPAddress? address)
    {
        using var lease = _limiter.AttemptAcquire(address ?? IPAddress.None);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();

    private static FixedWindowRateLimiterOptions Limit(int attempts) => new() { PermitLimit = attempts, Window = Window, QueueLimit = 0 };
}
