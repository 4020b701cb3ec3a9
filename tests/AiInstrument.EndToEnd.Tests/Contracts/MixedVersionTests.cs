using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json.Nodes;
using AiInstrument.Collector.Budgets;
using AiInstrument.Collector.Budgets.Leasing;
using AiInstrument.Dashboard.Hosting;
using Microsoft.Data.Sqlite;

namespace AiInstrument.EndToEnd.Tests.Contracts;

/// <summary>
/// Applications and collectors of different versions work together: what each recorded version said is said again to today's other side.
/// <c>AIINSTRUMENT_RECORD=true dotnet test tests/AiInstrument.EndToEnd.Tests --filter FullyQualifiedName~MixedVersionTests</c> records this version.
/// </summary>
public sealed class MixedVersionTests
{
    private const string Sync = "/aiinstrument/v1/budgets/sync";
    private const string Traces = "/v1/traces";
    private const string Organization = "acme";
    private const int Calls = 3;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Versions => Recording.Versions;

    [Fact]
    public async Task This_version_is_recorded_and_what_is_recorded_can_be_said_again()
    {
        var recording = await RecordAsync();

        Assert.Contains(recording.Exchanges, exchange => exchange.Path == Traces);
        Assert.Contains(recording.Exchanges, exchange => exchange.Path == Sync && HasSettlements(exchange));
        Assert.Equal(Calls, recording.Rows.Count(row => row!["status"]!.GetValue<string>() == "ok"));
        Assert.Contains("crash.spend", recording.Features);
        await ReplayAsync(recording, newer: false);
        if (Environment.GetEnvironmentVariable("AIINSTRUMENT_RECORD") == "true")
        {
            recording.Write();
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public Task The_collector_makes_the_same_records_of_what_applications_of_a_version_send(string version) => ReplayAsync(Recording.Read(version), newer: false);

    [Theory]
    [MemberData(nameof(Versions))]
    public Task The_collector_passes_over_what_only_a_later_version_says(string version) => ReplayAsync(Recording.Read(version), newer: true);

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task An_application_keeps_to_budgets_that_a_collector_of_a_version_answers_with(string version)
    {
        // The recorded answer that grants the whole budget, with what this application has settled since: the form is the version's, the count is today's.
        var recording = Recording.Read(version);
        var granting = recording.Exchanges.Last(exchange => exchange.Path == Sync && Lease(exchange)?["granted"]!.GetValue<long>() == Calls);
        var accepted = recording.Exchanges.First(exchange => exchange.Path == Traces);
        var settled = new HashSet<string>(StringComparer.Ordinal);
        await using var collector = await RecordingProxy.StartAsync(request =>
        {
            var answer = request.Path == Sync ? granting : accepted;
            var body = answer.Answer;
            if (request.Path == Sync)
            {
                settled.UnionWith(JsonNode.Parse(request.Request)!["settlements"]?.AsArray().Select(told => told!["id"]!.GetValue<string>()) ?? []);
                var said = JsonNode.Parse(body)!;
                LeaseOf(said)!["settled"] = settled.Count;
                body = System.Text.Encoding.UTF8.GetBytes(said.ToJsonString());
            }

            return request with { Status = answer.Status, AnswerType = answer.AnswerType, Answer = NewerFields.AddTo(body, answer.AnswerType) };
        });

        await using var spenders = await Spenders.StartModelsAsync();
        var (made, denied) = await Spenders.WaitAsync(await spenders.StartAsync(collector.Address, Organization, concurrency: 1));

        Assert.Equal(Calls, made);
        Assert.True(denied > 0);
        Assert.Contains(collector.Exchanges, exchange => exchange.Path == Traces);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void The_recording_has_no_secret_and_names_no_machine(string version)
    {
        var text = File.ReadAllText(Path.Combine(BuildFacts.Repository, "tests", "AiInstrument.EndToEnd.Tests", "Contracts", "Recordings", version + ".json"))
            + string.Concat(Recording.Read(version).Exchanges.SelectMany(exchange => (string[])[System.Text.Encoding.Latin1.GetString(exchange.Request), System.Text.Encoding.Latin1.GetString(exchange.Answer)]));

        Assert.DoesNotContain(CollectorHost.ApiKey, text, StringComparison.Ordinal);
        Assert.DoesNotContain(BuildFacts.Repository, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Environment.MachineName, text, StringComparison.Ordinal);
    }

    private static async Task<Recording> RecordAsync()
    {
        await using var collector = await BudgetHost.StartAsync();
        await collector.CreateAsync(new BudgetDraft { Name = "Three calls", Scope = new BudgetScope { Organization = Organization }, Unit = BudgetUnit.Calls, HardLimit = Calls });
        await using var proxy = await RecordingProxy.StartAsync(collector.Otlp);
        await using var spenders = await Spenders.StartModelsAsync();
        await Spenders.WaitAsync(await spenders.StartAsync(proxy.Address, Organization, concurrency: 1));
        var version = typeof(AiInstrumentOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        return new Recording(version, proxy.Exchanges, await collector.ReadRecordsAsync(), await collector.ReadFeaturesAsync());
    }

    private static async Task ReplayAsync(Recording recording, bool newer)
    {
        await using var collector = await BudgetHost.StartAsync();
        using var http = new HttpClient();
        foreach (var said in recording.Exchanges)
        {
            var request = newer ? said with { Request = NewerFields.AddTo(said.Request, said.ContentType) } : said;
            var answered = await RecordingProxy.SendAsync(http, collector.Otlp, request, Cancel);

            // Whatever else an answer says now, what an application of then reads of it is there.
            Assert.Equal(said.Status, answered.Status);
            Assert.Equal(said.AnswerType, answered.AnswerType);
        }

        var rows = await collector.ReadRecordsAsync();
        Assert.Equal(recording.Rows.Count, rows.Count);
        foreach (var (before, now) in recording.Rows.Zip(rows))
        {
            Assert.All(before!.AsObject(), field => Assert.Equal((field.Key, field.Value?.ToJsonString()), (field.Key, now![field.Key]?.ToJsonString())));
        }

        Assert.Equal(recording.Features, await collector.ReadFeaturesAsync());
    }

    private static JsonNode? Lease(Exchange exchange) => LeaseOf(JsonNode.Parse(exchange.Answer)!);

    private static JsonNode? LeaseOf(JsonNode answer) => answer["budgets"]?.AsArray() is [{ } budget, ..] && budget["states"]?.AsArray() is [{ } state, ..] ? state["lease"] : null;

    private static bool HasSettlements(Exchange exchange) => JsonNode.Parse(exchange.Request)!["settlements"]?.AsArray() is [_, ..];
}
