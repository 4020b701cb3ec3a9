using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Model;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AiInstrument.Collector.Budgets;

/// <summary>Keeps budgets in the database and tells the writer of changes.</summary>
internal sealed class BudgetStore(CollectorDatabase database, SqliteTelemetryStore writer, TimeProvider time) : IBudgets
{
    private const int ConstraintFailed = 19;
    private const int MostKeys = 1000;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Budget>> ListAsync(int workspaceId, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var rows = await context.Budgets.AsNoTracking().Where(row => row.WorkspaceId == workspaceId).ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. rows.OrderBy(row => row.Name, StringComparer.OrdinalIgnoreCase).ThenBy(row => row.Id).Select(ToBudget)];
        }
    }

    /// <inheritdoc/>
    public async Task<Budget?> FindAsync(int workspaceId, int id, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await FindRowAsync(context, workspaceId, id, cancellationToken).ConfigureAwait(false) is { } row ? ToBudget(row) : null;
        }
    }

    /// <inheritdoc/>
    public Task<BudgetChange> CreateAsync(Actor actor, BudgetDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(draft);
        return ChangeAsync(actor, id: null, BudgetRules.Tidy(draft), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<BudgetChange> UpdateAsync(Actor actor, int id, BudgetDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(draft);
        return ChangeAsync(actor, id, BudgetRules.Tidy(draft), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(Actor actor, int id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            if (await FindRowAsync(context, actor.WorkspaceId, id, cancellationToken).ConfigureAwait(false) is not { } row)
            {
                return false;
            }

            context.Budgets.Remove(row);
            context.Audit(actor, time, "budget.deleted", row.Name, new BudgetAudit(id, ToBudget(row).Draft, null), BudgetAuditJson.Default.BudgetAudit);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }

        await writer.ReloadBudgetsAsync().ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BudgetState>> GetStatesAsync(int workspaceId, CancellationToken cancellationToken)
    {
        var budgets = await ListAsync(workspaceId, cancellationToken).ConfigureAwait(false);
        using var connection = await database.OpenReaderAsync(cancellationToken).ConfigureAwait(false);
        using var snapshot = connection.BeginTransaction(deferred: true);
        var states = new List<BudgetState>();
        foreach (var budget in budgets.Where(budget => budget.Draft.Active))
        {
            states.AddRange(BudgetStateReader.Read(connection, budget, time.GetUtcNow(), MostKeys));
        }

        return states;
    }

    private async Task<BudgetChange> ChangeAsync(Actor actor, int? id, BudgetDraft draft, CancellationToken cancellationToken)
    {
        var problems = BudgetRules.Check(draft);
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var row = id is { } known ? await FindRowAsync(context, actor.WorkspaceId, known, cancellationToken).ConfigureAwait(false) : null;
            if (id is not null && row is null)
            {
                return new BudgetChange(null, []);
            }

            if (await context.Budgets.AnyAsync(other => other.WorkspaceId == actor.WorkspaceId && other.Name == draft.Name && other.Id != (id ?? 0), cancellationToken).ConfigureAwait(false))
            {
                problems.Add(new BudgetProblem(BudgetField.Name, BudgetProblemKind.Taken));
            }

            if (id is null && await context.Budgets.CountAsync(other => other.WorkspaceId == actor.WorkspaceId, cancellationToken).ConfigureAwait(false) >= BudgetRules.MostBudgets)
            {
                problems.Add(new BudgetProblem(BudgetField.Name, BudgetProblemKind.TooMany));
            }

            if (problems.Count > 0)
            {
                return new BudgetChange(null, problems);
            }

            var before = row is null ? null : ToBudget(row).Draft;
            if (before == draft)
            {
                return new BudgetChange(ToBudget(row!), []);
            }

            if (row is null)
            {
                context.Budgets.Add(row = NewRow(actor.WorkspaceId, draft));
            }

            Set(row, draft, before);
            context.Audit(actor, time, before is null ? "budget.created" : "budget.changed", draft.Name, new BudgetAudit(id, before, draft), BudgetAuditJson.Default.BudgetAudit);
            try
            {
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (DbUpdateException e) when (e.InnerException is SqliteException { SqliteErrorCode: ConstraintFailed })
            {
                // Somebody else was faster with the same name.
                return new BudgetChange(null, [new BudgetProblem(BudgetField.Name, BudgetProblemKind.Taken)]);
            }

            await writer.ReloadBudgetsAsync().ConfigureAwait(false);
            await context.Entry(row).ReloadAsync(cancellationToken).ConfigureAwait(false);
            return new BudgetChange(ToBudget(row), []);
        }
    }

    private static Task<StoredBudget?> FindRowAsync(CollectorDbContext context, int workspaceId, int id, CancellationToken cancellationToken) =>
        context.Budgets.FirstOrDefaultAsync(row => row.WorkspaceId == workspaceId && row.Id == id, cancellationToken);

    private StoredBudget NewRow(int workspaceId, BudgetDraft draft) => new()
    {
        WorkspaceId = workspaceId,
        Name = draft.Name,
        Unit = draft.Unit,
        Period = draft.Period,
        TimeZone = draft.TimeZone,
        WarningPercent = draft.WarningPercent,
        AllowOverride = draft.AllowOverride,
        Active = draft.Active,
        CreatedUnixMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
        Complete = false,
    };

    private static void Set(StoredBudget row, BudgetDraft draft, BudgetDraft? before)
    {
        row.Name = draft.Name;
        row.Organization = draft.Scope.Organization;
        row.User = draft.Scope.User;
        row.Project = draft.Scope.Project;
        row.Feature = draft.Scope.Feature;
        row.EntryPoint = draft.Scope.EntryPoint;
        row.Model = draft.Scope.Model;
        row.Service = draft.Scope.Service;
        row.Unit = draft.Unit;
        row.Period = draft.Period;
        row.TimeZone = draft.TimeZone;
        row.SoftLimit = draft.SoftLimit;
        row.HardLimit = draft.HardLimit;
        row.WarningPercent = draft.WarningPercent;
        row.AllowOverride = draft.AllowOverride;
        row.Active = draft.Active;

        // Counters and leases of another definition mean something else.
        if (before is null || before.Scope != draft.Scope || before.Unit != draft.Unit || before.Period != draft.Period || before.TimeZone != draft.TimeZone)
        {
            row.CountedFrom = null;
            row.Complete = false;
        }
    }

    private static Budget ToBudget(StoredBudget row) => new(
        row.Id,
        new BudgetDraft
        {
            Name = row.Name,
            Scope = new BudgetScope
            {
                Organization = row.Organization,
                User = row.User,
                Project = row.Project,
                Feature = row.Feature,
                EntryPoint = row.EntryPoint,
                Model = row.Model,
                Service = row.Service,
            },
            Unit = row.Unit,
            Period = row.Period,
            TimeZone = row.TimeZone,
            SoftLimit = row.SoftLimit,
            HardLimit = row.HardLimit,
            WarningPercent = row.WarningPercent,
            AllowOverride = row.AllowOverride,
            Active = row.Active,
        },
        DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedUnixMs),
        row.CountedFrom is > 0 and var from ? DateTimeOffset.FromUnixTimeSeconds(from) : null,
        row.Complete);
}
