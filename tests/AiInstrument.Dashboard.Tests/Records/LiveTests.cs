using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Live;
using AiInstrument.Dashboard.Scope;
using AiInstrument.Dashboard.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Dashboard.Tests.Records;

public sealed class LiveTests
{
    private static readonly Actor Tests = new(1, "tests");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task New_calls_and_totals_arrive_and_agree_with_the_api()
    {
        await using var server = await RunningServer.StartAsync(new TestSpan());
        await using var stream = await EventStream.OpenAsync(server.WithKey, "?period=7d");

        var first = await stream.NextAsync();
        await server.SendAsync([new TestSpan { Model = "gpt-4o" }, new TestSpan { Model = "gpt-4o", Feature = "made.up.today" }]);
        var records = await stream.NextAsync();
        var totals = await stream.NextAsync("totals");

        Assert.Equal(("totals", 1), (first!.Name, (int)first.Data["totals"]!["calls"]!));
        Assert.Equal("records", records!.Name);
        Assert.Equal(["ticket.summarize", "made.up.today"], records.Data["items"]!.AsArray().Select(item => (string)item!["feature"]!));
        Assert.False((bool)records.Data["more"]!);
        var stats = await server.GetJsonAsync("/api/ai-usage/stats?period=7d");
        Assert.True(JsonNode.DeepEquals(stats["totals"], totals.Data["totals"]));
        Assert.Equal(records.Id, totals.Id);
        var listed = await server.GetJsonAsync("/api/ai-usage/records?period=7d&feature=made.up.today");
        Assert.True(JsonNode.DeepEquals(listed["items"]![0], records.Data["items"]![1]));
    }

    [Fact]
    public async Task A_stream_goes_on_where_the_one_before_ended()
    {
        await using var server = await RunningServer.StartAsync(new TestSpan());
        string last;
        await using (var before = await EventStream.OpenAsync(server.WithKey))
        {
            last = (await before.NextAsync())!.Id;
        }

        await server.SendAsync([new TestSpan { Feature = "while.away" }]);
        await using var byHeader = await EventStream.OpenAsync(server.WithKey, "?after=1", last);
        await using var byQuery = await EventStream.OpenAsync(server.WithKey, "?after=" + last);

        foreach (var stream in (EventStream[])[byHeader, byQuery])
        {
            var missed = await stream.NextAsync();
            Assert.Equal("records", missed!.Name);
            Assert.Equal("while.away", (string)Assert.Single(missed.Data["items"]!.AsArray())!["feature"]!);
            Assert.Equal(2, (int)(await stream.NextAsync("totals")).Data["totals"]!["calls"]!);
        }
    }

    [Fact]
    public async Task A_narrowing_and_the_days_hold_for_what_arrives()
    {
        await using var server = await RunningServer.StartAsync();
        await using var stream = await EventStream.OpenAsync(server.WithKey, "?period=1d&model=gpt-4o");
        await stream.NextAsync("totals");

        await server.SendAsync([new TestSpan(), new TestSpan { Model = "gpt-4o", Age = TimeSpan.FromDays(3) }]);
        await server.SendAsync([new TestSpan { Model = "gpt-4o", Feature = "wanted" }]);
        var records = await stream.NextAsync("records");

        Assert.Equal("wanted", (string)Assert.Single(records.Data["items"]!.AsArray())!["feature"]!);
        Assert.Equal(1, (int)(await stream.NextAsync("totals")).Data["totals"]!["calls"]!);
    }

    [Fact]
    public async Task A_member_hears_of_the_own_organization_alone()
    {
        await using var server = await RunningServer.StartAsync(new TestSpan { Organization = "org-borealis" });
        using var member = await server.SignInAsAsync("max", UserRole.Member, "org-aurora");
        await using var everything = await EventStream.OpenAsync(server.WithKey);
        await using var own = await EventStream.OpenAsync(member);
        await everything.NextAsync("totals");
        var first = await own.NextAsync("totals");

        await server.SendAsync([new TestSpan { Organization = "org-borealis", Feature = "of.others" }, new TestSpan { Organization = null, Feature = "of.nobody" }]);
        Assert.Equal(2, (await everything.NextAsync("records")).Data["items"]!.AsArray().Count);
        var unseen = await member.GetStringAsync("/records?period=7d", Cancellation);
        await server.SendAsync([new TestSpan { Organization = "org-aurora", Feature = "of.mine" }]);
        var next = await own.NextAsync();

        // What others do shows not even in the numbers of events and pages.
        Assert.Equal((0, "0"), ((int)first.Data["totals"]!["calls"]!, first.Id));
        Assert.Contains("&amp;after=0\"", unseen, StringComparison.Ordinal);
        Assert.Equal("records", next!.Name);
        Assert.Equal("of.mine", (string)Assert.Single(next.Data["items"]!.AsArray())!["feature"]!);
        Assert.Equal(1, (int)(await own.NextAsync("totals")).Data["totals"]!["calls"]!);
    }

