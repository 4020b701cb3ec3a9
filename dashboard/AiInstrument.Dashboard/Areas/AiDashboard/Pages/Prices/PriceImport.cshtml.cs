using System.Globalization;
using AiInstrument.Collector.Prices;
using AiInstrument.Collector.Pricing.Importing;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Prices;
using AiInstrument.Dashboard.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Prices;

/// <summary>Imports a price list: upload, preview, confirm.</summary>
[RequestSizeLimit(PriceImportRequest.MostBytes + 65536)]
internal sealed class PriceImportModel(IPriceBooks books, PendingImports pending, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : PricePage(links, time, text)
{
    // What a person looks through; the command line lists all.
    private const int MostShown = 300;

    public IReadOnlyList<PriceImport> Imports { get; private set; } = [];

    public PriceImportPreview? Preview { get; private set; }

    /// <summary>The changed first, then the added, the refused and the unchanged.</summary>
    public IReadOnlyList<PriceChange> Shown { get; private set; } = [];

    /// <summary>Fetches the previewed list.</summary>
    public string? Key { get; private set; }

    /// <summary>Why the file cannot be used, or null.</summary>
    public string? Failure { get; private set; }

    public PriceListFormat Format { get; private set; }

    public string From { get; private set; } = "";

    public bool ZeroIsFree { get; private set; }

    /// <summary>The one that is asked about before it goes, or null.</summary>
    public PriceImport? Removing { get; private set; }

    public async Task<IActionResult> OnGetAsync(int? remove, CancellationToken cancellationToken)
    {
        await ShowAsync(cancellationToken).ConfigureAwait(false);
        From = Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Removing = remove is { } id ? Imports.FirstOrDefault(import => import.Id == id) : null;
        return remove is not null && Removing is null ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostAsync(
        IFormFile? file, [FromForm] string? format, [FromForm] string? from, [FromForm] bool zeroIsFree, [FromForm] string? confirm, [FromForm] int? remove, CancellationToken cancellationToken)
    {
        if (remove is { } id)
        {
            return await books.RemoveImportAsync(User.Actor(), id, cancellationToken).ConfigureAwait(false) ? LocalRedirect(Links.ImportPrices) : NotFound();
        }

        await ShowAsync(cancellationToken).ConfigureAwait(false);
        (Format, From, ZeroIsFree) = (Enum.TryParse<PriceListFormat>(format, out var known) && Enum.IsDefined(known) ? known : PriceListFormat.Auto, from ?? "", zeroIsFree);
        if (confirm is not null)
        {
            if (pending.Take(Workspace, confirm) is not { } waiting)
            {
                return Refuse(Texts["Import.Gone"]);
            }

            await books.ImportAsync(User.Actor(), waiting, cancellationToken).ConfigureAwait(false);
            return LocalRedirect(Links.ImportPrices);
        }

        if (file is not { Length: > 0 })
        {
            return Refuse(Texts["Import.NoFile"]);
        }

        if (!DateOnly.TryParseExact(From, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return Refuse(Texts["Form.Day"]);
        }

        var request = new PriceImportRequest { File = Path.GetFileName(file.FileName), Content = await ReadAsync(file, cancellationToken).ConfigureAwait(false), Format = Format, From = day, ZeroIsFree = ZeroIsFree };
        try
        {
            Preview = await books.PreviewAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (PriceListException e)
        {
            return Refuse(e.Message);
        }

        Key = pending.Keep(Workspace, request);
        Shown = [.. Preview.Changes.OrderBy(change => Rank(change.Kind)).Take(MostShown)];
        return Page();
    }

    private static int Rank(PriceChangeKind kind) => kind switch
    {
        PriceChangeKind.Changed => 0,
        PriceChangeKind.Added => 1,
        PriceChangeKind.Refused => 2,
        _ => 3,
    };

    private static async Task<byte[]> ReadAsync(IFormFile file, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        await file.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
        return content.ToArray();
    }

    private PageResult Refuse(string why)
    {
        Failure = why;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        Show("import");
        Imports = await books.ImportsAsync(cancellationToken).ConfigureAwait(false);
    }
}
