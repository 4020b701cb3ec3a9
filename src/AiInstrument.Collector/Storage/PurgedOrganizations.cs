using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage;

/// <summary>Which organizations were purged, and up to when: what an application still had of them in its outbox must not come back.</summary>
internal sealed class PurgedOrganizations
{
    private const long NanosPerMillisecond = 1_000_000;

    private readonly Dictionary<(int Workspace, string Organization), (long Content, long Everything)> _purges = [];
    private readonly SqliteStatement _read;

    public PurgedOrganizations(SqliteWriter writer)
    {
        _read = writer.Prepare("SELECT workspace_id, organization, max(at_unix_ms), max(at_unix_ms * everything) FROM purges GROUP BY workspace_id, organization");
        Read();
    }

    /// <summary>What was purged of an interaction before it arrived.</summary>
    public enum Extent
    {
        /// <summary>Nothing.</summary>
        Nothing,

        /// <summary>Its content.</summary>
        Content,

        /// <summary>All of it.</summary>
        Everything,
    }

    /// <summary>Takes notice of purges that were ordered since.</summary>
    public void Read()
    {
        while (_read.Step())
        {
            _purges[((int)_read.Int64(0), _read.Text(1)!)] = (_read.Int64(2) * NanosPerMillisecond, _read.Int64(3) * NanosPerMillisecond);
        }
    }

    /// <summary>What of an interaction was purged before it arrived.</summary>
    public Extent Of(int workspace, Interaction interaction) =>
        _purges.Count == 0 || interaction.Organization is not { } organization || !_purges.TryGetValue((workspace, organization), out var before) ? Extent.Nothing
        : interaction.StartUnixNano < before.Everything ? Extent.Everything
        : interaction.StartUnixNano < before.Content ? Extent.Content
        : Extent.Nothing;
}
