using System.Globalization;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Sql;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Model;

namespace AiInstrument.Collector.Billing;

/// <summary>Billing on the SQLite database.</summary>
internal sealed class SqliteBilling(CollectorDatabase database, IUsageAudience audience, StatementGate gate, TimeProvider time) : IBilling, IDisposable
{
    private static readonly string OrganizationsSql = $"""
        SELECT value FROM dimension_values WHERE workspace_id = $workspace AND kind = {(int)DimensionKind.Organization}
        UNION SELECT organization FROM statements WHERE workspace_id = $workspace
        """;

    private readonly ReadSnapshot _snapshot = new(database);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> GetOrganizationsAsync(int workspaceId, CancellationToken cancellationToken)
    {
        if (audience.Audience.Organizations is { } own)
        {
            return own;
        }

        var connection = await _snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        using var command = connection.CreateCommand();
        command.CommandText = OrganizationsSql;
        command.Parameters.AddWithValue("$workspace", workspaceId);
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return [.. names.Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<InvoiceLine>?> GetLinesAsync(int workspaceId, string organization, CalendarMonth month, CancellationToken cancellationToken) =>
        audience.Audience.Sees(organization)
            ? InvoiceLines.Read(await _snapshot.OpenAsync(cancellationToken).ConfigureAwait(false), workspaceId, organization, month)
            : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StatementSummary>> GetStatementsAsync(int workspaceId, string? organization, CancellationToken cancellationToken)
    {
        var connection = await _snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        return [.. Statements.ReadSummaries(connection, workspaceId, organization).Where(statement => audience.Audience.Sees(statement.Organization))];
    }

    /// <inheritdoc/>
    public async Task<Statement?> GetStatementAsync(int workspaceId, long id, CancellationToken cancellationToken)
    {
        var connection = await _snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (Statements.ReadSummaries(connection, workspaceId, organization: null, id) is not [var summary] || !audience.Audience.Sees(summary.Organization))
        {
            return null;
        }

        var lines = Statements.ReadLines(connection, id);
        var hash = Statements.ReadHash(connection, id);
        var intact = string.Equals(hash, StatementHash.Compute(summary.Organization, summary.Month, lines), StringComparison.Ordinal);
        return new Statement(summary, lines, hash, intact, await DescribeAsync(lines, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Correction>> GetCorrectionsAsync(int workspaceId, string organization, CancellationToken cancellationToken) =>
        audience.Audience.Sees(organization)
            ? Statements.ReadCorrections(await _snapshot.OpenAsync(cancellationToken).ConfigureAwait(false), workspaceId, organization)
            : [];

    /// <inheritdoc/>
    public async Task<(CloseOutcome Outcome, long Id)> CloseAsync(Actor actor, string organization, CalendarMonth month, bool carryCorrections, CancellationToken cancellationToken)
    {
        if (!month.IsOver(time.GetUtcNow()))
        {
            return (CloseOutcome.NotOver, 0);
        }

        await gate.Semaphore.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await FreezeAsync(actor, organization, month, carryCorrections, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            gate.Semaphore.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _snapshot.Dispose();

    private async Task<(CloseOutcome Outcome, long Id)> FreezeAsync(Actor actor, string organization, CalendarMonth month, bool carryCorrections, CancellationToken cancellationToken)
    {
        // Of this moment: the request's own snapshot may be older than a statement that was made meanwhile.
        List<InvoiceLine> lines;
        using (var now = new ReadSnapshot(database))
        {
            var connection = await now.OpenAsync(cancellationToken).ConfigureAwait(false);
            if (organization.Length == 0 || InvoiceLines.Find(connection, actor.WorkspaceId, organization) is null || !audience.Audience.Sees(organization))
            {
                return (CloseOutcome.UnknownOrganization, 0);
            }

            if (Statements.ReadSummaries(connection, actor.WorkspaceId, organization).Exists(statement => statement.Month == month))
            {
                return (CloseOutcome.AlreadyClosed, 0);
            }

            var corrections = carryCorrections ? Statements.ReadCorrections(connection, actor.WorkspaceId, organization) : [];
            lines =
            [
                .. InvoiceLines.WithPrices(connection, actor.WorkspaceId, organization, [.. corrections.Select(correction => correction.Difference).Where(line => line.Day < month.FirstDay)]),
                .. InvoiceLines.WithPrices(connection, actor.WorkspaceId, organization, InvoiceLines.Read(connection, actor.WorkspaceId, organization, month)),
            ];
        }

        var statement = new StatementRow
        {
            WorkspaceId = actor.WorkspaceId,
            Organization = organization,
            Month = month.ToString(),
            ClosedUnixMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
            ClosedBy = actor.Name,
            LinesSha256 = StatementHash.Compute(organization, month, lines),
            Lines = [.. lines.Select((line, index) => Statements.ToRow(line, index + 1))],
        };
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            context.Statements.Add(statement);
            context.Audit(
                actor,
                time,
                "statement.closed",
                organization,
                new StatementClosed(
                    statement.Month,
                    lines.Count,
                    lines.Where(line => line.Day >= month.FirstDay).Sum(line => line.Totals.CostNanoUsd),
                    lines.Where(line => line.Day < month.FirstDay).Sum(line => line.Totals.CostNanoUsd),
                    statement.LinesSha256),
                BillingAuditJson.Default.StatementClosed);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }

        return (CloseOutcome.Closed, statement.Id);
    }

    private async Task<IReadOnlyList<KeyValuePair<int, string>>> DescribeAsync(List<InvoiceLine> lines, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var prices = new List<KeyValuePair<int, string>>();
            foreach (var id in lines.SelectMany(line => line.Prices).Distinct().Order())
            {
                var version = await PriceStore.FindAsync(context, id, cancellationToken).ConfigureAwait(false);
                prices.Add(KeyValuePair.Create(id, version?.Describe() ?? id.ToString(CultureInfo.InvariantCulture)));
            }

            return prices;
        }
    }
}
