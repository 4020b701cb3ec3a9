using System.Text;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;

namespace AiInstrument.Collector.Tests.Pricing;

public sealed class PriceBookTests
{
    private static readonly DateOnly Day = new(2026, 11, 21);

    [Theory]
    [InlineData(1, 499_999, 0)]
    [InlineData(1, 500_000, 1)]
    [InlineData(3, 500_000, 2)]
    [InlineData(1, 1_499_999, 1)]
    [InlineData(999_999, 1, 1)]
    [InlineData(499_999, 1, 0)]
    public void A_cost_is_rounded_half_up(long tokens, long price, long expected) =>
        Assert.Equal(expected, CostCalculator.Calculate(new TokenUsage { Input = tokens }, null, Version("m", $$"""{"input":{{price}}}""")));

    [Fact]
    public void A_cost_is_rounded_once_and_not_factor_by_factor()
    {
        // 0.4 + 0.4 nano-dollars
        var usage = new TokenUsage { Input = 1, Output = 1 };
        Assert.Equal(1, CostCalculator.Calculate(usage, null, Version("m", """{"input":400000,"output":400000}""")));
    }

    [Fact]
    public void An_hour_in_the_cache_costs_as_five_minutes_where_only_those_are_listed()
    {
        var usage = new TokenUsage { Input = 10, CacheWrite = 10, CacheWrite1h = 10 };
        Assert.Equal(50, CostCalculator.Calculate(usage, null, Version("m", """{"input":1000000,"cacheWrite5m":5000000}""")));
    }

    [Fact]
    public void An_exact_name_wins_over_patterns_and_the_longest_pattern_over_the_others()
    {
        var book = Read("""
            {"schema":1,"entries":[
              {"provider":"acme","models":["*"],"periods":[{"from":"2020-01-01","source":"any","tiers":{"default":{"input":1}}}]},
              {"provider":"acme","models":["big-*"],"periods":[{"from":"2020-01-01","source":"big","tiers":{"default":{"input":2}}}]},
              {"provider":"acme","models":["big-one"],"periods":[{"from":"2020-01-01","source":"one","tiers":{"default":{"input":3}}}]}]}
            """);

        Assert.Equal("one", book.Find("acme", "BIG-ONE", Day)?.Source);
        Assert.Equal("one", book.Find("acme", "big-one-2026-01-01", Day)?.Source);
        Assert.Equal("big", book.Find("acme", "big-two", Day)?.Source);
        Assert.Equal("any", book.Find("acme", "small", Day)?.Source);
        Assert.Null(book.Find("other", "small", Day));
    }

    [Theory]
    [InlineData("gpt-*", "gpt-4o", true)]
    [InlineData("gpt-*", "gpt-", true)]
    [InlineData("gpt-*", "xgpt-4o", false)]
    [InlineData("*-mini", "gpt-4o-mini", true)]
    [InlineData("*-mini", "gpt-4o-mini-2", false)]
    [InlineData("a*b*c", "axxbyyc", true)]
    [InlineData("a*b*c", "acb", false)]
    [InlineData("**", "", true)]
    [InlineData("a.c", "abc", false)]
    public void A_star_stands_for_any_text(string pattern, string name, bool expected) => Assert.Equal(expected, ModelPattern.Matches(pattern, name));

    [Theory]
    [InlineData("{", "not valid")]
    [InlineData("""{"schema":1,"entries":[{"provider":"a"}]}""", "not valid")]
    [InlineData("""{"schema":2,"entries":[]}""", "schema")]
    [InlineData("""{"schema":1,"entries":[{"provider":"a","models":[],"periods":[{"from":"2020-01-01","source":"s","tiers":{"default":{}}}]}]}""", "without a provider or a model")]
    [InlineData("""{"schema":1,"entries":[{"provider":"a","models":["m"],"periods":[{"from":"2020-01-01","source":"s","tiers":{"batch":{}}}]}]}""", "no default tier")]
    [InlineData("""{"schema":1,"entries":[{"provider":"a","models":["m"],"periods":[{"from":"2020-01-01","source":"s","tiers":{"default":{"input":-1}}}]}]}""", "below zero")]
    [InlineData("""{"schema":1,"entries":[{"provider":"a","models":["m"],"periods":[{"from":"2020-01-01","source":"s","tiers":{"default":{"inputs":1}}}]}]}""", "inputs")]
    public void A_wrong_book_is_refused_with_the_rule_it_breaks(string json, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_content_hash_changes_with_every_part_and_with_nothing_else()
    {
        var version = Version("m", """{"input":1}""");
        string[] changed =
        [
            (version with { Provider = "x" }).ContentHash(),
            (version with { Models = ["x"] }).ContentHash(),
            (version with { From = version.From.AddDays(1) }).ContentHash(),
            (version with { Source = "x" }).ContentHash(),
            Version("m", """{"input":2}""").ContentHash(),
        ];

        Assert.Equal(version.ContentHash(), (version with { Id = 7 }).ContentHash());
        Assert.DoesNotContain(version.ContentHash(), changed);
        Assert.Equal(changed.Length, changed.Distinct(StringComparer.Ordinal).Count());
    }

    private static PriceVersion Version(string model, string sheet) => Assert.Single(Read(
        $$$"""
        {"schema":1,"entries":[{"provider":"acme","models":["{{{model}}}"],"periods":[{"from":"2020-01-01","source":"test","tiers":{
          "default":{{{sheet}}}
        }}]}]}
        """).Versions);

    private static PriceBook Read(string json) => PriceBook.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)));
}
