using AiInstrument.Collector.Billing;
using AiInstrument.Dashboard.Billing;

namespace AiInstrument.Dashboard.Api.Answers.Management;

/// <summary>The organizations that the caller may see.</summary>
internal sealed record BillingOrganizations(IReadOnlyList<string> Organizations);

/// <summary>One organization's month, and its total since ever. Days are UTC.</summary>
internal sealed class BillingMonth(BillingView view)
{
    public string Organization => view.Organization;

    public string Month => view.Month.ToString();

    public string TimeZone => "UTC";

    public UsageMeasures Totals { get; } = new(view.Totals);

    public UsageMeasures Total { get; } = new(view.Ever);

    public IReadOnlyList<FeatureUsage> ByFeature { get; } = [.. view.Features.Select(group => new FeatureUsage(group))];

    public IReadOnlyList<ModelUsage> ByModel { get; } = [.. view.Models.Select(group => new ModelUsage(group))];

    public IReadOnlyList<CategoryUsage> ByCategory { get; } = [.. view.Categories.Select(group => new CategoryUsage(group))];

    public BillingStatement? Statement { get; } = view.Statement is { } statement ? new(statement) : null;
}

/// <summary>A closed month in one line.</summary>
internal sealed class BillingStatement(StatementSummary statement)
{
    public long Id => statement.Id;

    public string Organization => statement.Organization;

    public string Month => statement.Month.ToString();

    public DateTimeOffset ClosedAt => statement.Closed;

    public string ClosedBy => statement.ClosedBy;

    public UsageMeasures Usage { get; } = new(statement.Usage);

    public UsageMeasures Corrections { get; } = new(statement.Corrections);

    public UsageMeasures Total { get; } = new(statement.Total);
}

/// <summary>Closed months.</summary>
internal sealed record BillingStatements(IReadOnlyList<BillingStatement> Statements);

/// <summary>A closed month with its lines.</summary>
internal sealed record BillingStatementLines(BillingStatement Statement, string LinesSha256, bool Intact, IReadOnlyList<string> Prices, IReadOnlyList<InvoiceRow> Lines);

/// <summary>Invoice lines.</summary>
internal sealed record BillingLines(string Organization, IReadOnlyList<InvoiceRow> Lines);

/// <summary>What closed months would say otherwise today.</summary>
internal sealed record BillingCorrections(IReadOnlyList<BillingCorrection> Corrections);

/// <summary>One line of them.</summary>
internal sealed class BillingCorrection(Correction correction)
{
    public long StatementId => correction.StatementId;

    public string Reason => correction.Kind == CorrectionKind.Price ? "price" : "usage";

    public InvoiceRow Difference { get; } = new(correction.Difference, default);
}
