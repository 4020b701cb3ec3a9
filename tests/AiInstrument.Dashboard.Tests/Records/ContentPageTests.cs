using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiInstrument.Dashboard.Tests.Support;

namespace AiInstrument.Dashboard.Tests.Records;

/// <summary>Prompts and answers on the record's page and in the API, what is said in their place, and the page that removes them.</summary>
public sealed class ContentPageTests
{
    private const string Said = "Where is the parcel of ann@example.com? <script>alert(1)</script>";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_admin_reads_the_messages_with_their_marks()
    {
        await using var server = await RunningServer.StartAsync(Call("org-aurora"));
        using var admin = await server.SignInAsync();

        var html = await admin.GetStringAsync("/records/1", Cancel);

        Assert.Contains("Where is the parcel of <mark>[REDACTED:email]</mark>? &lt;script&gt;alert(1)&lt;/script&gt;</pre>", html, StringComparison.Ordinal);
        Assert.Contains("<summary>Tool call: track</summary>", html, StringComparison.Ordinal);
        Assert.Contains("<mark>email</mark> 1", html, StringComparison.Ordinal);
        foreach (var page in (string[])["/", "/records", "/traces", "/organizations", "/system"])
        {
            Assert.DoesNotContain("parcel", await admin.GetStringAsync(page, Cancel), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("parcel", (await server.GetJsonAsync("/api/ai-usage/records")).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_tells_content_to_admins_who_ask_for_it()
    {
        await using var server = await RunningServer.StartAsync(Call("org-aurora"));
        using var admin = await server.SignInAsync();

        using var key = await server.WithKey.GetAsync("/api/ai-usage/records/1?include=content", Cancel);
        using var unasked = await admin.GetAsync("/api/ai-usage/records/1", Cancel);
        using var unknown = await admin.GetAsync("/api/ai-usage/records/99?include=content", Cancel);
        var content = (await admin.GetFromJsonAsync<JsonObject>("/api/ai-usage/records/1?include=content", Cancel))!;

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.NotFound), (key.StatusCode, unasked.StatusCode, unknown.StatusCode));
        Assert.DoesNotContain("parcel", await key.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain("parcel", await unasked.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(("kept", "input", 1L), ((string?)content["state"], (string?)content["messages"]![0]!["direction"], (long?)content["redactions"]!["email"]));
        Assert.Equal("Where is the parcel of [REDACTED:email]? <script>alert(1)</script>", (string?)content["messages"]![0]!["parts"]![0]!["text"]);
    }

    [Fact]
    public async Task An_organization_is_removed_after_a_review_and_its_name()
    {
        await using var server = await RunningServer.StartAsync(Call("org-aurora"), Call("org-borealis"));
        using var admin = await server.SignInAsync();

        using var empty = await SubmitAsync(admin, "Review", new() { ["organization"] = " ", ["what"] = "content" });
        using var unknown = await SubmitAsync(admin, "Review", new() { ["organization"] = "nobody<x>", ["what"] = "everything" });
        using var review = await SubmitAsync(admin, "Review", new() { ["organization"] = "org-aurora", ["what"] = "content" });
        using var unconfirmed = await SubmitAsync(admin, "Purge", new() { ["organization"] = "org-aurora", ["what"] = "content", ["confirm"] = "aurora" });
        Assert.Contains("parcel", await admin.GetStringAsync("/records/1", Cancel), StringComparison.Ordinal);
        using var done = await SubmitAsync(admin, "Purge", new() { ["organization"] = "org-aurora", ["what"] = "content", ["confirm"] = "org-aurora" });

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.Redirect), (empty.StatusCode, unknown.StatusCode, review.StatusCode, unconfirmed.StatusCode, done.StatusCode));
        Assert.Contains("value=\"nobody&lt;x&gt;\"", await unknown.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Contains("1 prompts and answers of org-aurora", await review.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Contains("id=\"wrong\"", await unconfirmed.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        var pages = new[] { await admin.GetStringAsync("/records/1", Cancel), await admin.GetStringAsync("/records/2", Cancel) };
        Assert.Single(pages, page => page.Contains("parcel", StringComparison.Ordinal));
        Assert.Single(pages, page => page.Contains("content was removed", StringComparison.Ordinal));
        Assert.Contains("<th scope=\"row\">org-aurora</th>", await admin.GetStringAsync("/retention", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_itself_carries_the_antiforgery_token()
    {
        await using var server = await RunningServer.StartAsync(Call("org-aurora"));
        using var admin = await server.SignInAsync();

        var html = await admin.GetStringAsync("/retention", Cancel);

        var form = html[html.IndexOf("class=\"purge\"", StringComparison.Ordinal)..];
        Assert.Contains("__RequestVerificationToken", form[..form.IndexOf("</form>", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_antiforgery_token_nothing_is_removed()
    {
        await using var server = await RunningServer.StartAsync(Call("org-aurora"));
        using var admin = await server.SignInAsync();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["organization"] = "org-aurora", ["what"] = "everything", ["confirm"] = "org-aurora" });

        using var response = await admin.PostAsync("/retention?handler=Purge", form, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("parcel", await admin.GetStringAsync("/records/1", Cancel), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> SubmitAsync(HttpClient admin, string handler, Dictionary<string, string> fields) => RunningServer.SubmitAsync(admin, "/retention", "/retention?handler=" + handler, fields);

    private static TestSpan Call(string organization) => new()
    {
        Organization = organization,
        More = new Dictionary<string, string>
        {
            ["gen_ai.input.messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["parts"] = new JsonArray(new JsonObject { ["type"] = "text", ["content"] = Said }) }).ToJsonString(),
            ["gen_ai.output.messages"] = """[{"role":"assistant","parts":[{"type":"tool_call","name":"track","arguments":{"id":7}}]}]""",
        },
    };
}
