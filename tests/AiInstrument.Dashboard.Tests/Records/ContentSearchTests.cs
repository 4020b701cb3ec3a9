using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Content;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Dashboard.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Dashboard.Tests.Records;

/// <summary>Searching prompts and answers: what is found, how far it looks, and that the words stay between the admin and the answer.</summary>
public sealed partial class ContentSearchTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_words_in_either_case_find_a_record_and_nothing_keeps_them()
    {
        await using var server = await RunningServer.StartAsync(
        [
            .. SampleUsage.Spans,
            Said("Where is my PARCEL?", "The parcel left Rotterdam yesterday.") with { User = "finds-both" },
            Said("Where is my parcel?", "It is lost.") with { User = "finds-one" },
            Said("Nothing of it", "Rotterdam") with { User = "finds-other" },
        ]);
        using var admin = await server.SignInAsync();

        var html = await SearchAsync(admin, "rotterdam Parcel", "");
        var narrowed = await SearchAsync(admin, "rotterdam", "?user=finds-other");

        Assert.Contains("finds-both", html, StringComparison.Ordinal);
        Assert.Contains("<mark>Rotterdam</mark>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("finds-one", html, StringComparison.Ordinal);
        Assert.DoesNotContain("finds-other", html, StringComparison.Ordinal);
        Assert.Contains("finds-other", narrowed, StringComparison.Ordinal);
        Assert.DoesNotContain("finds-both", narrowed, StringComparison.Ordinal);

        // Two searches, two entries, and no word of them: neither there nor in an address of the page.
        var audit = (await server.Server.Services.GetRequiredService<IAuditLog>().ReadAsync(1, before: null, 100, Cancellation)).Where(entry => entry.Action == "content.searched").ToList();
        Assert.Equal(["""{"records":1,"contents":1,"found":1}"""], audit.Take(1).Select(entry => entry.Details));
        Assert.Equal(2, audit.Count);
        Assert.DoesNotContain("otterdam", string.Concat(audit.Select(entry => entry.Details + entry.Subject)), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Addresses().Matches(html), address => address.Value.Contains("otterdam", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_search_stops_and_goes_on_without_leaving_any_out()
    {
        const int Many = 70;
        await using var server = await RunningServer.StartAsync(Enumerable.Range(0, Many).Select(i =>
            Said("the word", "said") with { User = "user-" + i.ToString(CultureInfo.InvariantCulture), Age = TimeSpan.FromSeconds(i / 2) }));
        using var scope = server.Server.Services.CreateScope();
        var search = scope.ServiceProvider.GetRequiredService<IContentSearch>();
        var list = new RecordQuery { Window = new UsageWindow("all", null, DateOnly.FromDateTime(FixedTime.Now.UtcDateTime)) };

        var first = await search.FindAsync(new Actor(1, "tests"), "word", list, Cancellation);
        var rest = await search.FindAsync(new Actor(1, "tests"), "word", list with { Before = first.Older }, Cancellation);

        Assert.InRange(first.Items.Count, 50, 51);
        Assert.NotNull(first.Older);
        Assert.Null(rest.Older);
        Assert.Equal(Many, first.Items.Concat(rest.Items).Select(item => item.Record.User).Distinct().Count());
        Assert.Equal(Many, first.Items.Count + rest.Items.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public async Task Too_little_is_refused(string words)
    {
        await using var server = await RunningServer.StartAsync();
        using var admin = await server.SignInAsync();

        using var response = await RunningServer.SubmitAsync(admin, "/records/content", "/records/content", new() { ["words"] = words });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("2 to 200 characters", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private static async Task<string> SearchAsync(HttpClient admin, string words, string list)
    {
        using var response = await RunningServer.SubmitAsync(admin, "/records/content" + list, "/records/content" + list, new() { ["words"] = words });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    private static TestSpan Said(string prompt, string answer) => new()
    {
        More = new Dictionary<string, string>
        {
            ["gen_ai.input.messages"] = $$"""[{"role":"user","parts":[{"type":"text","content":"{{prompt}}"}]}]""",
            ["gen_ai.output.messages"] = $$"""[{"role":"assistant","parts":[{"type":"text","content":"{{answer}}"}]}]""",
        },
    };

    [GeneratedRegex("(href|action|src)=\"[^\"]*\"")]
    private static partial Regex Addresses();
}
