using System.Text;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Prices;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Pricing.Importing;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Storage;

namespace AiInstrument.Collector.Tests.Prices;

public sealed class PriceBooksTests
{
    private static readonly Actor Admin = new(Workspaces.DefaultId, "ada");
    private static readonly DateOnly Long = new(2026, 1, 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_price_that_is_set_holds_for_the_next_call_and_says_who_and_why()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Call("inhouse-7b"));
        Assert.Equal((0L, 1L), Sums(await collector.TotalsAsync()));

        await collector.Prices.SaveOverrideAsync(Admin, Own("inhouse-*", input: 2_000_000_000, output: 10_000_000_000), Cancel);
        await collector.SendAsync(Call("inhouse-7b"));

        // 1,000 × 2,000 + 100 × 10,000
        Assert.Equal((3_000_000L, 1L), Sums(await collector.TotalsAsync()));
        var row = (await collector.RecordsAsync()).Items.First(item => item.CostNanoUsd is not null);
        var detail = await collector.Queries.GetRecordAsync(Workspaces.DefaultId, row.Id, Cancel);
        Assert.Equal("acme inhouse-*, from 2026-01-01 (own price: contract)", detail!.PriceDescription);
        var entry = Assert.Single(await new AuditLog(collector.Database).ReadAsync(Workspaces.DefaultId, null, 10, Cancel));
        Assert.Equal(("ada", "price_override.created", "acme inhouse-*"), (entry.Actor, entry.Action, entry.Subject));
    }

    [Fact]
    public async Task A_price_survives_a_restart()
    {
        var folder = Directory.CreateDirectory(TestCollector.NewFolder()).FullName;
        await using (var collector = await TestCollector.StartAsync(folder))
        {
            await collector.Prices.SaveOverrideAsync(Admin, Own("inhouse-7b", input: 2_000_000_000, output: 10_000_000_000), Cancel);
            await collector.Prices.ImportAsync(Admin, List("""{"m":{"litellm_provider":"acme","input_cost_per_token":1e-06,"output_cost_per_token":0}}"""), Cancel);
        }

        await using (var collector = await TestCollector.StartAsync(folder))
        {
            await collector.SendAsync(Call("inhouse-7b"), Call("m"));
            Assert.Equal((4_000_000L, 0L), Sums(await collector.TotalsAsync()));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_was_priced_before_a_change_and_waits_is_stored_at_the_new_price()
    {
        await using var collector = TestCollector.NotStarted(100);
        await collector.Database.InitializeAsync(Cancel);
        var waiting = collector.SendAsync(Call("inhouse-7b")).AsTask();

        // The writer starts with the new prices; the call was priced by the former.
        var change = collector.Prices.SaveOverrideAsync(Admin, Own("inhouse-7b", input: 2_000_000_000, output: 0), Cancel);
        await collector.StartWriterAsync();
        await change;
        await waiting;

        Assert.Equal((2_000_000L, 0L), Sums(await collector.TotalsAsync()));
    }

    [Fact]
    public async Task An_override_goes_before_an_import_and_an_import_before_the_shipped_price_each_from_its_day()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.Prices.ImportAsync(Admin, List("""{"gpt-4o-mini":{"litellm_provider":"openai","input_cost_per_token":1e-06,"output_cost_per_token":0}}""", new DateOnly(2026, 11, 10)), Cancel);
        await collector.Prices.SaveOverrideAsync(
            Admin, Own("gpt-4o-mini", input: 3_000_000_000, output: 0) with { Provider = "openai", From = new DateOnly(2026, 11, 20) }, Cancel);

        Assert.Equal((150L, PriceLayer.Shipped), await PriceAsync(collector, new DateOnly(2026, 11, 9)));
        Assert.Equal((1_000L, PriceLayer.Imported), await PriceAsync(collector, new DateOnly(2026, 11, 10)));
        Assert.Equal((3_000L, PriceLayer.Override), await PriceAsync(collector, new DateOnly(2026, 11, 20)));

        // Another workspace has the list alone.
        var other = (await collector.Database.GetPricesAsync(Cancel)).Of(2).FindEntry("openai", "gpt-4o-mini", new DateOnly(2026, 11, 20));
        Assert.Equal(PriceLayer.Imported, other!.Layer);
    }

    [Fact]
    public async Task The_more_exact_of_imported_and_shipped_names_holds()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.Prices.ImportAsync(Admin, List("""{"gpt-4o":{"litellm_provider":"openai","input_cost_per_token":1e-06,"output_cost_per_token":0}}"""), Cancel);

        var book = await collector.Database.GetPricesAsync(Cancel);

        // 2024-05-13 is listed by its own name at 5 USD; 2030-01-01 is not.
        Assert.Equal(5_000_000_000, book.Find("openai", "gpt-4o-2024-05-13", new DateOnly(2026, 11, 21))!.Tiers["default"].Input);
        Assert.Equal(1_000_000_000, book.Find("openai", "gpt-4o-2030-01-01", new DateOnly(2026, 11, 21))!.Tiers["default"].Input);
    }

    [Fact]
    public async Task A_discount_takes_its_percent_off_every_price_of_every_tier_from_its_day_until_another_day()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.Prices.SaveOverrideAsync(Admin, Discount("openai", "gpt-5.4*", 12.5m, new DateOnly(2026, 3, 1)), Cancel);
        await collector.Prices.SaveOverrideAsync(Admin, Discount("openai", "gpt-5.4*", 0, new DateOnly(2026, 9, 1)), Cancel);
        var book = (await collector.Database.GetPricesAsync(Cancel)).Of(Workspaces.DefaultId);

        PriceVersion On(int month) => book.Find("openai", "gpt-5.4", new DateOnly(2026, month, 1))!;
        Assert.Equal((2_500_000_000L, 2_187_500_000L, 2_500_000_000L), (On(2).Tiers["default"].Input!.Value, On(3).Tiers["default"].Input!.Value, On(9).Tiers["default"].Input!.Value));
        Assert.Equal((5_000_000_000L * 7 / 8, 19_687_500_000L), (On(3).Tiers["default"].LongContext!.Input!.Value, On(3).Tiers["default"].LongContext!.Output!.Value));
        Assert.Equal(On(2).Tiers["batch"].Input * 7 / 8, On(3).Tiers["batch"].Input);
        Assert.Contains("12.5 % less: deal", On(3).Source, StringComparison.Ordinal);

        // The end of a discount brings the very price back, and its neighbour never had one.
        Assert.Equal(On(2).Id, On(9).Id);
        Assert.Equal(2_500_000_000, book.Find("openai", "gpt-4o", new DateOnly(2026, 3, 1))!.Tiers["default"].Input);
    }

    [Fact]
    public async Task A_reseller_has_its_own_discount_on_the_makers_prices()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.Prices.SaveOverrideAsync(Admin, Discount("azure.ai.openai", "gpt-4o", 10, Long), Cancel);
        await collector.Prices.SaveOverrideAsync(Admin, Discount("azure.ai.openai", "gpt-4o-mini", -10, Long), Cancel);
        var book = (await collector.Database.GetPricesAsync(Cancel)).Of(Workspaces.DefaultId);

        long? Input(string provider, string model) => book.Find(provider, model, new DateOnly(2026, 11, 21))?.Tiers["default"].Input;
        Assert.Equal((2_250_000_000L, 2_500_000_000L), (Input("azure.ai.openai", "gpt-4o")!.Value, Input("openai", "gpt-4o")!.Value));
        Assert.Equal(165_000_000, Input("azure.ai.openai", "gpt-4o-mini"));

        // What the discount does not name keeps its own exact price.
        Assert.Equal((5_000_000_000L, 1_250_000_000L), (Input("azure.ai.openai", "gpt-4o-2024-05-13")!.Value, Input("azure.ai.openai", "gpt-5")!.Value));
    }

    [Fact]
    public async Task A_deployment_costs_what_its_model_costs_over_time()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.Prices.SaveOverrideAsync(
            Admin, new PriceOverride { Provider = "azure.ai.openai", Pattern = "our-terra", From = Long, SameAs = new PricedName("openai", "gpt-5.6-terra"), Reason = "deployment" }, Cancel);
        var book = (await collector.Database.GetPricesAsync(Cancel)).Of(Workspaces.DefaultId);

        long? Input(DateOnly day) => book.Find("azure.ai.openai", "our-terra", day)?.Tiers["default"].Input;
        Assert.Null(Input(new DateOnly(2025, 12, 31)));
        Assert.Equal((2_500_000_000L, 2_000_000_000L), (Input(new DateOnly(2026, 7, 29))!.Value, Input(new DateOnly(2026, 7, 30))!.Value));
    }

    [Fact]
    public async Task A_call_without_a_provider_is_priced_by_an_override_for_any()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.Prices.SaveOverrideAsync(Admin, Own("local-*", input: 1_000_000_000, output: 0) with { Provider = "*" }, Cancel);

        await collector.SendAsync(Spans.Chat(("gen_ai.provider.name", null), ("gen_ai.request.model", "local-1"), ("gen_ai.response.model", null)));

        Assert.Equal((1_000_000L, 0L), Sums(await collector.TotalsAsync()));
    }

    [Fact]
    public async Task A_preview_writes_nothing_and_an_import_does_what_it_said()
    {
        await using var collector = await TestCollector.StartAsync();
        var list = List("""
            {"gpt-4o-mini":{"litellm_provider":"openai","input_cost_per_token":2e-07,"output_cost_per_token":6e-07,"cache_read_input_token_cost":7.5e-08},
             "text-embedding-ada-002":{"litellm_provider":"openai","mode":"embedding","input_cost_per_token":1e-07,"output_cost_per_token":0.0},
             "gpt-99":{"litellm_provider":"openai","input_cost_per_token":1e-05,"output_cost_per_token":5e-05},
             "gpt-4o":{"litellm_provider":"openai","input_cost_per_token":2.5e-03,"output_cost_per_token":1e-02},
             "dall-e":{"litellm_provider":"openai","output_cost_per_image":0.04}}
            """);

        var preview = await collector.Prices.PreviewAsync(list, Cancel);

        Assert.Equal(
            [PriceChangeKind.Changed, PriceChangeKind.Added, PriceChangeKind.Changed, PriceChangeKind.Refused],
            preview.Changes.Where(change => change.Name != "text-embedding-ada-002").Select(change => change.Kind));
        Assert.Contains(preview.Changes[0].Differences, difference => difference is { Tier: "default", Kind: "input", Before: 150_000_000, After: 200_000_000 });
        Assert.Contains("1000 times", Assert.Single(preview.Changes[3].Warnings), StringComparison.Ordinal);
        Assert.Empty(await collector.Prices.ImportsAsync(Cancel));
        Assert.Null(await collector.Prices.PriceOfAsync(Workspaces.DefaultId, "openai", "gpt-99", Cancel));

        var done = await collector.Prices.ImportAsync(Admin, list, Cancel);

        Assert.Equal(preview.Changes.Select(change => (change.Name, change.Kind)), done.Changes.Select(change => (change.Name, change.Kind)));
        var import = Assert.Single(await collector.Prices.ImportsAsync(Cancel));
        Assert.Equal(("list.json", "ada", preview.Count(PriceChangeKind.Added), 2, 1), (import.File, import.Actor, import.Added, import.Changed, import.Refused));
        Assert.Equal("LiteLLM list list.json", (await collector.Prices.PriceOfAsync(Workspaces.DefaultId, "openai", "gpt-99", Cancel))!.Version.Source);

        // The same list again has nothing new.
        Assert.False((await collector.Prices.PreviewAsync(list, Cancel)).HasChanges);
        Assert.True(await collector.Prices.RemoveImportAsync(Admin, import.Id, Cancel));
        Assert.Null(await collector.Prices.PriceOfAsync(Workspaces.DefaultId, "openai", "gpt-99", Cancel));
        Assert.False(await collector.Prices.RemoveImportAsync(Admin, import.Id, Cancel));
    }

    [Fact]
    public async Task What_a_format_cannot_express_is_kept_in_proportion()
    {
        await using var collector = await TestCollector.StartAsync();
        var before = (await collector.Prices.PriceOfAsync(Workspaces.DefaultId, "anthropic", "claude-sonnet-4-5", Cancel))!.Version.Tiers["default"];

        // Half of the input's price, and 1.5 times the output's.
        await collector.Prices.ImportAsync(Admin, List("""
            {"openai":{"models":{"gpt-4o":{"cost":{"input":1.25,"output":15,"cache_read":0.5}}}},
             "anthropic":{"models":{"claude-sonnet-4-5":{"cost":{"input":1.5,"output":15,"cache_read":0.15,"cache_write":1.875}}}}}
            """), Cancel);

        var gpt = (await collector.Prices.PriceOfAsync(Workspaces.DefaultId, "openai", "gpt-4o", Cancel))!.Version.Tiers;
        Assert.Equal((1_250_000_000L, 500_000_000L, 15_000_000_000L), (gpt["default"].Input!.Value, gpt["default"].CacheRead!.Value, gpt["default"].Output!.Value));
        Assert.Equal((625_000_000L, 7_500_000_000L), (gpt["batch"].Input!.Value, gpt["batch"].Output!.Value));
        var claude = (await collector.Prices.PriceOfAsync(Workspaces.DefaultId, "anthropic", "claude-sonnet-4-5", Cancel))!.Version.Tiers["default"];
        Assert.Equal(before.CacheWrite1h / 2, claude.CacheWrite1h);

        // Thresholds it can express: this list has none.
        Assert.Null(claude.LongContext);
    }

    [Theory]
    [InlineData("from")]
    [InlineData("price")]
    [InlineData("discount")]
    [InlineData("pattern")]
    [InlineData("sameAs")]
    [InlineData("reason")]
    [InlineData("provider")]
    public async Task A_wrong_override_names_its_field_and_changes_nothing(string field)
    {
        await using var collector = await TestCollector.StartAsync();
        var price = Own("m", 1, 1);
        var wrong = field switch
        {
            "from" => price with { From = new DateOnly(1999, 1, 1) },
            "price" => price with { Tiers = new Dictionary<string, PriceSheet> { ["default"] = new() { Input = -1 } } },
            "discount" => Discount("openai", "*", 100.5m, Long),
            "pattern" => Discount("openai", "no-such-*", 5, Long),
            "sameAs" => price with { Tiers = null, SameAs = new PricedName("openai", "gpt-99") },
            "reason" => price with { Reason = " " },
            _ => price with { Provider = "a\nb" },
        };

        Assert.Equal(field, (await Assert.ThrowsAsync<PriceOverrideException>(() => collector.Prices.SaveOverrideAsync(Admin, wrong, Cancel))).Field);
        Assert.Empty(await collector.Prices.OverridesAsync(Workspaces.DefaultId, Cancel));
    }

    [Fact]
    public async Task An_override_is_changed_and_removed_by_its_own_workspace_alone()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SqlAsync("INSERT INTO workspaces (name, created_unix_ms) VALUES ('other', 1)");
        var stranger = new Actor(2, "eve");
        var saved = await collector.Prices.SaveOverrideAsync(Admin, Own("m", input: 1_000_000_000, output: 0), Cancel);

        Assert.Null(await collector.Prices.SaveOverrideAsync(stranger, saved! with { Reason = "mine" }, Cancel));
        Assert.False(await collector.Prices.RemoveOverrideAsync(stranger, saved!.Id, Cancel));
        await collector.Prices.SaveOverrideAsync(Admin, saved with { Tiers = Sheet(2_000_000_000, 0) }, Cancel);
        Assert.Equal(2_000_000_000, (await collector.Prices.PriceOfAsync(1, "acme", "m", Cancel))!.Version.Tiers["default"].Input);
        Assert.True(await collector.Prices.RemoveOverrideAsync(Admin, saved.Id, Cancel));
        Assert.Null(await collector.Prices.PriceOfAsync(1, "acme", "m", Cancel));
    }

    [Fact]
    public async Task Unpriced_models_come_with_their_tokens_and_the_nearest_price()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(
            Spans.Chat(), Call("claude-haiku-9", "anthropic"), Call("claude-haiku-9", "anthropic"), Call("claude-haiku-9", "aws.bedrock"), Call("zzz"),
            Spans.Chat(("gen_ai.provider.name", null), ("gen_ai.request.model", null), ("gen_ai.response.model", null)));

        var models = await collector.Prices.UnpricedAsync(Workspaces.DefaultId, Cancel);

        Assert.Equal(
            [("anthropic", "claude-haiku-9", 2L, 2200L), ("aws.bedrock", "claude-haiku-9", 1L, 1100L), ("acme", "zzz", 1L, 1100L), (null, null, 1L, 1100L)],
            models.Select(model => (model.Provider, model.Model, model.Calls, model.Tokens)).OrderByDescending(model => model.Tokens).ThenByDescending(model => model.Model?.Length).ThenBy(model => model.Provider));
        Assert.Equal(("anthropic", "claude-haiku-4-5"), (models[0].Suggestion!.Provider, models[0].Suggestion!.Model));
        Assert.Null(models.Single(model => model.Model == "zzz").Suggestion);
        Assert.Equal(new DateOnly(2026, 11, 21), DateOnly.FromDateTime(models[0].Since.UtcDateTime));
    }

    private static async Task<(long? PerToken, PriceLayer Layer)> PriceAsync(TestCollector collector, DateOnly day)
    {
        var entry = (await collector.Database.GetPricesAsync(Cancel)).Of(Workspaces.DefaultId).FindEntry("openai", "gpt-4o-mini-2024-07-18", day)!;
        return (entry.Version.Tiers["default"].Input / 1_000_000, entry.Layer);
    }

    private static (long Cost, long Unpriced) Sums(UsageTotals totals) => (totals.CostNanoUsd, totals.UnpricedCalls);

    private static DecodedSpan Call(string model, string provider = "acme") =>
        Spans.Chat(("gen_ai.provider.name", provider), ("gen_ai.request.model", model), ("gen_ai.response.model", model));

    private static PriceOverride Own(string pattern, long input, long output) => new() { Provider = "acme", Pattern = pattern, From = Long, Tiers = Sheet(input, output), Reason = "contract" };

    private static Dictionary<string, PriceSheet> Sheet(long input, long output) => new() { ["default"] = new PriceSheet { Input = input, Output = output } };

    private static PriceOverride Discount(string provider, string pattern, decimal percent, DateOnly from) =>
        new() { Provider = provider, Pattern = pattern, From = from, DiscountPercent = percent, Reason = "deal" };

    private static PriceImportRequest List(string json, DateOnly? from = null) => new() { File = "list.json", Content = Encoding.UTF8.GetBytes(json), From = from ?? Long };
}
