using System.Security.Cryptography;
using System.Text;

namespace AiInstrument.Collector.Access;

/// <summary>
/// Remembers for a minute which keys were verified, so that a request costs one fast hash. Keys are remembered as HMACs under a key of this process; unknown keys are not remembered,
/// so that guesses cannot push out real keys.
/// </summary>
internal sealed class VerifiedKeys(TimeProvider time)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly byte[] _processKey = RandomNumberGenerator.GetBytes(32);
    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, (ApiKeyIdentity Identity, DateTimeOffset Until)> _entries = [];

    /// <summary>Who the key is, or null when that was not found out within the last minute.</summary>
    public ApiKeyIdentity? Find(string key)
    {
        var fingerprint = Fingerprint(key);
        lock (_gate)
        {
            return _entries.TryGetValue(fingerprint, out var entry) && entry.Until > time.GetUtcNow() ? entry.Identity : null;
        }
    }

    /// <summary>Remembers a verified key.</summary>
    public void Add(string key, ApiKeyIdentity identity)
    {
        var fingerprint = Fingerprint(key);
        lock (_gate)
        {
            if (_entries.Count >= Most)
            {
                _entries.Clear();
            }

            _entries[fingerprint] = (identity, time.GetUtcNow() + Lifetime);
        }
    }

    private UInt128 Fingerprint(string key)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_processKey, Encoding.UTF8.GetBytes(key), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
