using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AiInstrument.Collector.Alerts;
using AiInstrument.Collector.Alerts.Delivery;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Storage;
using Microsoft.AspNetCore.Http;

namespace AiInstrument.Collector.Tests.Alerts;

public sealed class HttpChannelTests
{
    private const string Key = "a signing key of 16+";

    // What telemetry may name a model: mentions, links, markup and control characters of every receiver.
    private const string Hostile = "<!channel> <@U1> *b* _i_ `c` [x](https://evil.example) @everyone {{DATE(2026-01-01T00:00:00Z)}} \"},{\u202e\r\nBcc: x@evil.example";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_webhook_is_signed_over_time_and_body_and_says_what_fired()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        await using var rig = await AlertRig.StartAsync();
        await FireAsync(rig, receiver, ChannelKind.Webhook, "inhouse-7b");

        var request = Assert.Single(receiver.Requests);
        Assert.True(WebhookSignature.IsValid(Key, request.Headers[HttpSender.SignatureHeader], request.Body, TestCollector.Noon));
        Assert.False(WebhookSignature.IsValid("another key, 16+ long", request.Headers[HttpSender.SignatureHeader], request.Body, TestCollector.Noon));
        Assert.False(WebhookSignature.IsValid(Key, request.Headers[HttpSender.SignatureHeader], [.. request.Body, 32], TestCollector.Noon));
        Assert.False(WebhookSignature.IsValid(Key, request.Headers[HttpSender.SignatureHeader], request.Body, TestCollector.Noon.AddMinutes(10)));
        var body = JsonNode.Parse(request.Body)!.AsObject();
        Assert.Equal(request.Headers[HttpSender.DeliveryHeader], (string?)body["id"]);
        Assert.Equal(
            ("Firing", "Firing: no price (inhouse-7b)", "Unpriced", "inhouse-7b", 1100, 1, "Tokens", "https://ai.example.org/alerts"),
            ((string?)body["event"], (string?)body["title"], (string?)body["kind"], (string?)body["subject"], (int)body["value"]!, (int)body["threshold"]!, (string?)body["unit"], (string?)body["link"]));
        Assert.Equal(["Feature = ticket.summarize"], body["scope"]!.AsArray().Select(line => (string?)line));
    }

    [Theory]
    [InlineData(ChannelKind.Webhook)]
    [InlineData(ChannelKind.Slack)]
    [InlineData(ChannelKind.Teams)]
    [InlineData(ChannelKind.Discord)]
    public async Task Names_of_strangers_are_text_and_nothing_else(ChannelKind kind)
    {
        await using var receiver = await HttpReceiver.StartAsync();
        await using var rig = await AlertRig.StartAsync();
        await FireAsync(rig, receiver, kind, Hostile);

        var request = Assert.Single(receiver.Requests);
        Assert.StartsWith("application/json", request.Headers["Content-Type"], StringComparison.Ordinal);
        var raw = Encoding.UTF8.GetString(request.Body);
        Assert.DoesNotContain('\u202e', raw);
        Assert.DoesNotContain("u202E", raw, StringComparison.OrdinalIgnoreCase);
        var body = JsonNode.Parse(raw)!;
        switch (kind)
        {
            case ChannelKind.Slack:
                Assert.Contains("&lt;!channel&gt; &lt;@U1&gt;", (string?)body["text"], StringComparison.Ordinal);
                Assert.All(body["blocks"]!.AsArray().Where(block => block!["text"] is not null), block => Assert.Equal("plain_text", (string?)block!["text"]!["type"]));
                Assert.True(((string)body["blocks"]![0]!["text"]!["text"]!).Length <= 150);
                break;
            case ChannelKind.Teams:
                var content = body["attachments"]![0]!["content"]!;
                Assert.Equal("AdaptiveCard", (string?)content["type"]);
                Assert.All(content["body"]!.AsArray(), block => Assert.Equal(("RichTextBlock", "TextRun"), ((string?)block!["type"], (string?)block["inlines"]![0]!["type"])));
                Assert.DoesNotContain("{{", raw, StringComparison.Ordinal);
                break;
            case ChannelKind.Discord:
                Assert.Empty(body["allowed_mentions"]!["parse"]!.AsArray());
                Assert.Contains("""\<!channel\> \<\@U1\> \*b\* \_i\_ \`c\` \[x\]\(https\://evil.example\) \@everyone""", (string?)body["embeds"]![0]!["title"], StringComparison.Ordinal);
                break;
            default:
                Assert.DoesNotContain('\n', (string)body["title"]!);
                break;
        }
    }

    [Fact]
    public async Task A_failed_attempt_is_repeated_with_growing_waits_and_the_same_id_until_it_is_taken()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        await using var rig = await AlertRig.StartAsync();
        var calls = 0;
        receiver.Answer = context =>
        {
            context.Response.StatusCode = ++calls < 3 ? 503 : 204;
            return Task.CompletedTask;
        };
        await TestAsync(rig, receiver.Url);
        await rig.RunAsync(TimeSpan.FromSeconds(9));
        Assert.Single(receiver.Requests);
        await rig.RunAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(2, receiver.Requests.Count);
        var waiting = Assert.Single(await rig.DeliveriesAsync());
        Assert.Equal((DeliveryState.Pending, 2, "HTTP 503", TestCollector.Noon.AddSeconds(70)), (waiting.State, waiting.Attempts, waiting.Answer, waiting.Next!.Value));

        await rig.RunAsync(TimeSpan.FromMinutes(1));

        var done = Assert.Single(await rig.DeliveriesAsync());
        Assert.Equal((DeliveryState.Delivered, 3, "HTTP 204"), (done.State, done.Attempts, done.Answer));
        Assert.Null(done.Next);
        Assert.Single(receiver.Requests.Select(request => request.Headers[HttpSender.DeliveryHeader]).Distinct());
    }

    [Fact]
    public async Task It_is_given_up_after_about_a_day()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        await using var rig = await AlertRig.StartAsync();
        receiver.Answer = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        await TestAsync(rig, receiver.Url);
        for (var hour = 0; hour < 30; hour++)
        {
            await rig.RunAsync(TimeSpan.FromHours(1));
        }

        var given = Assert.Single(await rig.DeliveriesAsync());
        Assert.Equal((DeliveryState.Failed, DeliveryOutbox.MostAttempts), (given.State, given.Attempts));
        Assert.Equal(DeliveryOutbox.MostAttempts, receiver.Requests.Count);
    }

    [Fact]
    public async Task A_channel_says_when_to_come_again_and_what_it_refuses_is_not_repeated()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        await using var rig = await AlertRig.StartAsync();
        receiver.Answer = context =>
        {
            context.Response.StatusCode = receiver.Requests.Count == 1 ? 429 : 410;
            context.Response.Headers.RetryAfter = "120";
            return context.Response.WriteAsync("no\u0007 longer " + new string('x', 5000), context.RequestAborted);
        };
        await TestAsync(rig, receiver.Url);
        Assert.Equal(TestCollector.Noon.AddSeconds(120), Assert.Single(await rig.DeliveriesAsync()).Next);
        await rig.RunAsync(TimeSpan.FromSeconds(120));

        var refused = Assert.Single(await rig.DeliveriesAsync());
        Assert.Equal((DeliveryState.Failed, 2), (refused.State, refused.Attempts));
        Assert.StartsWith("HTTP 410 no  longer xxx", refused.Answer, StringComparison.Ordinal);
        Assert.Equal(160, refused.Answer!.Length);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        await using var rig = await AlertRig.StartAsync();
        receiver.Answer = context =>
        {
            context.Response.Redirect("/elsewhere", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };
        await TestAsync(rig, receiver.Url);

        Assert.Equal("/", Assert.Single(receiver.Requests).Path);
        Assert.Equal((DeliveryState.Failed, "HTTP 307"), Assert.Single(await rig.DeliveriesAsync()) is var delivery ? (delivery.State, delivery.Answer) : default);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("http://localhost:{0}/")]
    [InlineData("http://[::1]:{0}/")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/")]
    [InlineData("http://2130706433:{0}/")]
    [InlineData("http://0x7f.1:{0}/")]
    [InlineData("https://127.0.0.1:{0}/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://[fd00:ec2::254]/")]
    [InlineData("https://rebinding.example:{0}/")]
    public async Task What_is_not_public_is_never_connected_to(string url)
    {
        await using var receiver = await HttpReceiver.StartAsync();
        await using var rig = await AlertRig.StartAsync(networks: [], resolve: (host, cancel) => host == "rebinding.example"
            ? Task.FromResult<IPAddress[]>([IPAddress.Parse("8.8.8.8"), IPAddress.Loopback])
            : Dns.GetHostAddressesAsync(host, cancel));
        await TestAsync(rig, new Uri(string.Format(CultureInfo.InvariantCulture, url, receiver.Url.Port)));

        Assert.Empty(receiver.Requests);
        var refused = Assert.Single(await rig.DeliveriesAsync());
        Assert.Equal((DeliveryState.Failed, 1), (refused.State, refused.Attempts));
        Assert.Contains("The address is not public.", refused.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_has_moved_inside_since_it_was_entered_is_refused_when_it_is_used()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        IPAddress address = IPAddress.Parse("127.0.0.1");
        await using var rig = await AlertRig.StartAsync(networks: ["127.0.0.0/8"], resolve: (_, _) => Task.FromResult<IPAddress[]>([address]));
        var url = new Uri($"http://hooks.example:{receiver.Url.Port}/");
        await TestAsync(rig, url);
        Assert.Single(receiver.Requests);

        address = IPAddress.Parse("10.0.0.7");
        rig.Collector.Time.Now += TimeSpan.FromMinutes(1);
        await using var again = await AlertRig.StartAsync(networks: ["127.0.0.0/8"], resolve: (_, _) => Task.FromResult<IPAddress[]>([address]));
        await TestAsync(again, url);

        Assert.Single(receiver.Requests);
        Assert.Equal(DeliveryState.Failed, Assert.Single(await again.DeliveriesAsync()).State);
    }

    [Fact]
    public async Task Without_tls_nothing_goes_to_the_internet()
    {
        await using var rig = await AlertRig.StartAsync(networks: [], resolve: (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("8.8.8.8")]));
        await TestAsync(rig, new Uri("http://hooks.example/"));

        Assert.StartsWith("Without TLS", Assert.Single(await rig.DeliveriesAsync()).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_and_keys_are_encrypted_on_the_disk_and_never_read_again()
    {
        await using var rig = await AlertRig.StartAsync();
        var id = await rig.AddAsync(new ChannelDraft(0, "hook", ChannelKind.Webhook) { Url = "https://hooks.example.org/T0/secret-path", SigningKey = Key });

        Assert.Equal("https://hooks.example.org", Assert.Single(await rig.Alerts.GetChannelsAsync(Workspaces.DefaultId, Cancel)).Target);
        Assert.Equal(new ChannelDraft(id, "hook", ChannelKind.Webhook), await rig.Alerts.GetChannelAsync(Workspaces.DefaultId, id, Cancel));
        foreach (var file in Directory.GetFiles(rig.Collector.Folder, "aiinstrument.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var bytes = await reader.ReadToEndAsync(Cancel);
            Assert.DoesNotContain("secret-path", bytes, StringComparison.Ordinal);
            Assert.DoesNotContain(Key, bytes, StringComparison.Ordinal);
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(Path.Combine(rig.Collector.Folder, "keys")).UnixFileMode);
        }
    }

    [Fact]
    public async Task A_stored_secret_is_kept_when_the_field_is_left_empty()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        await using var rig = await AlertRig.StartAsync();
        var id = await TestAsync(rig, receiver.Url);
        await rig.AddAsync(new ChannelDraft(id, "renamed", ChannelKind.Webhook));
        await rig.Alerts.TestChannelAsync(AlertRig.Ada, id, Cancel);
        await rig.RunAsync();

        Assert.Equal(2, receiver.Requests.Count);
        Assert.All(receiver.Requests, request => Assert.True(WebhookSignature.IsValid(Key, request.Headers[HttpSender.SignatureHeader], request.Body, TestCollector.Noon)));
    }

    [Theory]
    [InlineData("ftp://example.org/", "url")]
    [InlineData("https://user:password@example.org/", "url")]
    [InlineData("no address", "url")]
    [InlineData(null, "url")]
    public async Task An_address_that_is_none_is_refused(string? url, string field)
    {
        await using var rig = await AlertRig.StartAsync();

        var refused = await Assert.ThrowsAsync<AlertInvalidException>(() => rig.AddAsync(new ChannelDraft(0, "hook", ChannelKind.Slack) { Url = url }));

        Assert.Equal([field], refused.Problems.Keys);
    }

    private static async Task FireAsync(AlertRig rig, HttpReceiver receiver, ChannelKind kind, string model)
    {
        var channel = await rig.AddAsync(new ChannelDraft(0, "hook", kind) { Url = receiver.Url.AbsoluteUri, SigningKey = Key });
        await rig.AddAsync(
            new AlertRule(0, "no price", AlertKind.Unpriced) { Threshold = 1, WindowMinutes = 1440, Filter = new() { Feature = "ticket.summarize" } }, channel);
        await rig.Collector.SendAsync(Spans.Chat(("gen_ai.provider.name", "acme"), ("gen_ai.request.model", model), ("gen_ai.response.model", model), ("aiinstrument.feature.id", "ticket.summarize")));
        await rig.RunAsync();
        Assert.Equal("HTTP 200", Assert.Single(await rig.DeliveriesAsync()).Answer);
    }

    private static async Task<int> TestAsync(AlertRig rig, Uri url)
    {
        var id = await rig.AddAsync(new ChannelDraft(0, "hook", ChannelKind.Webhook) { Url = url.OriginalString, SigningKey = Key });
        Assert.True(await rig.Alerts.TestChannelAsync(AlertRig.Ada, id, Cancel));
        await rig.RunAsync();
        return id;
    }
}
