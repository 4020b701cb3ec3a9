using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using AiInstrument.Collector.Pricing;

namespace AiInstrument.Analyzers.Calls;

/// <summary>The models that have a price: those of the shipped price book, whoever sells them, and those that a project names.</summary>
internal sealed class PricedModels
{
    private const string Resource = "AiInstrument.Analyzers.price-book.json";

    private static readonly Lazy<IReadOnlyList<(string Provider, string Model)>> s_shipped = new(Read);

    private static readonly Lazy<ModelIndex<bool>> s_index = new(() => new ModelIndex<bool>(Shipped.Select(m => (m.Provider, m.Model, true))));
    private static readonly Lazy<IReadOnlyList<string>> s_providers = new(() => [.. Shipped.Select(m => m.Provider).Distinct()]);

    private readonly ConcurrentDictionary<string, bool> _isShipped = new();
    private readonly ConcurrentDictionary<string, ModelIndex<bool>> _ownByOption = new();

    /// <summary>Provider and model of every entry of the shipped book.</summary>
    public static IReadOnlyList<(string Provider, string Model)> Shipped => s_shipped.Value;

    /// <summary>Whether any provider has a price for the model. Which one is called, an endpoint in configuration may decide.</summary>
    /// <param name="model">As sent.</param>
    /// <param name="own">The project's <c>aiinstrument.priced_models</c>.</param>
    public bool Contains(string model, string own) =>
        _isShipped.GetOrAdd(model, static m => s_providers.Value.Any(provider => s_index.Value.Find(provider, m).Any())) || _ownByOption.GetOrAdd(own, Parse).Find("", model).Any();

    private static ModelIndex<bool> Parse(string own) =>
        new(own.Split(',').Select(m => m.Trim().ToLowerInvariant()).Where(m => m.Length > 0).Distinct().Select(m => ("", m, true)));

    /// <summary>Reads what is needed of the book by its form: no JSON reader is sure to be where a compiler runs.</summary>
    private static List<(string Provider, string Model)> Read()
    {
        using var stream = typeof(PricedModels).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing.");
        using var reader = new StreamReader(stream);
        var book = reader.ReadToEnd();
        var limit = TimeSpan.FromSeconds(5);
        var models = new HashSet<(string, string)>();
        foreach (Match entry in Regex.Matches(book, @"""provider""\s*:\s*""(?<provider>[^""]+)""\s*,\s*""models""\s*:\s*\[(?<models>[^\]]*)\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, limit))
        {
            foreach (Match model in Regex.Matches(entry.Groups["models"].Value, @"""(?<name>[^""]+)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, limit))
            {
                models.Add((entry.Groups["provider"].Value.ToLowerInvariant(), model.Groups["name"].Value.ToLowerInvariant()));
            }
        }

        return [.. models];
    }
}
