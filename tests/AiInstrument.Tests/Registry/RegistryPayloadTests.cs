using System.Text;
using System.Text.Json;
using AiInstrument.Registry;
using AiInstrument.Tests.Capture;

namespace AiInstrument.Tests.Registry;

public sealed class RegistryPayloadTests
{
    [Fact]
    public void A_large_manifest_comes_in_chunks_within_the_limit_that_together_say_all_of_it()
    {
        var manifest = SampleManifests.Large();
        var chunks = RegistryPayload.Chunk(manifest);

        Assert.InRange(chunks.Count, 8, 20);
        Assert.All(chunks, static chunk => Assert.InRange(Encoding.UTF8.GetByteCount(chunk), 1, 32 * 1024));

        var parts = chunks.Select(static chunk => JsonDocument.Parse(chunk).RootElement).ToList();
        Assert.Equal(
            manifest.Features.Select(static f => (f.Id, f.Category, f.Owner, f.Purpose)),
            All(parts, "features").Select(static f => (Text(f, "id")!, Text(f, "category")!, Text(f, "owner"), Text(f, "purpose"))));
        Assert.Equal(
            manifest.Routes.Select(static r => (r.Method, r.Pattern)),
            All(parts, "routes").Select(static r => (Text(r, "method")!, Text(r, "pattern")!)));
        Assert.Equal(
            manifest.Jobs.Select(static j => (j.Name, j.Kind)),
            All(parts, "jobs").Select(static j => (Text(j, "name")!, Text(j, "kind")!)));
        Assert.Equal(
            manifest.CallSites.Select(static s => (s.Id, s.Member, s.File, s.Line, s.Sdk, s.Method, s.Operation, s.Provider, s.Model, s.Feature?.Id, s.Escape)),
            All(parts, "callSites").Select(static s => (
                Text(s, "id")!, Text(s, "member")!, Text(s, "file")!, s.GetProperty("line").GetInt32(), Text(s, "sdk")!, Text(s, "method")!, Text(s, "operation")!,
                Text(s, "provider"), Text(s, "model"), Text(s, "feature"), Text(s, "escape"))));
    }

    [Fact]
    public void What_is_null_is_left_out()
    {
        var chunk = Assert.Single(RegistryPayload.Chunk(SampleManifests.New(sites: SampleSites.Chat with { Provider = null })));

        Assert.Equal(
            """{"features":[],"routes":[],"jobs":[],"callSites":[{"id":"0123456789abcdef","member":"Shop.Tickets.Summarize(Shop.Ticket, System.Threading.CancellationToken)","file":"Tickets.cs","line":42,"sdk":"openai","method":"OpenAI.Chat.ChatClient.CompleteChatAsync","operation":"chat"}]}""",
            chunk);
    }

    [Fact]
    public void Former_ids_are_listed_where_there_are_any()
    {
        var manifest = SampleManifests.New() with { Features = [new AiFeatureInfo("b", "general") { FormerIds = ["a", "a.old"] }, new AiFeatureInfo("c")] };

        Assert.Equal(
            """{"features":[{"id":"b","category":"general","formerIds":["a","a.old"]},{"id":"c","category":"general"}],"routes":[],"jobs":[],"callSites":[]}""",
            Assert.Single(RegistryPayload.Chunk(manifest)));
    }

    [Fact]
    public void Budgets_are_listed_where_there_are_any()
    {
        var manifest = SampleManifests.New() with { Features = [new AiFeatureInfo("b") { Budgets = [new AiDeclaredBudget("day", 5_000_000_000, Soft: true), new AiDeclaredBudget("month", 1)] }] };

        Assert.Equal(
            """{"features":[{"id":"b","category":"general","budgets":[{"unit":"usd","period":"day","limit":5000000000,"soft":true},{"unit":"usd","period":"month","limit":1,"soft":false}]}],"routes":[],"jobs":[],"callSites":[]}""",
            Assert.Single(RegistryPayload.Chunk(manifest)));
    }

    [Fact]
    public void What_is_reached_is_listed_where_the_build_looked_also_when_that_is_nothing()
    {
        var manifest = SampleManifests.New() with { Reaches = [new AiReach("GET /a", "http", ["s1"], ["s2"])] };

        Assert.Equal(
            """{"features":[],"routes":[],"jobs":[],"callSites":[],"reaches":[{"entryPoint":"GET /a","kind":"http","callSites":["s1"]},{"entryPoint":"GET /a","kind":"http","ambiguous":["s2"]}]}""",
            Assert.Single(RegistryPayload.Chunk(manifest)));
        Assert.Equal("""{"features":[],"routes":[],"jobs":[],"callSites":[],"reaches":[]}""", Assert.Single(RegistryPayload.Chunk(manifest with { Reaches = [] })));
    }

    [Fact]
    public void An_entry_point_that_reaches_very_much_comes_in_several_entries()
    {
        var sites = Enumerable.Range(0, 5_000).Select(i => i.ToString("x16", System.Globalization.CultureInfo.InvariantCulture)).ToList();

        var chunks = RegistryPayload.Chunk(SampleManifests.New() with { Reaches = [new AiReach("GET /a", "http", sites, [])] });

        Assert.All(chunks, static chunk => Assert.InRange(Encoding.UTF8.GetByteCount(chunk), 1, RegistryPayload.MaxChunkBytes));
        Assert.Equal(sites, All(chunks.Select(static chunk => JsonDocument.Parse(chunk).RootElement), "reaches").SelectMany(r => r.GetProperty("callSites").EnumerateArray()).Select(s => s.GetString()!));
    }

    [Fact]
    public void An_empty_manifest_is_one_chunk()
        => Assert.Equal(["""{"features":[],"routes":[],"jobs":[],"callSites":[]}"""], RegistryPayload.Chunk(SampleManifests.New()));

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public void The_limit_holds_to_the_byte(int beyond)
    {
        using var faults = new FaultCount();
        var empty = RegistryPayload.Chunk(Manifest(""))[0].Length;
        var member = new string('m', RegistryPayload.MaxChunkBytes - 1 - empty + beyond);
        var chunk = Assert.Single(RegistryPayload.Chunk(Manifest(member)));

        Assert.Equal(beyond <= 0, chunk.Contains(member, StringComparison.Ordinal));
        Assert.Equal(beyond <= 0 ? 0 : 1, faults.Types.Count);

        static AiManifest Manifest(string member) => SampleManifests.New(sites: SampleSites.Chat with { Member = member }) with { Reaches = [] };
    }

    private static IEnumerable<JsonElement> All(IEnumerable<JsonElement> chunks, string section)
        => chunks.SelectMany(chunk => chunk.GetProperty(section).EnumerateArray());

    private static string? Text(JsonElement element, string name)
        => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
