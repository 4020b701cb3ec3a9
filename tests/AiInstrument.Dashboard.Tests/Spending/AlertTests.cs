using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiInstrument.Collector.Auditing;
using AiInstrument.Dashboard.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Dashboard.Tests.Spending;

/// <summary>Rules and channels by the forms of the pages, and what comes of them in the API.</summary>
public sealed partial class AlertTests
{
    private const string Url = "https://hooks.example.org/services/T0/very-secret-path";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_channel_and_a_rule_are_made_changed_and_removed_and_each_change_is_audited()
    {
        await using var server = await RunningServer.StartAsync();
        using var admin = await server.SignInAsync();

        await SubmitAsync(admin, "/alerts/channels/0?kind=Slack", new() { ["kind"] = "Slack", ["name"] = "ops", ["url"] = Url, ["active"] = "true" });
        var channels = await admin.GetStringAsync("/alerts", Cancellation);
        var channel = ChannelLink().Match(channels).Value;
        Assert.Contains("https://hooks.example.org<", channels, StringComparison.Ordinal);
        var edit = await admin.GetStringAsync(channel, Cancellation);
        Assert.DoesNotContain("very-secret-path", channels + edit, StringComparison.Ordinal);

        var fields = Rule();
        fields["channels"] = channel.Split('/')[^1];
        await SubmitAsync(admin, "/alerts/rules/0?kind=SpendRate", fields);
        var rule = RuleLink().Match(await admin.GetStringAsync("/alerts", Cancellation)).Value;
        var page = await admin.GetStringAsync(rule, Cancellation);
        Assert.Matches("name=\"minimum\" value=\"2.5\"", page);
        Assert.Matches("name=\"channels\" value=\"[0-9]+\" checked", page);
        var stored = Assert.Single((await server.GetJsonAsync("/api/ai-usage/alerts"))["rules"]!.AsArray())!;
        Assert.Equal(
            ("costs", "spendRate", 150, "percent", 2_500_000_000L, 180, 240, "acme"),
            ((string?)stored["name"], (string?)stored["kind"], (int)stored["threshold"]!, (string?)stored["thresholdUnit"], (long)stored["minimum"]!, (int)stored["windowMinutes"]!, (int)stored["renotifyMinutes"]!, (string?)stored["scope"]!["organization"]));

        fields["name"] = "costs of acme";
        fields.Remove("active");
        await SubmitAsync(admin, rule, fields);
        Assert.False((bool)(await server.GetJsonAsync("/api/ai-usage/alerts"))["rules"]![0]!["active"]!);

        await SubmitAsync(admin, rule, [], rule + "?handler=Delete");
        await SubmitAsync(admin, channel, [], channel + "?handler=Delete");
        Assert.Empty((await server.GetJsonAsync("/api/ai-usage/alerts"))["rules"]!.AsArray());
        var audit = await server.Server.Services.GetRequiredService<IAuditLog>().ReadAsync(1, null, 10, Cancellation);
        Assert.Equal(
            ["notification-channel.deleted", "alert-rule.deleted", "alert-rule.changed", "alert-rule.created", "notification-channel.created"],
            audit.Select(entry => entry.Action).Where(action => action != "admin.signed_in"));
        Assert.All(audit, entry => Assert.Equal("admin", entry.Actor));
    }

