using System.Globalization;
using System.Net;
using AiInstrument.Delivery.Protobuf;
using AiInstrument.Delivery.Sending;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter;

namespace AiInstrument.Tests.Delivery;

/// <summary>What real answers over loopback mean.</summary>
public sealed class OtlpSenderTests
{
    [Theory(Timeout = 60_000)]
    [InlineData(200, null, "Accepted", null)]
    [InlineData(400, null, "Invalid", null)]
    [InlineData(401, null, "Refused", null)]
    [InlineData(403, null, "Refused", null)]
    [InlineData(404, null, "Refused", null)]
    [InlineData(302, null, "Refused", null)]
    [InlineData(413, null, "TooLarge", null)]
    [InlineData(429, "7", "Unavailable", 7.0)]
    [InlineData(500, null, "Unavailable", null)]
    [InlineData(503, "3", "Unavailable", 3.0)]
    [InlineData(503, "Sat, 01 Jan 2000 00:00:00 GMT", "Unavailable", null)]
    [InlineData(504, "nonsense", "Unavailable", null)]
    public async Task Over_HTTP_the_status_decides(int status, string? retryAfter, string outcome, double? seconds)
    {
        var result = await SendAsync(OtlpExportProtocol.HttpProtobuf, response =>
        {
            response.StatusCode = status;
            if (retryAfter is not null)
            {
                response.Headers.RetryAfter = retryAfter;
            }
        });

        Assert.Equal((outcome, seconds), (result.Outcome.ToString(), result.RetryAfter?.TotalSeconds));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(0, null, "Accepted", null)]
    [InlineData(1, null, "Unavailable", null)]
    [InlineData(3, null, "Invalid", null)]
    [InlineData(4, null, "Unavailable", null)]
    [InlineData(7, null, "Refused", null)]
    [InlineData(8, null, "Refused", null)]
    [InlineData(8, 5, "Unavailable", 5.0)]
    [InlineData(12, null, "Refused", null)]
    [InlineData(14, null, "Unavailable", null)]
    [InlineData(14, 5, "Unavailable", 5.0)]
    [InlineData(16, null, "Refused", null)]
    public async Task Over_gRPC_the_status_and_the_retry_info_decide(int status, int? retrySeconds, string outcome, double? seconds)
    {
        var result = await SendAsync(OtlpExportProtocol.Grpc, response =>
        {
            response.ContentType = "application/grpc";
            response.AppendTrailer("grpc-status", status.ToString(CultureInfo.InvariantCulture));
            if (retrySeconds is { } delay)
            {
                response.AppendTrailer("grpc-status-details-bin", Convert.ToBase64String(RetryInfo(delay)).TrimEnd('='));
            }
        });

        Assert.Equal((outcome, seconds), (result.Outcome.ToString(), result.RetryAfter?.TotalSeconds));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    [InlineData(OtlpExportProtocol.Grpc)]
    public async Task A_receiver_that_is_not_there_is_unavailable(OtlpExportProtocol protocol)
    {
        using var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var address = new Uri($"http://{free.LocalEndpoint}");
        free.Stop();
        using var sender = OtlpSender.For(new OtlpTarget { Address = address, Protocol = protocol });

        Assert.Equal(SendOutcome.Unavailable, (await sender.SendAsync(new byte[3], TestContext.Current.CancellationToken)).Outcome);
    }

    [Fact]
    public void The_variables_are_read_as_the_specification_says()
    {
        var target = OtlpSettings.Read(new AiInstrumentOptions(), Settings(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://general:1/base"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "x-a=one%2Ctwo, x-b = c=d ,,"),
            ("OTEL_EXPORTER_OTLP_TIMEOUT", "2500"),
            ("OTEL_EXPORTER_OTLP_COMPRESSION", "none"),
            ("OTEL_EXPORTER_OTLP_TRACES_COMPRESSION", "gzip"),
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "")));

        Assert.Equal("http://general:1/base/v1/traces", target.Address.ToString());
        Assert.Equal([new("x-a", "one,two"), new("x-b", "c=d")], target.Headers);
        Assert.Equal(TimeSpan.FromMilliseconds(2500), target.Timeout);
        Assert.True(target.Gzip);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT", "soon")]
    [InlineData("OTEL_EXPORTER_OTLP_COMPRESSION", "zstd")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4318")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "secret")]
    [InlineData("OTEL_EXPORTER_OTLP_CERTIFICATE", "/nowhere.pem")]
    public void A_variable_that_cannot_be_read_is_named(string name, string value)
    {
        var failure = Assert.Throws<InvalidOperationException>(() => OtlpSettings.Read(new AiInstrumentOptions(), Settings((name, value))));

        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Settings(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(static pair => KeyValuePair.Create(pair.Name, (string?)pair.Value))).Build();

    // google.rpc.Status with a RetryInfo among its details.
    private static byte[] RetryInfo(int seconds)
    {
        var output = new ProtoBuffer();
        output.Number(1, 14);
        var any = output.Begin(3);
        output.Text(1, "type.googleapis.com/google.rpc.RetryInfo");
        var info = output.Begin(2);
        var duration = output.Begin(1);
        output.Number(1, (ulong)seconds);
        output.End(duration);
        output.End(info);
        output.End(any);
        return output.Written.ToArray();
    }

    private static async Task<SendResult> SendAsync(OtlpExportProtocol protocol, Action<HttpResponse> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, 0, listen => listen.Protocols = protocol == OtlpExportProtocol.Grpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        await using var app = builder.Build();
        app.Run(context =>
        {
            answer(context.Response);
            return Task.CompletedTask;
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
        using var sender = OtlpSender.For(new OtlpTarget { Address = address, Protocol = protocol });
        return await sender.SendAsync(new byte[3], TestContext.Current.CancellationToken);
    }
}
