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

    /// <summary>Deepest nesting of an attribute value. 32.</summary>
    public int MaxAttributeDepth { get; set; } = 32;

    /// <summary>Requests decoded at one time; more are answered as retryable. 64.</summary>
    public int MaxConcurrentRequests { get; set; } = 64;

    /// <summary>Whole UTC days, today included, whose records are kept; older ones are removed and stay in the totals. Null keeps all.</summary>
    public int? RetentionDays { get; set; }

    /// <summary>Bytes of the database beyond which the records of the oldest days are removed; the file itself does not shrink, its space is used again. Null for no bound.</summary>
    public long? MaxDatabaseBytes { get; set; }

    /// <summary>Who may read <c>/metrics</c>. This machine alone.</summary>
    public MetricsAccess MetricsAccess { get; set; }
}
