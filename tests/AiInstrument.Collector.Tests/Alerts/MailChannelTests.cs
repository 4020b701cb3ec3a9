using System.Net;
using AiInstrument.Collector.Alerts;
using AiInstrument.Collector.Tests.Storage;

namespace AiInstrument.Collector.Tests.Alerts;

public sealed class MailChannelTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_tells_what_fired_and_a_name_cannot_add_a_header()
    {
        await using var server = new SmtpReceiver();
        await using var rig = await AlertRig.StartAsync();
        var channel = await rig.AddAsync(Draft(server.Port));
        await rig.AddAsync(new AlertRule(0, "no price", AlertKind.Unpriced) { Threshold = 1, WindowMinutes = 1440 }, channel);
        await rig.Collector.SendAsync(Spans.Chat(("gen_ai.provider.name", "acme"), ("gen_ai.request.model", "m\r\nBcc: x@evil.example"), ("gen_ai.response.model", null)));
        await rig.RunAsync();

        Assert.Equal((DeliveryState.Delivered, "accepted"), Assert.Single(await rig.DeliveriesAsync()) is var delivery ? (delivery.State, delivery.Answer) : default);
        var mail = Assert.Single(server.Mails).ReplaceLineEndings("\n").Replace("=\n", "", StringComparison.Ordinal);
        var headers = mail[..mail.IndexOf("\n\n", StringComparison.Ordinal)].Split('\n');
        Assert.DoesNotContain(headers, header => header.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(headers, header => header.StartsWith("Subject:", StringComparison.Ordinal));
        Assert.Contains("ops@example.org", mail, StringComparison.Ordinal);
        Assert.Contains("1,100 tokens", mail, StringComparison.Ordinal);
        Assert.Contains("https://ai.example.org/alerts", mail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("550 no such mailbox", DeliveryState.Failed)]
    [InlineData("451 try later", DeliveryState.Pending)]
    public async Task What_the_server_refuses_for_good_is_given_up(string answer, DeliveryState state)
    {
        await using var server = new SmtpReceiver { RecipientAnswer = answer };
        await using var rig = await AlertRig.StartAsync();
        await rig.Alerts.TestChannelAsync(AlertRig.Ada, await rig.AddAsync(Draft(server.Port)), Cancel);
        await rig.RunAsync();

        Assert.Equal((state, 1), Assert.Single(await rig.DeliveriesAsync()) is var delivery ? (delivery.State, delivery.Attempts) : default);
    }

    [Fact]
    public async Task A_mail_server_inside_is_refused_unless_its_network_is_named()
    {
        await using var server = new SmtpReceiver();
        await using var rig = await AlertRig.StartAsync(networks: [], resolve: (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]));
        await rig.Alerts.TestChannelAsync(AlertRig.Ada, await rig.AddAsync(Draft(server.Port) with { SmtpHost = "mail.example" }), Cancel);
        await rig.RunAsync();

        Assert.Empty(server.Mails);
        Assert.Equal(DeliveryState.Failed, Assert.Single(await rig.DeliveriesAsync()).State);
    }

    [Fact]
    public async Task Wrong_fields_are_named()
    {
        await using var rig = await AlertRig.StartAsync();

        var refused = await Assert.ThrowsAsync<AlertInvalidException>(() => rig.AddAsync(
            new ChannelDraft(0, "", ChannelKind.Email) { SmtpHost = "a b", SmtpPort = 0, SmtpTls = false, SmtpUser = "u", From = "nobody", To = "a@example.org, \"x\" <b@example.org>" }));

        Assert.Equal(["from", "name", "smtpHost", "smtpPassword", "smtpPort", "smtpTls", "to"], refused.Problems.Keys.Order());
    }

    private static ChannelDraft Draft(int port) => new(0, "mail", ChannelKind.Email)
    {
        SmtpHost = "127.0.0.1",
        SmtpPort = port,
        SmtpTls = false,
        From = "aiinstrument@example.org",
        To = "ops@example.org, second@example.org",
    };
}
