using System.CommandLine;
using System.Globalization;
using AiInstrument.Cli.Output;
using AiInstrument.Collector;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Pricing.Importing;
using AiInstrument.Collector.Storage;

namespace AiInstrument.Cli.Commands;

/// <summary><c>aiinstrument prices import</c></summary>
internal static class PricesImportCommand
{
    private const int MostShown = 40;

    /// <summary>Creates the command.</summary>
    public static Command Create(CommandConsole console)
    {
        var file = new Argument<FileInfo>("file") { Description = "The price list (JSON)" };
        var data = DataOption.Create();
        var json = DataOption.Json();
        var format = new Option<string>("--format") { Description = "How the file is written", DefaultValueFactory = _ => "auto", HelpName = "FORMAT" };
        format.AcceptOnlyFromAmong("auto", "litellm", "models.dev", "own");
        var from = DayOption.Create("--from", "First day (UTC) of prices that name none themselves; today when left out");
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would change and write nothing" };
        var yes = new Option<bool>("--yes") { Description = "Import without asking" };
        var zeroIsFree = new Option<bool>("--zero-is-free") { Description = "Models listed at zero are free; otherwise they are refused, because zero may mean unknown" };
        var command = new Command("import", "Imports a price list: of LiteLLM, of models.dev, or in this project's own schema.") { file, data, format, from, dryRun, yes, zeroIsFree, json };
        command.Run(console, async (parsed, cancellationToken) =>
        {
            var source = parsed.GetRequiredValue(file);
            if (source is { Exists: true, Length: > PriceImportRequest.MostBytes })
            {
                throw new PriceListException($"The file is larger than {PriceImportRequest.MostBytes / (1024 * 1024)} MiB.");
            }

            var request = new PriceImportRequest
            {
                File = source.Name,
                Content = await File.ReadAllBytesAsync(source.FullName, cancellationToken).ConfigureAwait(false),
                Format = Format(parsed.GetRequiredValue(format)),
                From = parsed.GetValue(from) ?? DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime),
                ZeroIsFree = parsed.GetValue(zeroIsFree),
            };
            using var prices = await CollectorMaintenance.OpenPricesAsync(parsed.GetRequiredValue(data), cancellationToken).ConfigureAwait(false);
            var preview = await prices.Books.PreviewAsync(request, cancellationToken).ConfigureAwait(false);
            var quiet = parsed.GetValue(json);
            if (!quiet)
            {
                Show(console, preview);
            }

            var wanted = !parsed.GetValue(dryRun) && preview.HasChanges;
            var imported = wanted && (parsed.GetValue(yes) || (!quiet && console.Confirm("Import these prices?")));
            if (imported)
            {
                preview = await prices.Books.ImportAsync(Actor.CommandLine(Workspaces.DefaultId), request, cancellationToken).ConfigureAwait(false);
            }

            if (quiet)
            {
                console.Write(ImportResult.Of(imported, preview), ResultJson.Default.ImportResult);
            }
            else
            {
                console.Say(imported ? "Imported. Records keep their prices until 'aiinstrument reprice'." : "Nothing was written.");
            }

            return wanted && !imported ? ExitCode.NotConfirmed : ExitCode.Done;
        });
        return command;
    }

    private static PriceListFormat Format(string name) => name switch
    {
        "litellm" => PriceListFormat.LiteLlm,
        "models.dev" => PriceListFormat.ModelsDev,
        "own" => PriceListFormat.Own,
        _ => PriceListFormat.Auto,
    };

    private static void Show(CommandConsole console, PriceImportPreview preview)
    {
        Table(PriceChangeKind.Changed, "changed");
        Table(PriceChangeKind.Added, "added");
        Table(PriceChangeKind.Refused, "refused");
        var warned = preview.Changes.Where(change => change.Kind != PriceChangeKind.Refused && change.Warnings.Count > 0).ToArray();
        foreach (var change in warned.Take(MostShown))
        {
            console.Say($"warning: {change.Name}: {string.Join("; ", change.Warnings)}");
        }

        More(warned.Length, "warnings");
        console.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{preview.Format}, from {preview.From:yyyy-MM-dd}: {preview.Count(PriceChangeKind.Added)} added, {preview.Count(PriceChangeKind.Changed)} changed, {preview.Count(PriceChangeKind.Unchanged)} unchanged, {preview.Count(PriceChangeKind.Refused)} refused."));

        void Table(PriceChangeKind kind, string word)
        {
            var changes = preview.Changes.Where(change => change.Kind == kind).ToArray();
            if (changes.Length > 0)
            {
                console.Write([word, "in the book", kind == PriceChangeKind.Refused ? "why" : "dollars for a million tokens"], changes.Take(MostShown).Select(Row));
                More(changes.Length, word);
            }
        }

        void More(int count, string word)
        {
            if (count > MostShown)
            {
                console.Say(string.Create(CultureInfo.InvariantCulture, $"… and {count - MostShown} more {word}; --json lists all."));
            }
        }
    }

    private static string[] Row(PriceChange change) =>
    [
        change.Name,
        change.Provider is null ? "-" : $"{change.Provider} {string.Join(", ", change.Models)}",
        change.Reason ?? string.Join(", ", change.Differences.Select(Difference)),
    ];

    private static string Difference(PriceDifference difference)
    {
        var tier = difference.Tier == Collector.Pricing.PriceVersion.DefaultTier ? "" : difference.Tier + " ";
        var above = difference.Above == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" above {difference.Above}");
        return $"{tier}{difference.Kind}{above} {(difference.Before is null ? "" : Dollars.Rate(difference.Before) + " → ")}{Dollars.Rate(difference.After)}";
    }
}