    [Fact]
    public async Task Wrong_input_comes_back_as_it_was_typed_with_a_word_at_each_field()
    {
        await using var server = await RunningServer.StartAsync();
        using var admin = await server.SignInAsync();
        var fields = Rule();
        (fields["name"], fields["threshold"], fields["organization"]) = ("", "a lot", "\"><b>x");

        using var refused = await RunningServer.SubmitAsync(admin, "/alerts/rules/0", "/alerts/rules/0", fields);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var html = await refused.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("value=\"a lot\"", html, StringComparison.Ordinal);
        Assert.Contains("aria-describedby=\"threshold-problem\"", html, StringComparison.Ordinal);
        Assert.Contains("id=\"threshold-problem\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>x", html, StringComparison.Ordinal);

        using var mail = await RunningServer.SubmitAsync(
            admin, "/alerts/channels/0?kind=Email", "/alerts/channels/0", new() { ["kind"] = "Email", ["name"] = "mail", ["smtpHost"] = "smtp.example.org", ["smtpUser"] = "u", ["smtpPassword"] = "hunter2-typed", ["from"] = "x", ["to"] = "y" });
        html = await mail.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, mail.StatusCode);
        Assert.Contains("smtp.example.org", html, StringComparison.Ordinal);
        Assert.Contains("A password goes over TLS only.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2-typed", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_test_button_sends_and_the_delivery_log_tells_of_it()
    {
        await using var server = await RunningServer.StartAsync();
        using var admin = await server.SignInAsync();
        await SubmitAsync(admin, "/alerts/channels/0?kind=Log", new() { ["kind"] = "Log", ["name"] = "the log", ["active"] = "true" });
        var id = ChannelLink().Match(await admin.GetStringAsync("/alerts", Cancellation)).Value.Split('/')[^1];

        using var sent = await RunningServer.SubmitAsync(admin, "/alerts", "/alerts?handler=Test", new() { ["channel"] = id });
        Assert.Equal("/alerts/deliveries", sent.Headers.Location!.OriginalString);

        var delivery = await UntilAsync(async () => (await server.GetJsonAsync("/api/ai-usage/alerts/deliveries"))["deliveries"]!.AsArray().FirstOrDefault(each => (string?)each!["state"] == "delivered"));
        Assert.Equal(("the log", "test", 1, "logged"), ((string?)delivery["channel"], (string?)delivery["event"], (int)delivery["attempts"]!, (string?)delivery["answer"]));
        Assert.Contains("Delivered", await admin.GetStringAsync("/alerts/deliveries", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forms_need_their_token_and_strangers_see_nothing()
    {
        await using var server = await RunningServer.StartAsync();
        using var admin = await server.SignInAsync();
        using var form = new FormUrlEncodedContent(Rule());
        using var forged = await admin.PostAsync("/alerts/rules/0", form, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);

        using var stranger = server.Anonymous;
        using var api = await stranger.GetAsync("/api/ai-usage/alerts", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
        using var written = await server.WithKey.PostAsync("/api/ai-usage/alerts", null, Cancellation);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, written.StatusCode);
    }

    private static Dictionary<string, string> Rule() => new()
    {
        ["kind"] = "SpendRate",
        ["name"] = "costs",
        ["threshold"] = "150",
        ["minimum"] = "2.5",
        ["window"] = "180",
        ["renotify"] = "240",
        ["organization"] = "acme",
        ["active"] = "true",
    };

    private static async Task SubmitAsync(HttpClient admin, string page, Dictionary<string, string> fields, string? action = null)
    {
        using var response = await RunningServer.SubmitAsync(admin, page, action ?? page, fields);
        Assert.Equal("/alerts", response.StatusCode == HttpStatusCode.Redirect ? response.Headers.Location!.OriginalString : await response.Content.ReadAsStringAsync(Cancellation));
    }

    private static async Task<JsonNode> UntilAsync(Func<Task<JsonNode?>> look)
    {
        var deadline = DateTime.UtcNow.AddSeconds(60);
        while (true)
        {
            if (await look() is { } found)
            {
                return found;
            }

            Assert.True(DateTime.UtcNow < deadline, "It did not come.");
            await Task.Delay(200, Cancellation);
        }
    }

    [GeneratedRegex("/alerts/channels/[1-9][0-9]*")]
    private static partial Regex ChannelLink();

    [GeneratedRegex("/alerts/rules/[1-9][0-9]*")]
    private static partial Regex RuleLink();
}
