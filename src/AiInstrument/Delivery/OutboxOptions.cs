namespace AiInstrument;

/// <summary>Where spans wait until the collector has acknowledged them.</summary>
public sealed class OutboxOptions
{
    /// <summary>
    /// Whether spans wait on disk, where they survive a crash of the application. False keeps them in memory only. Default: true.
    /// </summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// The folder, on a local disk. Processes of one application may share it. Null means
    /// <c>AiInstrument/outbox/{application}</c> in the user's local application data.
    /// </summary>
    public string? Directory { get; set; }

    /// <summary>
    /// How many bytes may wait, at least 1 MiB. Above that the oldest spans go first, and how many is reported to the collector.
    /// Default: 64 MiB.
    /// </summary>
    public long MaxBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// Whether a call goes on only after its span is on the disk itself, which makes spans survive a power cut and costs
    /// each call a disk flush. Without it spans survive a kill of the process, not of the machine. Default: false.
    /// </summary>
    public bool Fsync { get; set; }
}
