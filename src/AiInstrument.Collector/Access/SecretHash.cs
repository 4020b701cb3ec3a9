using System.Security.Cryptography;
using System.Text;
using AiInstrument.Collector.Storage.Model;

namespace AiInstrument.Collector.Access;

/// <summary>Hashes secrets and compares them in constant time.</summary>
internal static class SecretHash
{
    private const int SaltBytes = 16;
    private const int HashBytes = 32;
    private const int SecretBytes = 32;
    private const int Rounds = 210_000;
    private const string Prefix = "aii_";

    /// <summary>Makes a random secret of 256 bits, to be hashed with <see cref="SecretScheme.Sha256"/>.</summary>
    public static string NewSecret() =>
        Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>Makes a salt.</summary>
    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(SaltBytes);

    /// <summary>Hashes a random secret so that it is found by its hash: there is nothing to guess, so that it needs neither salt nor slowness.</summary>
    public static byte[] Lookup(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>Hashes a secret.</summary>
    public static byte[] Compute(string secret, byte[] salt, SecretScheme scheme) => scheme switch
    {
        SecretScheme.Sha256 => SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(secret)]),
        SecretScheme.Pbkdf2Sha256 => Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(secret), salt, Rounds, HashAlgorithmName.SHA256, HashBytes),
        SecretScheme.Pbkdf2Sha512 => Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(secret), salt, Rounds, HashAlgorithmName.SHA512, HashBytes),
        _ => throw new ArgumentOutOfRangeException(nameof(scheme), scheme, "No such scheme."),
    };

    /// <summary>Whether the secret is the one that was hashed.</summary>
    public static bool Verify(string secret, byte[] salt, byte[] hash, SecretScheme scheme) =>
        CryptographicOperations.FixedTimeEquals(Compute(secret, salt, scheme), hash);
}
