using System.Globalization;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Queries.Coverage;
using AiInstrument.Collector.Queries.Records;
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

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BudgetState>> GetStatesAsync(int workspaceId, Budget budget, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(budget);
        if (await FindAsync(workspaceId, budget.Id, cancellationToken).ConfigureAwait(false) is not { } known)
        {
            return [];
        }

        using var connection = await database.OpenReaderAsync(cancellationToken).ConfigureAwait(false);
        return BudgetStateReader.Read(connection, known, time.GetUtcNow(), MostKeys);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BudgetDrift>> GetDriftAsync(int workspaceId, CancellationToken cancellationToken)
    {
        var budgets = await ListAsync(workspaceId, cancellationToken).ConfigureAwait(false);
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var builds = (await CoverageQueries.LatestBuildsAsync(context, workspaceId, cancellationToken).ConfigureAwait(false)).ToDictionary(build => build.Id, build => build.Service);
            var declared = await context.DeclaredBudgets.AsNoTracking().Where(row => builds.Keys.Contains(row.BuildKey)).ToListAsync(cancellationToken).ConfigureAwait(false);
            return
            [
                .. declared.Select(row => new BudgetDrift(row.FeatureId, builds[row.BuildKey], row.Unit, row.Period, row.Soft, row.Amount, Find(budgets, row)))
                    .Distinct()
                    .OrderBy(drift => drift.Feature, StringComparer.Ordinal).ThenBy(drift => drift.Period).ThenBy(drift => drift.Unit).ThenBy(drift => drift.Soft).ThenBy(drift => drift.Service, StringComparer.Ordinal),
            ];
        }

        static Budget? Find(IEnumerable<Budget> budgets, DeclaredBudget row) =>
            budgets.FirstOrDefault(budget => budget.Draft.Scope == new BudgetScope { Feature = row.FeatureId } && budget.Draft.Unit == row.Unit && budget.Draft.Period == row.Period);
    }

    /// <inheritdoc/>
    public async Task<BudgetChange> AdoptAsync(Actor actor, BudgetDrift drift, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(drift);
        var draft = drift.Budget?.Draft ?? new BudgetDraft
        {
            Name = await FreeNameAsync(actor.WorkspaceId, $"{drift.Feature} ({BudgetWords.Of(drift.Unit)}, {BudgetWords.Of(drift.Period)})", cancellationToken).ConfigureAwait(false),
            Scope = new BudgetScope { Feature = drift.Feature },
            Unit = drift.Unit,
            Period = drift.Period,
        };
        draft = (drift.Soft ? draft with { SoftLimit = drift.Declared } : draft with { HardLimit = drift.Declared }) with { Active = true };
        return drift.Budget is { } budget
            ? await UpdateAsync(actor, budget.Id, draft, cancellationToken).ConfigureAwait(false)
            : await CreateAsync(actor, draft, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Budget>> GetCountedInAsync(int workspaceId, InteractionDetail record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (!record.Counted || record.ErrorType == Interaction.DeniedType)
        {
            return [];
        }

        return [.. (await ListAsync(workspaceId, cancellationToken).ConfigureAwait(false)).Where(budget => budget.Draft.Scope.Named.All(pair => Matches(pair.Value, ValueOf(record, pair.Dimension))) && IsWithin(budget, record))];

        static bool Matches(string asked, string? value) => !string.IsNullOrEmpty(value) && (asked == BudgetScope.Each || asked == value);
    }

    private static bool IsWithin(Budget budget, InteractionDetail record) => budget.CountedFrom is not { } from || record.Start >= from;

    private static string? ValueOf(InteractionDetail record, BudgetDimension dimension) => dimension switch
    {
        BudgetDimension.Organization => record.Organization,
        BudgetDimension.User => record.User,
        BudgetDimension.Project => record.Project,
        BudgetDimension.Feature => record.RecordedFeature ?? record.Feature,
        BudgetDimension.EntryPoint => record.EntryPoint,
        BudgetDimension.Model => record.RequestModel ?? record.ResponseModel,
        _ => record.Service,
    };

    private async Task<string> FreeNameAsync(int workspaceId, string name, CancellationToken cancellationToken)
    {
        var taken = (await ListAsync(workspaceId, cancellationToken).ConfigureAwait(false)).Select(budget => budget.Draft.Name).ToHashSet(StringComparer.Ordinal);
        var free = name;
        for (var number = 2; taken.Contains(free); number++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name} {number}");
        }

        return free;
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
