using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using AiInstrument.Collector.Observation;

namespace AiInstrument.Collector.Access;

/// <summary>
/// Remembers for a while which secrets were verified, so that a request costs one fast hash. Secrets are remembered as HMACs under a key of this process; unknown ones are not remembered,
/// so that guesses cannot push out real ones. Whoever takes rights away calls <see cref="Forget"/> after it is stored: from then on nothing of before counts.
/// </summary>
/// <typeparam name="T">Whose the secrets are.</typeparam>
internal sealed class Verified<T>(TimeProvider time)
    where T : class
{
    private const int Most = 10_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly byte[] _processKey = RandomNumberGenerator.GetBytes(32);
    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, (T Identity, DateTimeOffset Until)> _entries = [];
    private long _generation;

    /// <summary>Read it before the secret is looked up, and hand it to <see cref="Add"/>.</summary>
    public long Generation => Volatile.Read(ref _generation);

    /// <summary>Beats whenever everything was forgotten.</summary>
    public Pulse Forgotten { get; } = new();

    /// <summary>Whose the secret is, or null when that was not found out within the last minute.</summary>
    public T? Find(string secret)
    {
        var fingerprint = Fingerprint(secret);
        lock (_gate)
        {
            return _entries.TryGetValue(fingerprint, out var entry) && entry.Until > time.GetUtcNow() ? entry.Identity : null;
        }
    }

    /// <summary>Remembers a verified secret, unless something was forgotten since it was looked up.</summary>
    public void Add(string secret, T identity, long generation)
    {
        var fingerprint = Fingerprint(secret);
        lock (_gate)
        {
            if (generation != _generation)
            {
                return;
            }

            if (_entries.Count >= Most)
            {
                _entries.Clear();
            }

            _entries[fingerprint] = (identity, time.GetUtcNow() + Lifetime);
        }
    }

    /// <summary>Forgets everything; secrets are verified again.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _generation++;
            _entries.Clear();
        }

        Forgotten.Beat();
    }

    private UInt128 Fingerprint(string secret)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_processKey, Encoding.UTF8.GetBytes(secret), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
