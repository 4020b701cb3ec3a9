namespace AiInstrument.Collector.Storage.Model;

/// <summary>How a secret is hashed. The numbers are stored.</summary>
internal enum SecretScheme
{
    /// <summary>Salted SHA-256, for random 256-bit secrets: there is nothing to guess, so that it may be fast.</summary>
    Sha256 = 1,

    /// <summary>PBKDF2 with HMAC-SHA-256 and 210,000 rounds, for secrets that people chose.</summary>
    Pbkdf2Sha256 = 2,

    /// <summary>PBKDF2 with HMAC-SHA-512 and 210,000 rounds, for passwords.</summary>
    Pbkdf2Sha512 = 3,
}
