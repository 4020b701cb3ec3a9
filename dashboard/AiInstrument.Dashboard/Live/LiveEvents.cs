using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Dashboard.Api;
using AiInstrument.Dashboard.Api.Answers;
using AiInstrument.Dashboard.Api.Answers.Records;

namespace AiInstrument.Dashboard.Live;

/// <summary>Events as the stream carries them (HTML standard, server-sent events), made once for all who get them.</summary>
internal static class LiveEvents
{
    /// <summary>Keeps proxies from taking a quiet stream for a dead one.</summary>
    public static readonly byte[] Heartbeat = ":\n\n"u8.ToArray();

    /// <summary>The first bytes: how long a browser waits, in milliseconds, before it connects again.</summary>
    public static readonly byte[] Opening = "retry: 3000\n\n"u8.ToArray();

    /// <summary>The sums of the scope.</summary>
    public static byte[] Totals(UsageWindow window, UsageTotals totals, long lastId) =>
        Write("totals", lastId, new LiveTotals(window.Period, window.FromDay, window.ToDay, new UsageMeasures(totals)));

    /// <summary>Records that arrived.</summary>
    public static byte[] Records(ArrivedRecords arrived) => Write("records", arrived.LastId, new LiveRecords([.. arrived.Items.Select(row => new UsageRecord(row))], arrived.More));

    // JSON escapes line ends, so that the data is one line.
    private static byte[] Write<T>(string name, long id, T data) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"id: {id}\nevent: {name}\ndata: {JsonSerializer.Serialize(data, (JsonTypeInfo<T>)ApiJson.Of(typeof(T)))}\n\n"));
}
