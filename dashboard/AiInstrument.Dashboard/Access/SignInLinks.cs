using System.Security.Cryptography;
using System.Text;

namespace AiInstrument.Dashboard.Access;

/// <summary>
/// Codes in links that the program that runs the server hands to whoever started it. Each works once and for five minutes, is kept in memory as its hash alone, and is worth nothing
/// after that: a link that a history or a list of processes keeps signs nobody in.
/// </summary>
internal sealed class SignInLinks(TimeProvider time)
{
    /// <summary>How long a code works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private const int CodeBytes = 32;
    private const int MostOpen = 16;

    private readonly Lock _gate = new();
    private readonly List<(byte[] Hash, DateTimeOffset Until)> _open = [];

    /// <summary>Makes a code.</summary>
    public string Issue()
    {
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(CodeBytes));
        lock (_gate)
        {
            Forget();
            if (_open.Count == MostOpen)
            {
                _open.RemoveAt(0);
            }

            _open.Add((Hash(code), time.GetUtcNow() + Lifetime));
        }

        return code;
    }

    /// <summary>Uses a code up.</summary>
    /// <returns>Whether it was one.</returns>
    public bool TryUse(string? code)
    {
        var hash = Hash(code ?? "");
        lock (_gate)
        {
            Forget();
            return _open.RemoveAll(open => CryptographicOperations.FixedTimeEquals(open.Hash, hash)) > 0;
        }
    }

    private void Forget()
    {
        var now = time.GetUtcNow();
        _open.RemoveAll(open => open.Until <= now);
    }

    private static byte[] Hash(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));
}
