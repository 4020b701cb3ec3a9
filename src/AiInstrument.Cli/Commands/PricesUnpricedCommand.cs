using System.CommandLine;
using System.Globalization;
using AiInstrument.Cli.Output;
using AiInstrument.Collector;
using AiInstrument.Collector.Prices;
using AiInstrument.Collector.Storage;

namespace AiInstrument.Cli.Commands;

/// <summary><c>aiinstrument prices unpriced</c></summary>
internal static class PricesUnpricedCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(CommandConsole console)
    {
        var data = DataOption.Create();
        var json = DataOption.Json();
        var command = new Command("unpriced", "Lists models whose tokens have no price.") { data, json };
        command.Run(console, async (parsed, cancellationToken) =>
        {
            using var prices = await CollectorMaintenance.OpenPricesAsync(parsed.GetRequiredValue(data), cancellationToken).ConfigureAwait(false);
            var models = await prices.Books.UnpricedAsync(Workspaces.DefaultId, cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(json))
            {
                console.Write(models, ResultJson.Default.IReadOnlyListUnpricedModel);
                return ExitCode.Done;
            }

            if (models.Count == 0)
            {
                console.Say("Every token has a price.");
                return ExitCode.Done;
            }

            console.Write(["provider", "model", "calls", "tokens", "since", "nearest price"], models.Select(Row));
            return ExitCode.Done;
        });
        return command;
    }

    private static string[] Row(UnpricedModel model) =>
    [
        model.Provider ?? "-",
        model.Model ?? "-",
        model.Calls.ToString(CultureInfo.InvariantCulture),
        model.Tokens.ToString(CultureInfo.InvariantCulture),
        model.Since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        model.Suggestion is { } near ? $"{near.Provider} {near.Model}" : "-",
    ];
}
