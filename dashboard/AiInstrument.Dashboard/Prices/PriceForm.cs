using System.Globalization;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Prices;
using AiInstrument.Collector.Pricing;
using Microsoft.AspNetCore.Http;

namespace AiInstrument.Dashboard.Prices;

/// <summary>An override as it is typed, and what is wrong with it.</summary>
internal sealed class PriceForm
{
    /// <summary>What is set: a price, a discount, or another model's price.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["price", "discount", "same"];

    /// <summary>The fields of a price, in the order of the form.</summary>
    public static IReadOnlyList<string> Prices { get; } = ["input", "output", "cacheRead", "cacheWrite5m", "cacheWrite1h", "reasoning", "audioInput", "audioOutput", "imageInput", "imageOutput"];

    private static readonly string[] Fields = ["kind", "provider", "pattern", "from", "reason", "discount", "otherProvider", "otherModel", .. Prices];

    private readonly Dictionary<string, string> _values = Fields.ToDictionary(field => field, _ => "", StringComparer.Ordinal);
    private IReadOnlyDictionary<string, PriceSheet>? _more;

    /// <summary>The override that is changed, or null.</summary>
    public int? Id { get; init; }

    /// <summary>What is wrong, by field: the key of a text, or a sentence.</summary>
    public Dictionary<string, string> Errors { get; } = new(StringComparer.Ordinal);

    /// <summary>The tiers and thresholds that the form does not show, and keeps.</summary>
    public bool KeepsMore => _more is { Count: > 1 } || _more?.GetValueOrDefault(PriceVersion.DefaultTier)?.LongContext is not null;

    /// <summary>What is typed.</summary>
    public string this[string field]
    {
        get => _values[field];
        set => _values[field] = value;
    }

    /// <summary>An empty form for a price from today on.</summary>
    public static PriceForm New(DateOnly today)
    {
        var form = new PriceForm();
        form["kind"] = Kinds[0];
        form["from"] = Day(today);
        return form;
    }

    /// <summary>The form of an override.</summary>
    public static PriceForm Of(PriceOverride own)
    {
        var form = new PriceForm { Id = own.Id, _more = own.Tiers };
        form["kind"] = own.Tiers is not null ? "price" : own.DiscountPercent is not null ? "discount" : "same";
        form["provider"] = own.Provider;
        form["pattern"] = own.Pattern;
        form["from"] = Day(own.From);
        form["reason"] = own.Reason;
        form["discount"] = own.DiscountPercent is { } percent ? TypedNumber.Write(percent) : "";
        form["otherProvider"] = own.SameAs?.Provider ?? "";
        form["otherModel"] = own.SameAs?.Model ?? "";
        if (own.Tiers is { } tiers)
        {
            form.Fill(tiers);
        }

        return form;
    }

    /// <summary>What was sent.</summary>
    /// <param name="sent">The fields.</param>
    /// <param name="changed">The override that is changed, or null.</param>
    public static PriceForm Read(IFormCollection sent, PriceOverride? changed)
    {
        var form = new PriceForm { Id = changed?.Id, _more = changed?.Tiers };
        foreach (var field in Fields)
        {
            form[field] = sent[field].ToString();
        }

        if (!Kinds.Contains(form["kind"], StringComparer.Ordinal))
        {
            form["kind"] = Kinds[0];
        }

        return form;
    }

    /// <summary>Fills in the prices of the default tier.</summary>
    public void Fill(IReadOnlyDictionary<string, PriceSheet> tiers)
    {
        foreach (var (kind, price) in tiers[PriceVersion.DefaultTier].Kinds())
        {
            this[kind] = TypedNumber.WriteDollars(price);
        }
    }

    /// <summary>The override; null when something is wrong, which <see cref="Errors"/> then says.</summary>
    private PriceOverride? ToOverride()
    {
        foreach (var field in (string[])["provider", "pattern", "reason"])
        {
            if (string.IsNullOrWhiteSpace(this[field]))
            {
                Errors[field] = "Form.Required";
            }
        }

        if (!DateOnly.TryParseExact(this["from"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from))
        {
            Errors["from"] = "Form.Day";
        }

        IReadOnlyDictionary<string, PriceSheet>? tiers = null;
        decimal? discount = null;
        PricedName? same = null;
        switch (this["kind"])
        {
            case "discount":
                discount = TypedNumber.Read(this["discount"]);
                Wrong("discount", discount is null, "Form.Number");
                break;
            case "same":
                Wrong("otherModel", string.IsNullOrWhiteSpace(this["otherModel"]), "Form.Required");
                Wrong("otherProvider", string.IsNullOrWhiteSpace(this["otherProvider"]), "Form.Required");
                same = new PricedName(this["otherProvider"].Trim().ToLowerInvariant(), this["otherModel"].Trim().ToLowerInvariant());
                break;
            default:
                tiers = ReadTiers();
                break;
        }

        return Errors.Count > 0 ? null : new PriceOverride
        {
            Id = Id ?? 0,
            Provider = this["provider"],
            Pattern = this["pattern"],
            From = from,
            Tiers = tiers,
            DiscountPercent = discount,
            SameAs = same,
            Reason = this["reason"],
        };
    }

    /// <summary>Saves the override; null when something is wrong, which <see cref="Errors"/> then says.</summary>
    public async Task<PriceOverride?> SaveAsync(IPriceBooks books, Actor actor, CancellationToken cancellationToken)
    {
        if (ToOverride() is not { } typed)
        {
            return null;
        }

        try
        {
            return await books.SaveOverrideAsync(actor, typed, cancellationToken).ConfigureAwait(false);
        }
        catch (PriceOverrideException e)
        {
            Refuse(e);
            return null;
        }
    }

    private void Refuse(PriceOverrideException refusal) => Errors[refusal.Field switch { "price" => "input", "sameAs" => "otherModel", var field => field }] = refusal.Message;

    private SortedDictionary<string, PriceSheet> ReadTiers()
    {
        var prices = Prices.ToDictionary(kind => kind, Price, StringComparer.Ordinal);
        Wrong("input", prices["input"] is null && prices["output"] is null && this["input"].Length == 0, "Form.Price.Any");
        var sheet = (_more?.GetValueOrDefault(PriceVersion.DefaultTier) ?? new PriceSheet()) with
        {
            Input = prices["input"],
            Output = prices["output"],
            CacheRead = prices["cacheRead"],
            CacheWrite5m = prices["cacheWrite5m"],
            CacheWrite1h = prices["cacheWrite1h"],
            Reasoning = prices["reasoning"],
            AudioInput = prices["audioInput"],
            AudioOutput = prices["audioOutput"],
            ImageInput = prices["imageInput"],
            ImageOutput = prices["imageOutput"],
        };
        return new SortedDictionary<string, PriceSheet>(_more?.ToDictionary() ?? [], StringComparer.Ordinal) { [PriceVersion.DefaultTier] = sheet };

        long? Price(string kind)
        {
            var price = TypedNumber.ReadNano(this[kind]);
            Wrong(kind, price is null && this[kind].Length > 0, "Form.Price");
            return price;
        }
    }

    private void Wrong(string field, bool isWrong, string text)
    {
        if (isWrong)
        {
            Errors[field] = text;
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
