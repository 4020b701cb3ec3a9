using AiInstrument.Collector.Pricing.Importing;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Requests;

/// <summary>How a price list in a request's body is to be read.</summary>
/// <param name="Format">How it is written.</param>
/// <param name="From">The first day of prices that name none.</param>
/// <param name="File">Its name.</param>
/// <param name="DryRun">Whether to write nothing.</param>
/// <param name="ZeroIsFree">Whether a price of zero is one.</param>
internal sealed record ImportRequest(PriceListFormat Format, DateOnly From, string File, bool DryRun, bool ZeroIsFree) : IQueryRequest<ImportRequest>
{
    private static readonly (string Name, PriceListFormat Format)[] Formats =
        [("auto", PriceListFormat.Auto), ("litellm", PriceListFormat.LiteLlm), ("models.dev", PriceListFormat.ModelsDev), ("own", PriceListFormat.Own)];

    public static ImportRequest Read(QueryReader query, TimeProvider time)
    {
        var format = query.Choice("format", [.. Formats.Select(known => known.Name)], "How the list is written.", "auto");
        return new(
            Formats.First(known => known.Name == format).Format,
            query.Day("from", "The first day of prices that name none; today where it is left out.") ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime),
            query.Text("file", "The list's name in the audit log.") ?? "api",
            query.Flag("dryRun", "Whether to say what would change and to write nothing."),
            query.Flag("zeroIsFree", "Whether a price of zero means free, and not unknown."));
    }
}
