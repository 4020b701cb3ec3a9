using System.Reflection;
using System.Text.Json.Nodes;
using AiInstrument.Collector.Pricing;

namespace AiInstrument.Collector.Tests.Pricing;

public sealed class PriceBookSchemaTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(PriceBookSchema.Text())!;

    [Fact]
    public async Task The_documented_schema_is_that_of_the_types() =>
        Assert.Equal(PriceBookSchema.Text(), await File.ReadAllTextAsync(Path.Combine(Repository(), "docs", "price-book.schema.json"), TestContext.Current.CancellationToken));

    [Fact]
    public void The_shipped_book_conforms()
    {
        using var json = typeof(PriceBook).Assembly.GetManifestResourceStream("AiInstrument.Collector.Pricing.price-book.json")!;
        Assert.Equal([], SchemaErrors.Of(JsonNode.Parse(json), Schema));
    }

    [Theory]
    [InlineData("""{"schema":1}""", "entries is missing")]
    [InlineData("""{"schema":1,"entries":[{"provider":"a","models":["m"],"periods":[{"from":"2026-01-01","source":"s","tiers":{"default":{"inputs":1}}}]}]}""", "inputs is not known")]
    [InlineData("""{"schema":1,"entries":[{"provider":"a","models":["m"],"periods":[{"from":"2026-01-01","source":"s","tiers":{"default":{"input":-1}}}]}]}""", "less than 0")]
    [InlineData("""{"schema":1,"entries":[{"provider":"a","models":["m"],"periods":[{"from":"2026-01-01","source":"s","tiers":{"default":{"input":"1"}}}]}]}""", "String is no")]
    [InlineData("""{"schema":1,"entries":[{"provider":"a","models":["m"],"periods":[{"from":"2026-01-01","source":"s","tiers":{"default":{"longContext":{"above":1,"longContext":{"bove":1}}}}}]}]}""", "bove is not known")]
    public void A_wrong_book_does_not_conform(string book, string error) =>
        Assert.Contains(SchemaErrors.Of(JsonNode.Parse(book), Schema), found => found.Contains(error, StringComparison.Ordinal));

    private static string Repository()
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!);
        while (!File.Exists(Path.Combine(folder.FullName, "AiInstrument.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
