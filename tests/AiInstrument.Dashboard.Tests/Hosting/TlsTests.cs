using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Hosting;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AiInstrument.Dashboard.Tests.Hosting;

/// <summary>Telemetry over TLS with a certificate that the test makes, sent by OpenTelemetry's own exporter.</summary>
public sealed class TlsTests : IDisposable
{
    private const string Key = "ingest-key-of-the-tests-0123456789";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(OtlpExportProtocol.HttpProtobuf, "pem")]
    [InlineData(OtlpExportProtocol.Grpc, "pem")]
    [InlineData(OtlpExportProtocol.HttpProtobuf, "pfx")]
    [InlineData(OtlpExportProtocol.Grpc, "encrypted pem")]
    public async Task The_opentelemetry_exporter_sends_over_tls_with_an_api_key(OtlpExportProtocol protocol, string form)
    {
        using var certificate = SelfSigned();
        await using var server = await DashboardServer.StartAsync(With(certificate, form), TestContext.Current.CancellationToken);
        Assert.Equal(("https", "https", "https"), (server.Http.Scheme, server.OtlpHttp.Scheme, server.OtlpGrpc.Scheme));
        using var source = new ActivitySource($"AiInstrument.Tests.Tls.{protocol}.{form}");
        using (var tracing = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => resource.AddService("tls"))
            .AddSource(source.Name)
            .AddOtlpExporter(options =>
            {
                options.Protocol = protocol;
                options.Endpoint = protocol == OtlpExportProtocol.Grpc ? server.OtlpGrpc : new Uri(server.OtlpHttp, "v1/traces");
                options.Headers = $"x-api-key={Key}";
                options.HttpClientFactory = () => Trusting(certificate);
            })
            .Build())
        {
            using (var call = source.StartActivity("chat gpt-4o-mini", ActivityKind.Client)!)
            {
                call.SetTag("gen_ai.operation.name", "chat");
                call.SetTag("gen_ai.provider.name", "openai");
                call.SetTag("gen_ai.request.model", "gpt-4o-mini");
                call.SetTag("gen_ai.usage.input_tokens", 1000);
                call.SetTag("gen_ai.usage.output_tokens", 100);
            }

            Assert.True(tracing.ForceFlush());
        }

        Assert.Equal((1L, 210_000L), await TotalsAsync(server));
    }

    [Fact]
    public async Task Plain_http_on_a_tls_address_gets_nothing_and_a_wrong_key_is_refused()
    {
        using var certificate = SelfSigned();
        await using var server = await DashboardServer.StartAsync(With(certificate, "pem"), TestContext.Current.CancellationToken);
        using var client = Trusting(certificate);
        var plain = new UriBuilder(server.OtlpHttp) { Scheme = "http", Path = "/v1/traces" }.Uri;

        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync(plain, Json(), TestContext.Current.CancellationToken));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.OtlpHttp, "/v1/traces")) { Content = Json() };
        request.Headers.Add("x-api-key", "another");
        using var refused = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Theory]
    [InlineData("", "https needs a certificate")]
    [InlineData("missing.pem", "cannot be used")]
    [InlineData("broken.pem", "cannot be used")]
    public async Task A_certificate_that_cannot_be_used_ends_the_start_with_a_sentence(string file, string sentence)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "broken.pem"), "no certificate", TestContext.Current.CancellationToken);
        var options = Options();
        options.TlsCertificate = file.Length == 0 ? null : Path.Combine(_folder.Path, file);

        var refused = await Assert.ThrowsAsync<DashboardStartException>(() => DashboardServer.StartAsync(options, TestContext.Current.CancellationToken));

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_this_machine_may_be_shut_out_too()
    {
        var options = Options();
        options.ApiKey = null;
        options.AllowAnonymousLoopback = false;
        options.Http = options.OtlpHttp = options.OtlpGrpc = new Uri("http://127.0.0.1:0");
        await using var server = await DashboardServer.StartAsync(options, TestContext.Current.CancellationToken);
        using var client = new HttpClient();

        using var refused = await client.PostAsync(new Uri(server.OtlpHttp, "/v1/traces"), Json(), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private static StringContent Json() => new("{}", System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/json"));

    private static async Task<(long Calls, long Cost)> TotalsAsync(DashboardServer server)
    {
        await using var scope = server.Services.CreateAsyncScope();
        Assert.True(UsageWindow.TryParse("1d", TimeProvider.System, out var window));
        var totals = await scope.ServiceProvider.GetRequiredService<IUsageQueries>().GetTotalsAsync(1, window, UsageFilter.None, TestContext.Current.CancellationToken);
        return (totals.Calls, totals.CostNanoUsd);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=aiinstrument.test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    // Trusts this one certificate and checks its name, as a client with a private authority does.
    private static HttpClient Trusting(X509Certificate2 certificate) => new(new SocketsHttpHandler
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, presented, _, errors) =>
                !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) && presented is not null && presented.GetCertHash().AsSpan().SequenceEqual(certificate.GetCertHash()),
        },
    });

    private DashboardServerOptions With(X509Certificate2 certificate, string form)
    {
        const string Password = "secret of the key";
        var options = Options();
        using var key = certificate.GetECDsaPrivateKey()!;
        options.TlsCertificate = Path.Combine(_folder.Path, form == "pfx" ? "server.pfx" : "server.pem");
        switch (form)
        {
            case "pfx":
                File.WriteAllBytes(options.TlsCertificate, certificate.Export(X509ContentType.Pkcs12, Password));
                options.TlsPassword = Password;
                break;
            case "encrypted pem":
                options.TlsKey = Path.Combine(_folder.Path, "server.key");
                options.TlsPassword = Password;
                File.WriteAllText(options.TlsCertificate, certificate.ExportCertificatePem());
                File.WriteAllText(options.TlsKey, key.ExportEncryptedPkcs8PrivateKeyPem(Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));
                break;
            default:
                File.WriteAllText(options.TlsCertificate, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
                break;
        }

        return options;
    }

    private DashboardServerOptions Options()
    {
        var free = new Uri("https://127.0.0.1:0");
        return new DashboardServerOptions { DataDirectory = Path.Combine(_folder.Path, "data"), Http = free, OtlpHttp = free, OtlpGrpc = free, ApiKey = Key };
    }
}
