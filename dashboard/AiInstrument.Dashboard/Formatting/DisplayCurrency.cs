using AiInstrument.Collector.Prices;

namespace AiInstrument.Dashboard.Formatting;

/// <summary>The currency in which a page shows amounts. Amounts are stored and summed in dollars; this is only how they are written.</summary>
/// <param name="Rate">The rate that an admin has set; null for dollars.</param>
internal sealed record DisplayCurrency(CurrencyRate? Rate)
{
    public const string Cookie = "aiinstrument.currency";
    public const string Base = "USD";

    // As the culture, it belongs to the request and reaches every place that writes an amount.
    private static readonly AsyncLocal<DisplayCurrency?> Chosen = new();

    public static DisplayCurrency Dollars { get; } = new((CurrencyRate?)null);

    /// <summary>The currency of the page that is being written.</summary>
    public static DisplayCurrency Current
    {
        get => Chosen.Value ?? Dollars;
        set => Chosen.Value = value;
    }

    public string Code => Rate?.Code ?? Base;

    /// <summary>What stands before an amount.</summary>
    public string Symbol => Code switch
    {
        Base => "$",
        "EUR" => "€",
        "GBP" => "£",
        "TRY" => "₺",
        "JPY" => "¥",
        "INR" => "₹",
        var code => code + "\u00a0",
    };

    /// <summary>Nano-dollars as billionths of this currency's unit.</summary>
    public decimal Of(decimal nanoUsd) => Rate is { } rate ? nanoUsd * rate.PerUsd : nanoUsd;
}
