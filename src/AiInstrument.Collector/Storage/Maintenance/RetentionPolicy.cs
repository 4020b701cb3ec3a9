using System.Runtime.InteropServices;

namespace AiInstrument.Collector.Storage.Maintenance;

/// <summary>What is kept of the records.</summary>
/// <param name="Days">Days, today included; null for all.</param>
/// <param name="MaxBytes">Bytes of the database beyond which the oldest day goes; null for no bound.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RetentionPolicy(int? Days, long? MaxBytes)
{
    /// <summary>Days, today included, whose content is kept; null for as long as the records.</summary>
    public int? ContentDays { get; init; }

    /// <summary>Bytes of content beyond which that of the oldest day goes; null for no bound.</summary>
    public long? MaxContentBytes { get; init; }
}
