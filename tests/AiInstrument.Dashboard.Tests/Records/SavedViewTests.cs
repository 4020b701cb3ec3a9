using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Auditing;
using AiInstrument.Dashboard.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Dashboard.Tests.Records;

/// <summary>Saved lists of records: each person's own, shared by their owners, and what each of them may do.</summary>
public sealed class SavedViewTests(SavedViewTests.People people) : IClassFixture<SavedViewTests.People>
{
    private const string List = "period=all&costMin=0.0001&model=gpt-4o&sort=-cost&columns=time,cost,document";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_view_is_its_owner_s_until_it_is_shared_and_then_the_workspace_s()
    {
        var own = await SaveAsync(people.Ann, "dear calls", List);

        Assert.Equal((HttpStatusCode.Redirect, true), await OpenAsync(people.Ann, own));
        foreach (var other in (HttpClient[])[people.Bob, people.Mia])
        {
            Assert.Equal((HttpStatusCode.NotFound, false), await OpenAsync(other, own));
            Assert.DoesNotContain("dear calls", await other.GetStringAsync("/records/views", Cancellation), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.Redirect, await PostAsync(people.Ann, "Share", ("id", own), ("share", "true")));

        Assert.Equal((HttpStatusCode.Redirect, true), await OpenAsync(people.Bob, own));
        Assert.Contains("dear calls", await people.Bob.GetStringAsync("/records?period=7d", Cancellation), StringComparison.Ordinal);

        // A view names organizations, users and projects of others.
        Assert.Equal((HttpStatusCode.NotFound, false), await OpenAsync(people.Mia, own));
        Assert.DoesNotContain("dear calls", await people.Mia.GetStringAsync("/records?period=7d", Cancellation), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Redirect, await PostAsync(people.Ann, "Share", ("id", own), ("share", "false")));
        Assert.Equal((HttpStatusCode.NotFound, false), await OpenAsync(people.Bob, own));
        var audit = await people.Server.Server.Services.GetRequiredService<IAuditLog>().ReadAsync(1, before: null, 100, Cancellation);
        Assert.Equal(["view.unshared", "view.shared"], audit.Where(entry => entry.Subject == "dear calls").Select(entry => entry.Action));
        Assert.All(audit.Where(entry => entry.Subject == "dear calls"), entry => Assert.Equal(("ann", false), (entry.Actor, entry.Details.Contains("gpt-4o", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task The_api_tells_each_caller_of_the_views_that_they_see()
    {
        var own = await SaveAsync(people.Ann, "api alone", "period=7d");
        var shared = await SaveAsync(people.Ann, "api shared", List, ("share", "true"));

        foreach (var (caller, seen) in ((HttpClient, string[])[])[(people.Ann, [own, shared]), (people.Bob, [shared]), (people.Mia, []), (people.Server.WithKey, [shared])])
        {
            var views = (await caller.GetFromJsonAsync<JsonObject>("/api/ai-usage/views", Cancellation))!["views"]!.AsArray();
            Assert.Equal(seen.Order(StringComparer.Ordinal), views.Select(view => view!["id"]!.ToString()).Where(id => id == own || id == shared).Order(StringComparer.Ordinal));
            foreach (var id in (string[])[own, shared])
            {
                using var one = await caller.GetAsync($"/api/ai-usage/views/{id}", Cancellation);
                Assert.Equal(seen.Contains(id) ? HttpStatusCode.OK : HttpStatusCode.NotFound, one.StatusCode);
            }
        }

        // What it says is what the list of records takes.
        var view = (await people.Bob.GetFromJsonAsync<JsonObject>($"/api/ai-usage/views/{shared}", Cancellation))!;
        Assert.Equal(("api shared", "ann", true, false, false), ((string)view["name"]!, (string)view["owner"]!, (bool)view["shared"]!, (bool)view["own"]!, (bool)view["start"]!));
        using var records = await people.Bob.GetAsync($"/api/ai-usage/records?{view["query"]}", Cancellation);
        Assert.Equal(HttpStatusCode.OK, records.StatusCode);
        Assert.Contains("model=gpt-4o", (string)view["query"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_owner_changes_a_view()
    {
        var own = await SaveAsync(people.Ann, "hands off", List, ("share", "true"));

        foreach (var other in (HttpClient[])[people.Bob, people.Mia])
        {
            Assert.Equal(HttpStatusCode.NotFound, await PostAsync(other, "Rename", ("id", own), ("name", "mine")));
            Assert.Equal(HttpStatusCode.NotFound, await PostAsync(other, "Share", ("id", own), ("share", "false")));
            Assert.Equal(HttpStatusCode.NotFound, await PostAsync(other, "Delete", ("id", own)));
        }

        Assert.Equal((HttpStatusCode.Redirect, true), await OpenAsync(people.Bob, own));
        Assert.Equal(HttpStatusCode.Redirect, await PostAsync(people.Ann, "Rename", ("id", own), ("name", "renamed")));
        Assert.Contains("renamed", await people.Bob.GetStringAsync("/records/views", Cancellation), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, await PostAsync(people.Ann, "Delete", ("id", own)));
        Assert.Equal((HttpStatusCode.NotFound, false), await OpenAsync(people.Ann, own));
    }

    [Fact]
    public async Task A_member_saves_views_and_shares_none()
    {
        var own = await SaveAsync(people.Mia, "mia's", "period=7d", ("share", "true"));

        Assert.Equal((HttpStatusCode.NotFound, false), await OpenAsync(people.Bob, own));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(people.Mia, "Share", ("id", own), ("share", "true")));
        Assert.Equal(HttpStatusCode.Redirect, (await OpenAsync(people.Mia, own)).Status);
    }

    [Fact]
    public async Task The_list_begins_with_the_view_that_a_person_chose()
    {
        var own = await SaveAsync(people.Zoe, "mornings", List, ("start", "true"));

        using var plain = await people.Zoe.GetAsync("/records", Cancellation);
        using var said = await people.Zoe.GetAsync("/records?period=30d", Cancellation);
        using var others = await people.Bob.GetAsync("/records", Cancellation);

        Assert.Equal((302, 200, 200), ((int)plain.StatusCode, (int)said.StatusCode, (int)others.StatusCode));
        Assert.Contains("costMin=0.0001", plain.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var begun = await people.Zoe.GetAsync(plain.Headers.Location, Cancellation);
        Assert.Equal(HttpStatusCode.OK, begun.StatusCode);

        Assert.Equal(HttpStatusCode.Redirect, await PostAsync(people.Zoe, "Start"));
        Assert.Equal(HttpStatusCode.OK, (await people.Zoe.GetAsync("/records", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, await PostAsync(people.Zoe, "Start", ("id", own)));
        Assert.Equal(HttpStatusCode.Redirect, await PostAsync(people.Zoe, "Delete", ("id", own)));
        Assert.Equal(HttpStatusCode.OK, (await people.Zoe.GetAsync("/records", Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData("", List, "at most 100 characters")]
    [InlineData("x", "", "no list to save")]
    [InlineData("x", "costMin=much", "no list to save")]
    public async Task What_cannot_be_saved_comes_back_with_what_was_typed(string name, string query, string sentence)
    {
        using var response = await RunningServer.SubmitAsync(people.Ann, "/records/views", "/records/views?handler=Save", new() { ["name"] = name, ["query"] = query });

        var html = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(sentence, html, StringComparison.Ordinal);
        Assert.Contains($"name=\"name\" value=\"{name}\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saving_under_a_name_again_replaces_the_view_and_a_hostile_address_is_cleaned()
    {
        var first = await SaveAsync(people.Ann, "again", "period=7d");
        var second = await SaveAsync(people.Ann, "again", "?period=90d&x=\r\nSet-Cookie: a=b&view=3");

        Assert.Equal(first, second);
        using var response = await people.Ann.GetAsync("/records?view=" + second, Cancellation);
        Assert.Equal("/records?period=90d", response.Headers.Location!.ToString());
    }

    private static async Task<string> SaveAsync(HttpClient client, string name, string query, params (string Name, string Value)[] more)
    {
        var fields = more.ToDictionary(field => field.Name, field => field.Value);
        (fields["name"], fields["query"]) = (name, query);
        using var response = await RunningServer.SubmitAsync(client, "/records/views", "/records/views?handler=Save", fields);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.Location!.ToString().Split("view=")[1];
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, string handler, params (string Name, string Value)[] fields)
    {
        using var response = await RunningServer.SubmitAsync(client, "/records/views", "/records/views?handler=" + handler, fields.ToDictionary(field => field.Name, field => field.Value));
        return response.StatusCode;
    }

    private static async Task<(HttpStatusCode Status, bool Shown)> OpenAsync(HttpClient client, string view)
    {
        using var response = await client.GetAsync("/records?view=" + view, Cancellation);
        return (response.StatusCode, response.Headers.Location?.ToString().Contains("costMin=0.0001", StringComparison.Ordinal) == true);
    }

    /// <summary>An admin, two analysts and a member of an organization.</summary>
    public sealed class People : IAsyncLifetime
    {
        private RunningServer? _server;

        internal RunningServer Server => _server!;

        internal HttpClient Ann { get; private set; } = null!;

        internal HttpClient Bob { get; private set; } = null!;

        internal HttpClient Zoe { get; private set; } = null!;

        internal HttpClient Mia { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            _server = await RunningServer.StartAsync(SampleUsage.Spans);
            Ann = await _server.SignInAsAsync("ann", UserRole.Admin);
            Bob = await _server.SignInAsAsync("bob", UserRole.Analyst);
            Zoe = await _server.SignInAsAsync("zoe", UserRole.Analyst);
            Mia = await _server.SignInAsAsync("mia", UserRole.Member, "org-aurora");
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var client in (HttpClient?[])[Ann, Bob, Zoe, Mia])
            {
                client?.Dispose();
            }

            if (_server is not null)
            {
                await _server.DisposeAsync();
            }
        }
    }
}
