using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage;

/// <summary>Stores what was left out of calls; most calls have no row.</summary>
internal sealed class LeftOutWriter(SqliteWriter writer)
{
    private readonly SqliteStatement _add = writer.Prepare("""
        INSERT INTO interaction_left_out (interaction_id, attributes, resource_attributes, events, links, cut_values, span_messages) VALUES (?, ?, ?, ?, ?, ?, ?)
        """);

    private readonly SqliteStatement _setLogMessages = writer.Prepare("""
        INSERT INTO interaction_left_out (interaction_id, log_messages) VALUES (?, ?)
        ON CONFLICT (interaction_id) DO UPDATE SET log_messages = max(log_messages, excluded.log_messages)
        """);

    /// <summary>Stores what was left out of a new interaction's span.</summary>
    public void Add(long id, LeftOut leftOut)
    {
        _add.Bind(1, id);
        _add.Bind(2, leftOut.Attributes);
        _add.Bind(3, leftOut.ResourceAttributes);
        _add.Bind(4, leftOut.Events);
        _add.Bind(5, leftOut.Links);
        _add.Bind(6, leftOut.CutValues);
        _add.Bind(7, leftOut.Messages);
        _add.Run();
    }

    /// <summary>Stores how many log records held messages of an interaction.</summary>
    public void SetLogMessages(long id, int messages)
    {
        _setLogMessages.Bind(1, id);
        _setLogMessages.Bind(2, (long)messages);
        _setLogMessages.Run();
    }
}
