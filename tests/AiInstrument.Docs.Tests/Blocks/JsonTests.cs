using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AiInstrument.Collector.Alerts;
using AiInstrument.Collector.Alerts.Delivery;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Tests.Pricing;
using AiInstrument.Dashboard.Api;
using AiInstrument.Dashboard.Api.Answers.Management;
using AiInstrument.Docs.Tests.Pages;

namespace AiInstrument.Docs.Tests.Blocks;

/// <summary>JSON on the pages can be read, by what reads it in the product where a comment names that.</summary>
public sealed class JsonTests
{
    private static readonly Dictionary<string, Action<string>> Readers = new(StringComparer.Ordinal)
    {
        ["price-book"] = static text =>
        {
            Assert.Empty(SchemaErrors.Of(JsonNode.Parse(text), JsonNode.Parse(Repository.Read("docs/price-book.schema.json"))!));
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
            Assert.NotNull(PriceBook.Read(stream));
        },
        ["budget"] = static text =>
        {
            Assert.True(Exactly<BudgetInput>(text, UsageJson.Default.Options).TryRead(out _, out var errors), string.Join(", ", errors.Keys));
        },
        ["webhook"] = static text => Exactly<AlertMessage>(text, AlertJson.Default.Options),
    };

    public static TheoryData<string> Blocks => CodeBlock.PlacesOf("json");

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_block_is_read_by_what_it_is_for(string place)
    {
        var block = CodeBlock.At(place);
        using var parsed = JsonDocument.Parse(block.Text);

        if (block.Notes.TryGetValue("json", out var name))
        {
            Assert.True(Readers.TryGetValue(name, out var read), $"{place}: nothing reads '{name}'; there are {string.Join(", ", Readers.Keys)}.");
            read(block.Text);
        }
    }

    [Fact]
    public void A_name_that_the_product_does_not_know_is_found() =>
        Assert.Throws<JsonException>(() => Readers["budget"]("""{ "name": "x", "limit": 5 }"""));

    private static T Exactly<T>(string text, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<T>(text, new JsonSerializerOptions(options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow })!;
}