    [Fact]
    public async Task A_revoked_key_ends_its_stream_and_no_other()
    {
        await using var server = await RunningServer.StartAsync(new TestSpan());
        var keys = server.Server.Services.GetRequiredService<IApiKeys>();
        using var client = server.Anonymous;
        client.DefaultRequestHeaders.Authorization = new("Bearer", await keys.CreateAsync(Tests, "short", ApiKeyScopes.Read, Cancellation));
        await using var ends = await EventStream.OpenAsync(client);
        await using var stays = await EventStream.OpenAsync(server.WithKey);
        await ends.NextAsync("totals");
        await stays.NextAsync("totals");

        Assert.True(await keys.RevokeAsync(Tests, (await keys.ListAsync(1, Cancellation)).Single(key => key.Name == "short").Id, Cancellation));

        Assert.Null(await ends.NextAsync());
        using var refused = await client.GetAsync("/api/ai-usage/live", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        await server.SendAsync([new TestSpan()]);
        Assert.Equal("records", (await stays.NextAsync())!.Name);
    }

    [Fact]
    public async Task A_stream_ends_with_its_session_and_with_the_rights_of_its_account()
    {
        await using var server = await RunningServer.StartAsync(new TestSpan());
        using var leaves = await server.SignInAsAsync("anna", UserRole.Analyst);
        using var changes = await server.SignInAsAsync("max", UserRole.Member, "org-aurora");
        await using var left = await EventStream.OpenAsync(leaves);
        await using var changed = await EventStream.OpenAsync(changes);
        await left.NextAsync("totals");
        await changed.NextAsync("totals");

        using var out1 = await RunningServer.SubmitAsync(leaves, "/account", "/signin?handler=SignOut", []);
        Assert.Null(await left.NextAsync());
        var accounts = server.Server.Services.GetRequiredService<IAccounts>();
        var max = (await accounts.ListAsync(1, Cancellation)).Single(account => account.Name == "max");
        Assert.True(await accounts.ChangeAsync(Tests, max.Id, UserRole.Member, ["org-borealis"], active: true, Cancellation));
        Assert.Null(await changed.NextAsync());
    }

    [Fact]
    public async Task An_open_stream_does_not_delay_the_end_of_the_server()
    {
        var server = await RunningServer.StartAsync(new TestSpan());
        await using var stream = await EventStream.OpenAsync(server.WithKey);
        await stream.NextAsync("totals");
        var unread = await EventStream.OpenAsync(server.WithKey);

        var watch = Stopwatch.StartNew();
        await server.DisposeAsync();

        Assert.Null(await stream.NextAsync());
        await unread.DisposeAsync();

        // Streams that were waited for would take the five seconds that the server has patience for.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), watch.Elapsed.ToString());
    }

    [Fact]
    public async Task Who_comes_when_all_streams_are_taken_is_told_when_to_try_again()
    {
        await using var server = await RunningServer.StartAsync();
        var pump = server.Server.Services.GetRequiredService<LivePump>();
        var listeners = Enumerable.Range(0, LivePump.MostOfOneCaller).Select(_ => Listener("key:1")).ToList();
        Assert.All(listeners, listener => Assert.True(pump.TryJoin(listener)));

        Assert.False(pump.TryJoin(Listener("key:1")));
        for (var i = 0; pump.Count < LivePump.MostStreams; i++)
        {
            Assert.True(pump.TryJoin(Listener(string.Create(CultureInfo.InvariantCulture, $"other{i}"))));
        }

        using var refused = await server.WithKey.GetAsync("/api/ai-usage/live", Cancellation);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "10"), (refused.StatusCode, refused.Headers.RetryAfter?.ToString()));
        pump.Leave(listeners[0]);
        await using var taken = await EventStream.OpenAsync(server.WithKey);
        Assert.Equal("totals", (await taken.NextAsync())!.Name);
    }

    [Fact]
    public void Who_does_not_read_is_dropped_and_nobody_waits()
    {
        var listener = Listener("slow");
        for (var i = 0; i < 16; i++)
        {
            listener.Offer(LiveEvents.Heartbeat);
            Assert.False(listener.Dropped.IsCancellationRequested);
        }

        listener.Offer(LiveEvents.Heartbeat);

        Assert.True(listener.Dropped.IsCancellationRequested);
    }

    [Fact]
    public void Views_are_the_same_only_for_the_same_eyes()
    {
        var scope = UsageScope.Read(new QueryReader(Microsoft.AspNetCore.Http.QueryCollection.Empty), new FixedTime());
        var views = (LiveView[])
        [
            new(1, scope, UsageAudience.Everything), new(2, scope, UsageAudience.Everything), new(1, scope, UsageAudience.Of([])), new(1, scope, UsageAudience.Of(["a"])),
            new(1, scope, UsageAudience.Of(["a", "b"])), new(1, scope, UsageAudience.Of(["a\nb"])), new(1, scope with { Filter = new UsageFilter { Model = "m" } }, UsageAudience.Everything),
        ];

        Assert.Equal(views.Length, views.Distinct().Count());
        Assert.Equal(views[4], new LiveView(1, scope with { }, UsageAudience.Of(["b", "a"])));
    }

    private static LiveListener Listener(string caller)
    {
        var scope = UsageScope.Read(new QueryReader(Microsoft.AspNetCore.Http.QueryCollection.Empty), new FixedTime());
        return new LiveListener(new LiveView(1, scope, UsageAudience.Everything), caller, after: null);
    }
}
