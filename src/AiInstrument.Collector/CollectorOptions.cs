namespace AiInstrument.Collector;

/// <summary>Settings of the collector. Validated at start: a wrong value ends the start with one sentence.</summary>
public sealed class CollectorOptions
{
    /// <summary>The folder of the SQLite file <c>aiinstrument.db</c> and of the key ring. Created when absent.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>Largest request body in bytes, after decompression. 20 MiB.</summary>
    public int MaxRequestBytes { get; set; } = 20 * 1024 * 1024;

    /// <summary>Spans that may wait for the writer; more are answered as retryable. 100,000.</summary>
    public int MaxQueuedSpans { get; set; } = 100_000;

    /// <summary>Attributes kept per span; more are dropped and counted. 256.</summary>
    public int MaxAttributesPerSpan { get; set; } = 256;

    /// <summary>Deepest nesting of an attribute value; a deeper part is dropped and counted. 32.</summary>
    public int MaxAttributeDepth { get; set; } = 32;

    /// <summary>Bytes kept of a text or of bytes; longer ones are cut and counted. 1 MiB.</summary>
    public int MaxAttributeValueBytes { get; set; } = 1024 * 1024;

    /// <summary>Elements kept per array; more are dropped and counted. 4,096.</summary>
    public int MaxArrayElements { get; set; } = 4096;

    /// <summary>Events kept per span; more are dropped and counted. 256.</summary>
    public int MaxEventsPerSpan { get; set; } = 256;

    /// <summary>Links kept per span; more are dropped and counted. 256.</summary>
    public int MaxLinksPerSpan { get; set; } = 256;

    /// <summary>Requests decoded at one time; more are answered as retryable. 64.</summary>
    public int MaxConcurrentRequests { get; set; } = 64;

    /// <summary>
    /// Bytes that all requests may take together, from the first byte of a body until what was read from it is stored; more are answered as retryable. 512 MiB.
    /// At least twelve times <see cref="MaxRequestBytes"/> whatever is set, so that the largest request fits.
    /// What waits for the writer is bound by it once more, for what a sender that has given up left there.
    /// </summary>
    public long MaxRequestMemoryBytes { get; set; } = 512 * 1024 * 1024;

    /// <summary>
    /// Whether senders on this machine may send without a key while no API key exists. Off: a proxy or sidecar on the machine that does not say for whom
    /// it speaks would open the collector to everybody.
    /// </summary>
    public bool AllowAnonymousLoopback { get; set; }

    /// <summary>Whole UTC days, today included, whose records are kept; older ones are removed and stay in the totals. Null keeps all.</summary>
    public int? RetentionDays { get; set; }

    /// <summary>Bytes of the database beyond which the records of the oldest days are removed; the file itself does not shrink, its space is used again. Null for no bound.</summary>
    public long? MaxDatabaseBytes { get; set; }

    /// <summary>Whether prompts and answers that senders send are stored: apart from their records, redacted, compressed and encrypted. Off: they are left, as if they had not been sent.</summary>
    public bool StoreContent { get; set; } = true;

    /// <summary>Whether content is redacted again before it is stored, whatever its sender did. On.</summary>
    public bool RedactContent { get; set; } = true;

    /// <summary>Whole UTC days, today included, whose content is kept; null keeps it as long as its record. 30.</summary>
    public int? ContentRetentionDays { get; set; } = 30;

    /// <summary>Bytes of stored content beyond which that of the oldest days is removed. Null for no bound.</summary>
    public long? MaxContentBytes { get; set; }

    /// <summary>Characters of content that are kept of one span or log record; a text beyond is cut and marked. 256 Ki.</summary>
    public int MaxContentCharacters { get; set; } = 256 * 1024;

    /// <summary>Who may read <c>/metrics</c>. This machine alone.</summary>
    public MetricsAccess MetricsAccess { get; set; }

    /// <summary>Where people reach the dashboard, for links in notifications. Null leaves links out: the collector cannot know what stands before it.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>
    /// Networks that notifications may go to although they are private, in CIDR notation (<c>10.20.0.0/16</c>, <c>127.0.0.1/32</c>). Only there http without TLS is allowed too.
    /// None: whoever may add a channel could otherwise reach what only this machine reaches.
    /// </summary>
    public IReadOnlyList<string> NotificationNetworks { get; set; } = [];
}
