using System.Text;
using AiInstrument.Collector.Budgets.Leasing;
using AiInstrument.Collector.Budgets.Sync;
using AiInstrument.Collector.Pricing;

namespace AiInstrument.Collector.Tests.Budgets;

public sealed class SyncReaderTests
{
    private const string Whole = """
        {"instance":"0b6f","service":"SupportDesk","settlements":[{"id":"s1","leases":["L17","L18"],"operation":"chat","provider":"openai","requestModel":"gpt-4o","responseModel":"gpt-4o-2024-11-20",
        "serviceTier":"default","inputTokens":100,"outputTokens":20,"cacheReadTokens":3,"cacheWrite5mTokens":2,"cacheWrite1hTokens":1,"reasoningTokens":4,"audioInputTokens":0,"audioOutputTokens":0,
        "outcome":"ok","estimated":false}],"held":[{"lease":"L17","reserved":120000}],"returned":["L16"],"wanted":[{"budget":"B3","key":"acme\u001Fu1","low":true}],"models":[{"provider":"openai","model":"gpt-4o"}]}
        """;

    private static readonly PriceBook Book = ShippedPriceBook.Load();
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_whole_report_is_read_and_priced_as_its_record_will_be()
    {
        var report = SyncReader.Parse(Encoding.UTF8.GetBytes(Whole), out var problem);
        var request = SyncReader.Read(7, report!, Book, Now);

        Assert.Null(problem);
        var settlement = Assert.Single(request.Settlements);
        Assert.Equal("s1", settlement.Id);
        Assert.Equal([17L, 18L], settlement.Leases);

        // 97 ordinary and written tokens at $2.50, 3 cached at $1.25 and 20 of output at $10 a million.
        Assert.Equal((446_250L, 120L, 1L), (settlement.Used.CostNanoUsd, settlement.Used.Tokens, settlement.Used.Calls));
        Assert.Equal([(17L, 120_000L)], request.Held);
        Assert.Equal([16L], request.Returned);
        Assert.Equal(KeyValuePair.Create("acme\u001Fu1", true), Assert.Single(request.Wanted[3]));
    }

    [Theory]
    [InlineData("""{"id":"s","outcome":"denied","inputTokens":5}""", 0, 0, 0)]
    [InlineData("""{"id":"s","outcome":"error"}""", 0, 0, 1)]
    [InlineData("""{"id":"s","outcome":"ok","provider":"acme","requestModel":"none","inputTokens":5}""", 0, 5, 1)]
    [InlineData("""{"id":"s","outcome":"ok","provider":"openai","requestModel":"gpt-4o","inputTokens":5,"cacheHit":true}""", 0, 5, 1)]
    [InlineData("""{"id":"s","outcome":"ok","inputTokens":-5,"outputTokens":999999999999}""", 0, 0, 1)]
    public void What_was_not_used_or_has_no_price_costs_nothing(string settlement, long cost, long tokens, long calls)
    {
        var report = SyncReader.Parse(Encoding.UTF8.GetBytes($$"""{"instance":"a","settlements":[{{settlement}}]}"""), out _);

        var used = SyncReader.Read(1, report!, Book, Now).Settlements[0].Used;

        Assert.Equal((cost, tokens, calls), (used.CostNanoUsd, used.Tokens, used.Calls));
    }

    [Fact]
    public void No_bytes_make_it_fail()
    {
        var random = new Random(6);
        var whole = Encoding.UTF8.GetBytes(Whole);
        var read = 0;
        for (var tried = 0; tried < 20_000; tried++)
        {
            var bytes = whole.ToArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : whole[random.Next(whole.Length)];
            }

            if (random.Next(4) == 0)
            {
                bytes = bytes[..random.Next(bytes.Length)];
            }

            if (SyncReader.Parse(bytes, out var problem) is { } report)
            {
                SyncReader.Read(1, report, Book, Now);
                read++;
            }
            else
            {
                Assert.NotNull(problem);
            }
        }

        Assert.InRange(read, 100, 19_900);
    }

    [Fact]
    public void Rates_are_upper_bounds_of_every_price_of_a_model()
    {
        var rate = ModelRates.Find(Book, "openai", "gpt-4o-2024-11-20", new DateOnly(2026, 11, 21))!;
        var sheets = Book.Find("openai", "gpt-4o", new DateOnly(2026, 11, 21))!.Tiers.Values.ToList();
        var unknown = ModelRates.Unknown(Book);

        Assert.All(sheets, sheet => Assert.True(rate.InputPerMillion >= sheet.Input && rate.OutputPerMillion >= sheet.Output));
        Assert.Null(ModelRates.Find(Book, "acme", "none", new DateOnly(2026, 11, 21)));
        Assert.All(Book.Versions.SelectMany(version => version.Tiers.Values).SelectMany(sheet => sheet.Named()), price => Assert.True(price <= Math.Max(unknown.InputPerMillion, unknown.OutputPerMillion)));
    }
}
