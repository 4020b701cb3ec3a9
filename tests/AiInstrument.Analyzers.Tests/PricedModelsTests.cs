using System.Text.Json;
using AiInstrument.Analyzers.Calls;

namespace AiInstrument.Analyzers.Tests;

/// <summary>What the rules take from the price book.</summary>
public sealed class PricedModelsTests
{
    [Fact]
    public void Every_model_of_the_shipped_book_is_read()
    {
        using var stream = typeof(PricedModels).Assembly.GetManifestResourceStream("AiInstrument.Analyzers.price-book.json")!;
        using var book = JsonDocument.Parse(stream);
        var expected = book.RootElement.GetProperty("entries").EnumerateArray()
            .SelectMany(e => e.GetProperty("models").EnumerateArray().Select(m => (e.GetProperty("provider").GetString()!, m.GetString()!.ToLowerInvariant())))
            .ToHashSet();

        Assert.True(expected.Count > 300);
        Assert.Equal(expected, PricedModels.Shipped.ToHashSet());
    }

    [Theory]
    [InlineData("gpt-4o-mini", true)]
    [InlineData("GPT-4o-mini-2031-01-01", true)]
    [InlineData("openai/gpt-4o-mini", true)]
    [InlineData("claude-sonnet-4-5-latest", true)]
    [InlineData("apac.anthropic.claude-sonnet-4-5-20250929-v1:0", true)]
    [InlineData("gpt-4o-mini-x", false)]
    [InlineData("ft:gpt-4o-mini:acme", false)]
    public void Models_are_found_as_the_collector_finds_them(string model, bool priced) =>
        Assert.Equal(priced, new PricedModels().Contains(model, own: ""));
}
