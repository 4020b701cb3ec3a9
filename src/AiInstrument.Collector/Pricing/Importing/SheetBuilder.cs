using System.Globalization;

namespace AiInstrument.Collector.Pricing.Importing;

/// <summary>
/// Makes price sheets of what a list names for tiers and thresholds: kinds that a tier or a threshold does not name follow from the default's, and what is out of proportion is left
/// out with a warning.
/// </summary>
internal sealed class SheetBuilder
{
    // What a tier or a threshold costs, or a cache write, against the ordinary price. Errors in lists are factors of 50 and 1000.
    private const decimal MostRatio = 10;

    private static readonly string[] InputKinds = ["input", "cacheRead", "cacheWrite5m", "cacheWrite1h", "audioInput", "imageInput"];

    private readonly Dictionary<(string Tier, long Above), Dictionary<string, long>> _named = [];
    private readonly List<string> _warnings = [];

    /// <summary>What looked wrong.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Something is named.</summary>
    public bool Any => _named.Count > 0;

    /// <summary>Everything that is named is zero.</summary>
    public bool IsAllZero => _named.Values.All(prices => prices.Values.All(price => price == 0));

    /// <summary>Notes a price.</summary>
    public void Set(string tier, long above, string kind, long nanoUsdPerMillion)
    {
        if (!_named.TryGetValue((tier, above), out var prices))
        {
            _named.Add((tier, above), prices = new(StringComparer.Ordinal));
        }

        prices.TryAdd(kind, nanoUsdPerMillion);
    }

    /// <summary>The sheets; null when no tokens of the default tier have a price.</summary>
    /// <param name="isClaude">One hour in the cache costs twice the input where the list says nothing, or something that cannot be.</param>
    public IReadOnlyDictionary<string, PriceSheet>? Build(bool isClaude)
    {
        if (!_named.TryGetValue((PriceVersion.DefaultTier, 0), out var standard) || !standard.Keys.Any(kind => kind is "input" or "output"))
        {
            return null;
        }

        CheckCache(standard, isClaude);
        var sheets = new SortedDictionary<string, PriceSheet>(StringComparer.Ordinal) { [PriceVersion.DefaultTier] = Sheet(PriceVersion.DefaultTier, standard, standard, isClaude) };
        foreach (var tier in _named.Keys.Select(key => key.Tier).Where(tier => tier != PriceVersion.DefaultTier).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (_named.TryGetValue((tier, 0), out var named) && Filled(tier + " tier", named, standard, sameRatio: true) is { } prices)
            {
                sheets[tier] = Sheet(tier, prices, standard, isClaude);
            }
        }

        return sheets;
    }

    private PriceSheet Sheet(string tier, Dictionary<string, long> prices, Dictionary<string, long> standard, bool isClaude)
    {
        LongContextPrices? longer = null;
        var thresholds = _named.Keys.Where(key => key.Above > 0 && (key.Tier == tier || key.Tier == PriceVersion.DefaultTier)).Select(key => key.Above).Distinct().OrderDescending();
        foreach (var above in thresholds)
        {
            if (Threshold(tier, above, prices, standard) is { } named)
            {
                CheckCache(named, isClaude);
                longer = Fill(new LongContextPrices { Above = above, LongContext = longer }, named);
            }
        }

        return Fill(new PriceSheet { LongContext = longer }, prices);
    }

    private Dictionary<string, long>? Threshold(string tier, long above, Dictionary<string, long> prices, Dictionary<string, long> standard)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{tier} tier above {above} tokens");
        if (_named.TryGetValue((tier, above), out var own))
        {
            return Filled(name, own, prices, sameRatio: false);
        }

        // A tier without thresholds of its own takes the default's, in the tier's proportion.
        if (Filled(name, _named[(PriceVersion.DefaultTier, above)], standard, sameRatio: false) is not { } longStandard)
        {
            return null;
        }

        return longStandard.ToDictionary(price => price.Key, price => Scaled(price.Value, prices, standard, price.Key), StringComparer.Ordinal);
    }

    private static long Scaled(long price, Dictionary<string, long> to, Dictionary<string, long> from, string kind) =>
        to.TryGetValue(kind, out var now) && from.TryGetValue(kind, out var before) && before > 0 ? Times(price, (decimal)now / before) : price;

    private Dictionary<string, long>? Filled(string name, Dictionary<string, long> named, Dictionary<string, long> standard, bool sameRatio)
    {
        var (input, output) = (Ratio("input"), Ratio("output"));
        foreach (var (kind, ratio) in (ReadOnlySpan<(string, decimal?)>)[("input", input), ("output", output)])
        {
            if (ratio is > MostRatio or < 1 / MostRatio)
            {
                _warnings.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: {kind} is {ratio:0.###} times the ordinary price; left out"));
                return null;
            }
        }

        if (input is null && output is null)
        {
            return null;
        }

        var filled = new Dictionary<string, long>(named, StringComparer.Ordinal);
        foreach (var (kind, price) in standard)
        {
            var ratio = InputKinds.Contains(kind, StringComparer.Ordinal) ? input ?? (sameRatio ? output : null) : output ?? (sameRatio ? input : null);
            filled.TryAdd(kind, Times(price, ratio ?? 1));
        }

        return filled;

        decimal? Ratio(string kind) =>
            named.TryGetValue(kind, out var price) && standard.TryGetValue(kind, out var ordinary) && ordinary > 0 ? (decimal)price / ordinary : null;
    }

    private void CheckCache(Dictionary<string, long> prices, bool isClaude)
    {
        // Lists write zero where a provider has no such price; a token that is read or written then costs what input costs.
        foreach (var kind in (string[])["cacheRead", "cacheWrite5m", "cacheWrite1h"])
        {
            if (prices.GetValueOrDefault(kind, -1) == 0 && prices.GetValueOrDefault("input") > 0)
            {
                prices.Remove(kind);
            }
        }

        var input = prices.GetValueOrDefault("input");
        Drop("cacheRead", read => read > input, "reading a cache costs more than input");
        Drop("cacheWrite5m", write => write > MostRatio * input, "writing a cache costs more than ten times the input");
        Drop("cacheWrite1h", write => write > MostRatio * input || write < prices.GetValueOrDefault("cacheWrite5m"), "an hour in the cache is out of proportion");
        if (isClaude && prices.ContainsKey("cacheWrite5m"))
        {
            prices.TryAdd("cacheWrite1h", 2 * input);
        }

        void Drop(string kind, Func<long, bool> isWrong, string why)
        {
            if (prices.TryGetValue(kind, out var price) && isWrong(price))
            {
                prices.Remove(kind);
                _warnings.Add($"{why}; that price is left out");
            }
        }
    }

    private static T Fill<T>(T sheet, Dictionary<string, long> prices)
        where T : PriceSheet => (T)(sheet with
        {
            Input = Of(prices, "input"),
            CacheRead = Of(prices, "cacheRead"),
            CacheWrite5m = Of(prices, "cacheWrite5m"),
            CacheWrite1h = Of(prices, "cacheWrite1h"),
            Output = Of(prices, "output"),
            Reasoning = Of(prices, "reasoning"),
            AudioInput = Of(prices, "audioInput"),
            AudioOutput = Of(prices, "audioOutput"),
            ImageInput = Of(prices, "imageInput"),
            ImageOutput = Of(prices, "imageOutput"),
        });

    private static long? Of(Dictionary<string, long> prices, string kind) => prices.TryGetValue(kind, out var price) ? price : null;

    private static long Times(long price, decimal ratio) => (long)Math.Round(price * ratio, MidpointRounding.AwayFromZero);
}
