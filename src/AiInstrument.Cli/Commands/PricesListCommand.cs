using System.CommandLine;
using System.Globalization;
using AiInstrument.Cli.Output;
using AiInstrument.Collector;
using AiInstrument.Collector.Prices;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage;

namespace AiInstrument.Cli.Commands;

/// <summary><c>aiinstrument prices list</c></summary>
internal static class PricesListCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(CommandConsole console)
    {
        var data = DataOption.Create();
        var json = DataOption.Json();
        var search = new Option<string?>("--search") { Description = "Only names that contain this text", HelpName = "TEXT" };
        var command = new Command("list", "Lists the prices of today, in dollars for a million tokens.") { data, search, json };
        command.Run(console, async (parsed, cancellationToken) =>
        {
            using var prices = await CollectorMaintenance.OpenPricesAsync(parsed.GetRequiredValue(data), cancellationToken).ConfigureAwait(false);
            var found = await prices.Books
                .ListAsync(Workspaces.DefaultId, new PriceQuery { Search = parsed.GetValue(search), PageSize = int.MaxValue }, cancellationToken)
                .ConfigureAwait(false);
            if (parsed.GetValue(json))
            {
                console.Write(found, ResultJson.Default.ListedPrices);
                return ExitCode.Done;
            }

            console.Write(["provider", "model", "input", "cache read", "output", "layer", "from", "source"], found.Items.Select(Row));
            console.Say(string.Create(CultureInfo.InvariantCulture, $"{found.Total} prices"));
            return ExitCode.Done;
        });
        return command;
    }

    private static string[] Row(ListedPrice price)
    {
        var sheet = price.Version.Tiers[PriceVersion.DefaultTier];
        return
        [
            price.Provider, price.Model, Dollars.Rate(sheet.Input), Dollars.Rate(sheet.CacheRead), Dollars.Rate(sheet.Output),
            price.Layer.ToString(), price.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), price.Version.Source,
        ];
    }
}
