using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiInstrument.Dashboard.Tests.Support;

namespace AiInstrument.Dashboard.Tests.Spending;

/// <summary>Budgets are created, shown, changed, adopted from code and deleted by hand and through the API.</summary>
public sealed partial class BudgetTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_budget_is_created_shown_with_its_usage_switched_off_changed_and_deleted()
    {
        await using var server = await RunningServer.StartAsync(new TestSpan(), new TestSpan { User = "user-2" }, new TestSpan { Organization = "other" });
        using var admin = await server.SignInAsync();

        // Three calls for $0.00021 each, two of them of the organization.
        using var created = await PostAsync(admin, "/budgets/edit", new() { ["name"] = "Aurora's users", ["organization"] = "org-aurora", ["user"] = "*", ["hardLimit"] = "0.000250", ["timeZone"] = "Europe/Istanbul" });
        Assert.Equal("/budgets/1", created.Headers.Location?.ToString());

        var page = await HtmlAsync(admin, "/budgets/1");
        Assert.Matches("(?s)handler=Switch\"[^>]*>(?:(?!</form>).)*__RequestVerificationToken", page);
        Assert.Contains("Organization: org-aurora · User: each", page, StringComparison.Ordinal);
        Assert.Matches("<th scope=\"row\">user-2</th>", page);
        Assert.Matches("Warning 84", page);
        Assert.Contains("Europe/Istanbul", page, StringComparison.Ordinal);
        Assert.Contains("Aurora&#x27;s users", await admin.GetStringAsync("/budgets", Cancel), StringComparison.Ordinal);
        Assert.Contains("Budget Aurora's users: user-1 is 84", await HtmlAsync(admin, "/"), StringComparison.Ordinal);

        using var off = await RunningServer.SubmitAsync(admin, "/budgets/1", "/budgets/1?handler=Switch", new() { ["active"] = "false" });
        Assert.Equal(HttpStatusCode.Redirect, off.StatusCode);
        Assert.Contains("Not enforced", await admin.GetStringAsync("/budgets", Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain("Budget Aurora's", await HtmlAsync(admin, "/"), StringComparison.Ordinal);

        Assert.Contains("value=\"0.00025\"", await admin.GetStringAsync("/budgets/edit/1", Cancel), StringComparison.Ordinal);
        using var changed = await PostAsync(admin, "/budgets/edit/1", new() { ["name"] = "Calls", ["unit"] = "calls", ["hardLimit"] = "3", ["active"] = "true" });
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        Assert.Contains("Used up", await admin.GetStringAsync("/budgets/1", Cancel), StringComparison.Ordinal);
        Assert.Contains("Budget Calls is used up", await HtmlAsync(admin, "/"), StringComparison.Ordinal);

        Assert.Contains("Delete Calls?", await admin.GetStringAsync("/budgets/1/delete", Cancel), StringComparison.Ordinal);
        using var deleted = await RunningServer.SubmitAsync(admin, "/budgets/1/delete", "/budgets/1/delete", []);
        Assert.Equal("/budgets", deleted.Headers.Location?.ToString());
        Assert.Contains("There is no budget yet", await admin.GetStringAsync("/budgets", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_budget_of_each_user_shows_its_users_in_pages()
    {
        await using var server = await RunningServer.StartAsync([.. Enumerable.Range(1, 53).Select(user => new TestSpan { User = $"person-{user}", Input = 1_000 * user })]);
        using var admin = await server.SignInAsync();
        using var created = await PostAsync(admin, "/budgets/edit", new() { ["name"] = "Each user", ["user"] = "*", ["hardLimit"] = "1", ["timeZone"] = "UTC" });

        var (first, second) = (await HtmlAsync(admin, "/budgets/1"), await HtmlAsync(admin, "/budgets/1?page=2"));

        Assert.Equal((50, 3), (Regex.Count(first, "<th scope=\"row\">person-"), Regex.Count(second, "<th scope=\"row\">person-")));
        Assert.Contains("person-53</th>", first, StringComparison.Ordinal);
        Assert.Contains("person-1</th>", second, StringComparison.Ordinal);
        Assert.Contains("href=\"/budgets/1?page=2\"", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_input_comes_back_as_typed_with_a_message_at_its_field_and_without_a_token_nothing_is_taken()
    {
        await using var server = await RunningServer.StartAsync();
        using var admin = await server.SignInAsync();

        using var refused = await PostAsync(admin, "/budgets/edit", new() { ["name"] = "Mine", ["softLimit"] = "much", ["hardLimit"] = "1,5", ["timeZone"] = "Europe/Nowhere", ["warningPercent"] = "x" });
        var html = await refused.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("value=\"much\"", html, StringComparison.Ordinal);
        Assert.Contains("value=\"1,5\"", html, StringComparison.Ordinal);
        Assert.Matches("name=\"softLimit\"[^>]* aria-invalid=\"true\" aria-describedby=\"SoftLimit-problem\"", html);
        Assert.Contains("id=\"WarningPercent-problem\"", html, StringComparison.Ordinal);

        using var zone = await PostAsync(admin, "/budgets/edit", new() { ["name"] = "Mine", ["hardLimit"] = "1,5", ["timeZone"] = "Europe/Nowhere" });
        Assert.Contains("id=\"TimeZone-problem\"", await zone.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

        using var forged = await admin.PostAsync("/budgets/edit", new FormUrlEncodedContent(Fields(new() { ["name"] = "Mine", ["hardLimit"] = "1" })), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Contains("There is no budget yet", await admin.GetStringAsync("/budgets", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_names_the_budgets_that_it_counts_in_and_who_overrode()
    {
        await using var server = await RunningServer.StartAsync(new TestSpan
        {
            More = new Dictionary<string, string> { ["aiinstrument.budget.override_by"] = "admin-7", ["aiinstrument.budget.lease"] = "L1,L2" },
        });
        using var admin = await server.SignInAsync();
        await PostAsync(admin, "/budgets/edit", new() { ["name"] = "Mine", ["hardLimit"] = "1", ["feature"] = "ticket.summarize" });
        await PostAsync(admin, "/budgets/edit", new() { ["name"] = "Not mine", ["hardLimit"] = "1", ["feature"] = "ticket.tag" });

        var html = await HtmlAsync(admin, "/records/1");

        Assert.Contains("<a href=\"/budgets/1\">Mine</a>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Not mine", html, StringComparison.Ordinal);
        Assert.Contains("admin-7", html, StringComparison.Ordinal);
        Assert.Contains(">L1,L2<", Blank().Replace(html, ""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_code_declares_stands_beside_the_admins_value_and_can_be_adopted()
    {
        await using var server = await RunningServer.StartAsync(new TestSpan());
        await server.SendAsync(new TestRegistry("""
            {"features":[{"id":"ticket.summarize","category":"summarization","budgets":[
            {"unit":"usd","period":"month","limit":50000000000,"soft":false},{"unit":"usd","period":"month","limit":40000000000,"soft":true},
            {"unit":"usd","period":"fortnight","limit":1},{"unit":"usd","period":"day","limit":-1},null]}]}
            """));
        using var admin = await server.SignInAsync();

        var page = await admin.GetStringAsync("/budgets/drift", Cancel);
        Assert.Equal(2, Regex.Count(page, "action=\"/budgets/drift\"[^>]*>(?:(?!</form>).)*__RequestVerificationToken", RegexOptions.Singleline));
        Assert.Contains("2 limits that code declares are set otherwise", await admin.GetStringAsync("/budgets", Cancel), StringComparison.Ordinal);
        var drift = new Dictionary<string, string> { ["feature"] = "ticket.summarize", ["service"] = "support", ["unit"] = "usd", ["period"] = "month" };
        foreach (var (soft, limit) in ((string, string)[])[("false", "50000000000"), ("true", "40000000000")])
        {
            using var adopted = await RunningServer.SubmitAsync(admin, "/budgets/drift", "/budgets/drift", new(drift) { ["soft"] = soft, ["declared"] = limit });
            Assert.Equal(HttpStatusCode.Redirect, adopted.StatusCode);
        }

        var budget = (await server.GetJsonAsync("/api/ai-usage/budgets"))["budgets"]!.AsArray().Single()!;
        Assert.Equal((50_000_000_000, 40_000_000_000, "month"), ((long)budget["hardLimit"]!, (long)budget["softLimit"]!, (string)budget["period"]!));
        Assert.Equal("""{"feature":"ticket.summarize"}""", budget["scope"]!.ToJsonString());
        Assert.Contains("The same", await admin.GetStringAsync("/budgets/drift", Cancel), StringComparison.Ordinal);

        await PostAsync(admin, "/budgets/edit/1", new() { ["name"] = "Set", ["hardLimit"] = "70", ["feature"] = "ticket.summarize", ["active"] = "true" });
        Assert.Matches(@"\$70\.00</td>\s*<td><span class=""state state-undeclared"">Differs", await admin.GetStringAsync("/budgets/drift", Cancel));
        using var gone = await RunningServer.SubmitAsync(admin, "/budgets/drift", "/budgets/drift", new(drift) { ["soft"] = "false", ["declared"] = "1" });
        Assert.Equal(HttpStatusCode.BadRequest, gone.StatusCode);
    }

    [Fact]
    public async Task The_api_reads_with_a_key_and_writes_for_an_admin_with_a_token_alone()
    {
        await using var server = await RunningServer.StartAsync(new TestSpan(), TestSpan.Unpriced);
        using var admin = await server.SignInAsync();
        var body = """{"name":"All","hardLimit":1000000,"softLimit":100000,"allowOverride":true}""";

        using var withKey = await server.WithKey.PostAsync("/api/ai-usage/budgets", Json(body), Cancel);
        using var withoutToken = await admin.PostAsync("/api/ai-usage/budgets", Json(body), Cancel);
        using var stranger = await server.Anonymous.PostAsync("/api/ai-usage/budgets", Json(body), Cancel);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized), (withKey.StatusCode, withoutToken.StatusCode, stranger.StatusCode));

        admin.DefaultRequestHeaders.Add("RequestVerificationToken", Token().Match(await admin.GetStringAsync("/budgets/edit", Cancel)).Groups[1].Value);
        using var created = await admin.PostAsync("/api/ai-usage/budgets", Json(body), Cancel);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        using var taken = await admin.PostAsync("/api/ai-usage/budgets", Json(body), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, taken.StatusCode);
        Assert.Equal("Another budget has it.", (string)(await taken.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["errors"]!["name"]![0]!);
        foreach (var wrong in (string[])["", "[]", "{\"hardLimit\":\"x\"}", "{\"name\":\"n\",\"unit\":\"euro\",\"hardLimit\":1}"])
        {
            using var refused = await admin.PostAsync("/api/ai-usage/budgets", Json(wrong), Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        var one = await server.GetJsonAsync("/api/ai-usage/budgets/1");
        var state = one["states"]![0]!;
        Assert.Equal((210_000, "over_soft", 2, 1), ((long)state["used"]!, (string)state["level"]!, (long)state["calls"]!, (long)state["unpricedCalls"]!));
        using var changed = await admin.PutAsync("/api/ai-usage/budgets/1", Json("""{"name":"All","hardLimit":1000,"unit":"calls","scope":{"entryPoint":"nightly-digest"}}"""), Cancel);
        Assert.Equal(1, (long)(await changed.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["states"]![0]!["used"]!);
        using var patch = await admin.PatchAsync("/api/ai-usage/budgets/1", Json("{}"), Cancel);
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "GET, PUT, DELETE"), (patch.StatusCode, string.Join(", ", patch.Content.Headers.Allow)));
        using var deleted = await admin.DeleteAsync("/api/ai-usage/budgets/1", Cancel);
        using var missing = await server.WithKey.GetAsync("/api/ai-usage/budgets/1", Cancel);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (deleted.StatusCode, missing.StatusCode));
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient admin, string page, Dictionary<string, string> fields) => RunningServer.SubmitAsync(admin, page, page, Fields(fields));

    private static Dictionary<string, string> Fields(Dictionary<string, string> fields)
    {
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("unit", "usd"), ("period", "month"), ("timeZone", "UTC"), ("warningPercent", "80"), ("active", "true")])
        {
            fields.TryAdd(name, value);
        }

        return fields;
    }

    private static async Task<string> HtmlAsync(HttpClient admin, string page) => WebUtility.HtmlDecode(await admin.GetStringAsync(page, Cancel));

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
