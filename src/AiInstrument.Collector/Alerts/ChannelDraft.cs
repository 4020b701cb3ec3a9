using System.Security.Cryptography;

namespace AiInstrument.Collector.Alerts;

/// <summary>A channel as it is entered. Its secrets are stored encrypted and cannot be read again.</summary>
/// <param name="Id">0 for a new one.</param>
/// <param name="Name">Unique in its workspace, 1 to 100 characters.</param>
/// <param name="Kind">How notifications are sent. It cannot be changed later.</param>
public sealed record ChannelDraft(int Id, string Name, ChannelKind Kind)
{
    /// <summary>A random key for signatures.</summary>
    public static string NewSigningKey() => "aiwh_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Whether rules may send to it.</summary>
    public bool Active { get; init; } = true;

    /// <summary>The address of a webhook; of a stored channel, null keeps it.</summary>
    public string? Url { get; init; }

    /// <summary>The key that webhooks are signed with, at least 16 characters; of a stored channel, null keeps it.</summary>
    public string? SigningKey { get; init; }

    /// <summary>The mail server.</summary>
    public string? SmtpHost { get; init; }

    /// <summary>Its port, 587 unless said otherwise.</summary>
    public int? SmtpPort { get; init; }

    /// <summary>Whether mail goes over STARTTLS. Without, a user and password are refused.</summary>
    public bool SmtpTls { get; init; } = true;

    /// <summary>Who signs in to the mail server; null for nobody.</summary>
    public string? SmtpUser { get; init; }

    /// <summary>The password; of a stored channel, null keeps it.</summary>
    public string? SmtpPassword { get; init; }

    /// <summary>The sender's address.</summary>
    public string? From { get; init; }

    /// <summary>The recipients' addresses, separated by commas, at the most 20.</summary>
    public string? To { get; init; }
}
