using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Registry;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Storage;

namespace AiInstrument.Collector.Tests.Queries;

public sealed class ChangeTests
{
    private const string Old = """
        {"features":[{"id":"kept","category":"general","owner":"a"},{"id":"gone"},{"id":"same"}],
         "routes":[{"method":"POST","pattern":"/old"},{"method":"GET","pattern":"/same"}],
         "callSites":[
          {"id":"removed","member":"T.R()","file":"R.cs","line":1,"feature":"gone","operation":"chat"},
          {"id":"escapes","member":"T.E()","file":"E.cs","line":2,"feature":"kept","operation":"chat"},
          {"id":"same","member":"T.S()","file":"S.cs","line":3,"feature":"same","operation":"chat"}]}
        """;

    private const string New = """
        {"features":[{"id":"kept","category":"summarization","owner":"a"},{"id":"same"},{"id":"new"}],
         "routes":[{"method":"GET","pattern":"/same"}],"jobs":[{"name":"nightly","kind":"job"}],
         "callSites":[
          {"id":"added","member":"T.N()","file":"N.cs","line":9,"feature":"new","operation":"chat"},
          {"id":"escapes","member":"T.E()","file":"E.cs","line":44,"feature":"kept","operation":"chat","escape":"method-group"},
          {"id":"same","member":"T.S()","file":"Moved.cs","line":30,"feature":"same","operation":"chat"}]}
        """;

    private static readonly DateTimeOffset Start = TestCollector.Noon;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_build_added_removed_and_changed_is_told_and_moved_lines_are_not()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Spans.Registry(Old, build: "old"));
        Assert.Empty(await ReadAsync(collector));
        collector.Time.Now += TimeSpan.FromMinutes(1);
        await collector.SendAsync(Spans.Registry(New, build: "new"));

        var service = Assert.Single(await ReadAsync(collector));

        var pair = Assert.Single(service.Builds);
        Assert.Equal(("support", "new", "old"), (service.Service, pair.Latest.BuildId, pair.Previous.BuildId));
        Assert.Equal(
            [
                "call-site added added: feature →new, operation →chat, state →intercepted",
                "call-site changed escapes: reason →method-group, state intercepted→escaped",
                "call-site removed removed: feature gone→, operation chat→, state intercepted→",
                "entry-point added nightly: ",
                "entry-point removed POST /old: ",
                "feature added new: ",
                "feature changed kept: category general→summarization",
                "feature removed gone: ",
            ],
            service.Changes.Select(change => $"{change.What} {change.Change} {change.Id}: {string.Join(", ", change.Properties.Select(property => $"{property.Name} {property.Before}→{property.After}"))}"));
        Assert.Equal(("E.cs", 44), (service.Changes[1].File, service.Changes[1].Line));
    }

    [Fact]
    public async Task Usage_before_the_build_reported_is_set_against_usage_since()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Spans.Registry(Old, build: "old"));
        collector.Time.Now = Start.AddMinutes(20);
        await collector.SendAsync(Spans.Registry(New, build: "new"));
        await collector.SendAsync(
            At("removed", -1), At("removed", -23), At("removed", -25), At("removed", -200), At("escapes", -3), At("escapes", 1), At("added", 0), At("added", 5), At("same", -2), At("same", 3),
            At("removed", -2, ("gen_ai.request.model", "acme-1"), ("gen_ai.response.model", "acme-1"), ("gen_ai.provider.name", "acme")));
        collector.Time.Now = Start.AddHours(47).AddMinutes(10);

        var service = Assert.Single(await ReadAsync(collector));

        // 48 hours since noon, the running one included, and as many before.
        Assert.Equal((Start, 48, 48), (service.Since, service.HoursBefore, service.HoursAfter));
        var one = (await collector.TotalsAsync("all", new UsageFilter { Model = "gpt-4o-mini-2024-07-18" })).CostNanoUsd / 10;
        Assert.Equal((4L, 3 * one, 1L), (Of("removed").Before!.Calls, Of("removed").Before!.CostNanoUsd, Of("removed").Before!.UnpricedCalls));
        Assert.Null(Of("removed").After);
        Assert.Null(Of("added").Before);
        Assert.Equal(2 * one, Of("added").After!.CostNanoUsd);
        Assert.Equal((one, one), (Of("escapes").Before!.CostNanoUsd, Of("escapes").After!.CostNanoUsd));
        Assert.Equal((4 * one, 3 * one, -one / 2), (service.Before.CostNanoUsd, service.After.CostNanoUsd, service.CostPerDay));
        Assert.Equal(1, service.Before.UnpricedCalls);

        RegistryChange Of(string id) => service.Changes.Single(change => change.Id == id);
    }

    [Fact]
    public async Task A_build_that_is_young_is_compared_with_the_day_before_it()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Spans.Registry(Old, build: "old"));
        collector.Time.Now = Start.AddMinutes(59);
        await collector.SendAsync(Spans.Registry(New, build: "new"));

        var service = Assert.Single(await ReadAsync(collector));
        Assert.Equal((24, 1), (service.HoursBefore, service.HoursAfter));

        collector.Time.Now = Start.AddDays(300);
        service = Assert.Single(await ReadAsync(collector));
        Assert.Equal((7 * 24, 7 * 24), (service.HoursBefore, service.HoursAfter));
    }

    [Fact]
    public async Task Builds_that_are_alike_changed_nothing_and_half_a_registry_is_not_compared()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Spans.Registry(Old, build: "old"));
        collector.Time.Now += TimeSpan.FromMinutes(1);
        await collector.SendAsync(Spans.Registry(Old, build: "again"), Spans.Registry(New, build: "first", assembly: "Other"));
        collector.Time.Now += TimeSpan.FromMinutes(1);
        await collector.SendAsync(Spans.Registry("{}", build: "half", count: 2));

        var service = Assert.Single(await ReadAsync(collector));

        Assert.Equal("again", Assert.Single(service.Builds).Latest.BuildId);
        Assert.Empty(service.Changes);
    }

    private static DecodedSpan At(string site, int hours, params (string Key, object? Value)[] attributes) =>
        Spans.ChatAt(Start.AddHours(hours).AddMinutes(30), [("aiinstrument.call_site.id", site), .. attributes]);

    private static Task<IReadOnlyList<ServiceChanges>> ReadAsync(TestCollector collector) =>
        collector.Queries.GetChangesAsync(Workspaces.DefaultId, collector.Time.Now, Cancel);
}
