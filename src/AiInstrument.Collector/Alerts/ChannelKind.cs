namespace AiInstrument.Collector.Alerts;

/// <summary>How notifications are sent. The numbers are stored.</summary>
public enum ChannelKind
{
    /// <summary>JSON of this product's own shape, signed.</summary>
    Webhook = 1,

    /// <summary>A Slack incoming webhook.</summary>
    Slack = 2,

    /// <summary>A Teams workflow that posts an adaptive card.</summary>
    Teams = 3,

    /// <summary>A Discord webhook.</summary>
    Discord = 4,

    /// <summary>Mail over SMTP.</summary>
    Email = 5,

    /// <summary>The collector's log.</summary>
    Log = 6,
}
