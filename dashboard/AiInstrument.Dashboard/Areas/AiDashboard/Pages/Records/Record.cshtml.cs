using AiInstrument.Collector.Budgets;
using AiInstrument.Collector.Content;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Collector.Views;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Formatting;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Records;

/// <summary>One record: how its cost came about, who and what it is attributed to, where the call is in source, and all that was sent.</summary>
[OpenTo(PageAudience.Members)]
internal sealed class RecordModel(IUsageQueries queries, IBudgets budgets, IContentStore contents, ISourceLinks sources, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    public InteractionDetail? Found { get; private set; }

    /// <summary>The prompt and the answer; null for readers who may not see them.</summary>
    public RecordContent? Said { get; private set; }

    public IReadOnlyList<RecordCard> Cards { get; private set; } = [];

    /// <summary>The list that the record is seen in.</summary>
    public RecordsRequest List { get; private set; } = null!;

    /// <summary>The records beside it in the list; null at its ends.</summary>
    public (long? Previous, long? Next) Neighbours { get; private set; }

    public async Task OnGetAsync(long id, CancellationToken cancellationToken)
    {
        Found = await queries.GetRecordAsync(Workspace, id, cancellationToken).ConfigureAwait(false);
        Section = "records";
        Windowed = false;
        List = Read(query => RecordsRequest.Read(query, time)).AtStart;
        Scope = List.Scope;
        if (Found is not { } record)
        {
            Title = text["Record.NotFound"];
            HasHeading = false;
            Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        Said = User.IsAdmin() ? await contents.ReadAsync(Workspace, id, cancellationToken).ConfigureAwait(false) : null;
        Neighbours = (
            await NeighbourAsync(record, back: true, cancellationToken).ConfigureAwait(false),
            await NeighbourAsync(record, back: false, cancellationToken).ConfigureAwait(false));
        Title = $"{record.Operation} {record.Model}".Trim();
        About = Figures.FullMoment(record.Start);
        Cards = [Attribution(record), await CodeAsync(record, cancellationToken).ConfigureAwait(false), Exchange(record), Trace(record), .. await BudgetsAsync(record, cancellationToken).ConfigureAwait(false)];
    }

    // Only where there is something to say: most workspaces have no budget.
    private async Task<IEnumerable<RecordCard>> BudgetsAsync(InteractionDetail record, CancellationToken cancellationToken)
    {
        // Budgets may be those of others too.
        var counted = User.May(PageAudience.Readers) ? await budgets.GetCountedInAsync(Workspace, record, cancellationToken).ConfigureAwait(false) : [];
        var by = Sent(record, SentBudget.OverrideBy);
        var isOverridden = SentBudget.IsOverride(key => Sent(record, key));
        var leases = Sent(record, SentBudget.Lease);
        return counted.Count == 0 && !isOverridden && leases is null
            ? []
            : [new RecordCard("Budgets",
            [
                .. counted.Select(budget => new RecordFact("Record.Budgets.In", budget.Draft.Name, links.MayManage ? links.Budget(budget.Id) : null)),
                .. counted.Count == 0 ? [new RecordFact("Record.Budgets.In", text["Record.Budgets.None"])] : Enumerable.Empty<RecordFact>(),
                new("Record.Budgets.Override", text[isOverridden ? "Yes" : "No"]),
                new("Record.Budgets.OverrideBy", by),
                new("Record.Budgets.Lease", leases),
            ])];
    }

    private static string? Sent(InteractionDetail record, string key) => record.Attributes.Where(attribute => attribute.Key == key).Select(attribute => attribute.Value).FirstOrDefault();

    private RecordCard Attribution(InteractionDetail record) => new("Attribution",
    [
        By(Dimension.Feature, record.Feature),
        .. RecordedAs(record),
        By(Dimension.Category, record.Category),
        By(Dimension.EntryPoint, record.EntryPoint),
        By(Dimension.Organization, record.Organization),
        By(Dimension.User, record.User),
        By(Dimension.Project, record.Project),
        new("Record.Document", record.Document),
        new("Record.Session", record.Session, record.Session is null ? null : links.Session(record.Session)),
    ]);

    private static IEnumerable<RecordFact> RecordedAs(InteractionDetail record) =>
        record.RecordedFeature is { } former ? [new RecordFact("Record.RecordedFeature", former)] : [];

    private async Task<long?> NeighbourAsync(InteractionDetail record, bool back, CancellationToken cancellationToken)
    {
        var query = List.ToRecordQuery() with { PageSize = 1 };
        var place = query.CursorOf(record);
        var page = await queries.GetRecordsAsync(Workspace, back ? query with { Back = place } : query with { After = place }, cancellationToken).ConfigureAwait(false);
        return page.Items is [var found] && found.Id != record.Id ? found.Id : null;
    }

    private async Task<RecordCard> CodeAsync(InteractionDetail record, CancellationToken cancellationToken)
    {
        var templates = await sources.ListAsync(Workspace, cancellationToken).ConfigureAwait(false);
        var template = templates.GetValueOrDefault(record.Service ?? "") ?? templates.GetValueOrDefault("");
        var source = record.CodeFile is { } file ? template?.Of(file, record.CodeLine, Sent(record, "vcs.ref.head.revision")) : null;
        return new("Code",
        [
            new("Record.CallSite", record.CodeFile is null ? null : record.CodeLine is { } line ? $"{record.CodeFile}:{line}" : record.CodeFile, source),
            .. links.MayManage && record.CodeFile is not null && source is null ? [new RecordFact("Sources", text["Sources.Set"], links.Sources)] : Enumerable.Empty<RecordFact>(),
            new("Record.Function", record.CodeFunction),
            new("Record.CallSiteId", record.CallSiteId),
            new("Record.Build", record.BuildId),
            By(Dimension.Service, record.Service),
            new("Record.Instrumentation", record.ScopeName),
        ]);
    }

    private RecordCard Exchange(InteractionDetail record) => new("Request",
    [
        By(Dimension.Provider, record.Provider),
        new("Record.RequestModel", record.RequestModel),
        new("Record.ResponseModel", record.ResponseModel),
        new("Record.ServiceTier", record.ServiceTier),
        new("Record.FinishReason", record.FinishReason),
        new("Record.Streaming", text[record.Streaming ? "Yes" : "No"]),
        new("Column.Cached", Tokens(record.CachedInputTokens)),
        new("Record.CacheWrite", Tokens(record.CacheWriteTokens)),
        new("Record.Saved", record.SavedNanoUsd is { } saved ? Money.Exact(saved) : null),
        new("Record.Reasoning", Tokens(record.ReasoningTokens)),
    ]);

    private RecordCard Trace(InteractionDetail record) => new("Trace",
    [
        new("Record.TraceId", record.TraceId, links.Trace(record.TraceId)),
        new("Record.SpanId", record.SpanId),
        new("Record.ParentSpanId", record.ParentSpanId),
        new("Record.ResponseId", record.ResponseId),
        new("Record.Error", record.ErrorType),
        new("Record.LeftOut", LeftOut(record.LeftOut)),
    ]);

    private RecordFact By(Dimension dimension, string? value) =>
        new(dimension.SingularKey, value, value is null ? null : links.Records(Scope!.Narrow(dimension, value)));

    private string? LeftOut(RecordLeftOut? leftOut)
    {
        if (leftOut is null)
        {
            return null;
        }

        (string Key, long Count)[] parts =
        [
            ("Record.LeftOut.Attributes", leftOut.Attributes), ("Record.LeftOut.Events", leftOut.Events), ("Record.LeftOut.Links", leftOut.Links),
            ("Record.LeftOut.CutValues", leftOut.CutValues), ("Record.LeftOut.Messages", leftOut.Messages),
        ];
        return string.Join(" · ", parts.Where(part => part.Count > 0).Select(part => $"{text[part.Key]} {Figures.Count(part.Count)}"));
    }

    private static string? Tokens(long? tokens) => tokens is { } known ? Figures.Count(known) : null;
}
