namespace AiInstrument.Collector.Alerts.Channels;

/// <summary>Everything that sending needs. Stored encrypted: the address of a chat's webhook is a secret itself.</summary>
internal sealed record ChannelSettings
{
    public string? Url { get; init; }

    public string? SigningKey { get; init; }

    public string? SmtpHost { get; init; }

    public int SmtpPort { get; init; }

    public bool SmtpTls { get; init; }

    public string? SmtpUser { get; init; }

    public string? SmtpPassword { get; init; }

    public string? From { get; init; }

    public IReadOnlyList<string> To { get; init; } = [];
}
