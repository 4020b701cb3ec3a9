using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage.Billing;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage.Maintenance;

/// <summary>Prices every record again by the book in force, and corrects the rollups by the difference.</summary>
internal static class Repricing
{
    private const int RowsPerCommit = 1000;

    /// <summary>Prices all records.</summary>
    public static RepriceReport Run(SqliteWriter writer, PriceBook prices, CancellationToken cancellationToken)
    {
        var rollups = new RollupWriter(writer);
        var calls = new StoredCalls(writer, rollups);
        var page = writer.Prepare($"SELECT id FROM interactions WHERE id > ? ORDER BY id LIMIT {RowsPerCommit}");
        long records = 0, changed = 0, before = 0, after = 0, last = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var ids = new List<long>(RowsPerCommit);
            page.Bind(1, last);
            while (page.Step())
            {
                ids.Add(page.Int64(0));
            }

            if (ids.Count == 0)
            {
                return new RepriceReport(records, changed, before, after);
            }

            // Rows and rollups of a page change together; a run that was stopped is finished by the next.
            writer.Execute("BEGIN IMMEDIATE");
            foreach (var id in ids)
            {
                if (calls.Reprice(id, prices) is { } cost)
                {
                    changed++;
                    before += cost.Before;
                    after += cost.After;
                }
            }

            rollups.Flush();
            writer.Execute("COMMIT");
            records += ids.Count;
            last = ids[^1];
        }
    }
}
