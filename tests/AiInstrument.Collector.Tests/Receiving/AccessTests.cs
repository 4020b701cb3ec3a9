using System.Net;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Tests.Decoding;

namespace AiInstrument.Collector.Tests.Receiving;

public sealed class AccessTests
{
    private const string IngestKey = "aii_ingest_0123456789";
    private const string ReadKey = "aii_read_0123456789";
    private const int PermissionDenied = 7;
    private const int Unauthenticated = 16;

    public static TheoryData<string?, string?, int> Credentials => new()
    {
        { "x-api-key", IngestKey, 0 },
        { "authorization", "Bearer " + IngestKey, 0 },
        { "authorization", "bearer  " + IngestKey, 0 },
        { "x-api-key", ReadKey, PermissionDenied },
        { "authorization", "Bearer " + ReadKey, PermissionDenied },
        { "x-api-key", "unknown", Unauthenticated },
        { "x-api-key", "", Unauthenticated },
        { "authorization", "Bearer unknown", Unauthenticated },
        { "authorization", "Bearer", Unauthenticated },
        { "authorization", "Basic " + IngestKey, Unauthenticated },
        { "authorization", IngestKey, Unauthenticated },
        { null, null, Unauthenticated },
    };

    [Theory]
    [MemberData(nameof(Credentials))]
    public async Task A_key_with_the_ingest_scope_is_required_once_there_are_keys(string? header, string? value, int status)
    {
        await using var collector = await StartWithKeysAsync();
        Action<HttpRequestMessage> withCredentials = header is null ? _ => { } : HttpCalls.Header(header, value!);

        using var overHttp = await collector.ExportAsync(Otlp.FullRequest(), configure: withCredentials);
        var overGrpc = await collector.Grpc.CallAsync(Otlp.FullRequest(), withCredentials);

        var expected = status switch
        {
            0 => HttpStatusCode.OK,
            PermissionDenied => HttpStatusCode.Forbidden,
            _ => HttpStatusCode.Unauthorized,
        };
        Assert.Equal(expected, overHttp.StatusCode);
        Assert.Equal(status, overGrpc.Status);
        Assert.Equal(status == Unauthenticated, overHttp.Headers.WwwAuthenticate.Any(h => h.Scheme == "Bearer"));
        Assert.Equal(status == 0 ? [42, 42] : [], collector.Ingest.Batches.Select(b => b.WorkspaceId));
    }

    [Fact]
    public async Task The_api_key_header_goes_before_the_bearer_token()
    {
        await using var collector = await StartWithKeysAsync();

        using var response = await collector.ExportAsync(Otlp.FullRequest(), configure: r =>
        {
            r.Headers.Add("x-api-key", IngestKey);
            r.Headers.Add("authorization", "Bearer " + ReadKey);
        });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("127.0.0.1", null, true)]
    [InlineData("127.8.9.10", null, true)]
    [InlineData("::1", null, true)]
    [InlineData("::ffff:127.0.0.1", null, true)]
    [InlineData("192.0.2.1", null, false)]
    [InlineData("::ffff:192.0.2.1", null, false)]
    [InlineData("2001:db8::1", null, false)]
    [InlineData("127.0.0.1", "x-forwarded-for", false)]
    [InlineData("127.0.0.1", "forwarded", false)]
    public async Task Without_any_key_only_senders_on_this_machine_may_send_and_into_the_first_workspace(string address, string? proxyHeader, bool accepted)
    {
        await using var collector = await TestCollector.StartAsync();
        collector.RemoteAddress = IPAddress.Parse(address);
        Action<HttpRequestMessage> viaProxy = proxyHeader is null ? _ => { } : HttpCalls.Header(proxyHeader, "for=192.0.2.1");

        using var overHttp = await collector.ExportAsync(Otlp.FullRequest(), configure: viaProxy);
        var overGrpc = await collector.Grpc.CallAsync(Otlp.FullRequest(), viaProxy);

        Assert.Equal(accepted ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, overHttp.StatusCode);
        Assert.Equal(accepted ? 0 : Unauthenticated, overGrpc.Status);
        Assert.Equal(accepted ? [1, 1] : [], collector.Ingest.Batches.Select(b => b.WorkspaceId));
    }

    [Fact]
    public async Task Without_any_key_nobody_may_send_unless_that_is_configured()
    {
        await using var collector = await TestCollector.StartAsync(options => options.AllowAnonymousLoopback = new CollectorOptions().AllowAnonymousLoopback);

        using var overHttp = await collector.ExportAsync(Otlp.FullRequest());
        var overGrpc = await collector.Grpc.CallAsync(Otlp.FullRequest());

        Assert.Equal(HttpStatusCode.Unauthorized, overHttp.StatusCode);
        Assert.Equal(Unauthenticated, overGrpc.Status);
        Assert.Empty(collector.Ingest.Batches);
    }

    [Fact]
    public async Task Each_key_sends_into_its_own_workspace_on_both_transports()
    {
        await using var collector = await TestCollector.StartAsync();
        collector.Access.Keys["first"] = new ApiKeyIdentity(1, 11, ApiKeyScopes.Ingest);
        collector.Access.Keys["second"] = new ApiKeyIdentity(2, 22, ApiKeyScopes.Ingest | ApiKeyScopes.Read);

        using var overHttp = await collector.ExportAsync(Otlp.FullRequest(), configure: HttpCalls.Header("x-api-key", "first"));
        await collector.Grpc.CallAsync(Otlp.FullRequest(), HttpCalls.Header("x-api-key", "second"));
        await collector.Grpc.CallAsync(Otlp.FullRequest(), HttpCalls.Header("authorization", "Bearer first"));

        Assert.Equal([11, 22, 11], collector.Ingest.Batches.Select(b => b.WorkspaceId));
    }

    [Fact]
    public async Task Without_any_key_a_local_sender_that_presents_one_is_still_accepted()
    {
        await using var collector = await TestCollector.StartAsync();

        using var response = await collector.ExportAsync(Otlp.FullRequest(), configure: HttpCalls.Header("x-api-key", "left over"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_sender_without_access_is_refused_before_its_body_is_looked_at()
    {
        await using var collector = await StartWithKeysAsync();

        using var response = await collector.ExportAsync([0x0A, 0x05]);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("/v1/metrics", GrpcCaller.Metrics)]
    [InlineData("/v1/logs", GrpcCaller.Logs)]
    public async Task The_other_signals_need_a_key_as_well(string httpPath, string grpcPath)
    {
        await using var collector = await StartWithKeysAsync();

        using var overHttp = await collector.ExportAsync([], path: httpPath);
        var overGrpc = await collector.Grpc.CallAsync([], path: grpcPath);

        Assert.Equal(HttpStatusCode.Unauthorized, overHttp.StatusCode);
        Assert.Equal(Unauthenticated, overGrpc.Status);
    }

    [Fact]
    public async Task A_store_that_cannot_say_lets_nobody_in()
    {
        await using var collector = await TestCollector.StartAsync();
        collector.Access.Failure = new InvalidOperationException("locked");

        using var response = await collector.ExportAsync(Otlp.FullRequest());

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(collector.Ingest.Batches);
    }

    [Fact]
    public async Task Neither_keys_nor_contents_are_logged_by_the_collector()
    {
        await using var collector = await StartWithKeysAsync();
        var request = Otlp.Request(Otlp.SpanWith(v => v.Text(1, "the prompt")), new ProtoWriter());

        using var accepted = await collector.ExportAsync(request, configure: HttpCalls.Header("x-api-key", IngestKey));
        using var refused = await collector.ExportAsync(request, configure: HttpCalls.Header("x-api-key", "wrong_key"));
        collector.Ingest.Answer = (_, _) => throw new InvalidOperationException();
        using var failed = await collector.ExportAsync(request, configure: HttpCalls.Header("x-api-key", IngestKey));

        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.NotEmpty(collector.Logs.Lines);
        Assert.DoesNotContain(collector.Logs.Lines, line =>
            line.Text.Contains(IngestKey, StringComparison.Ordinal)
            || line.Text.Contains("wrong_key", StringComparison.Ordinal)
            || line.Text.Contains("the prompt", StringComparison.Ordinal));
    }

    private static async Task<TestCollector> StartWithKeysAsync()
    {
        var collector = await TestCollector.StartAsync();
        collector.Access.Keys[IngestKey] = new ApiKeyIdentity(1, 42, ApiKeyScopes.Ingest);
        collector.Access.Keys[ReadKey] = new ApiKeyIdentity(2, 42, ApiKeyScopes.Read);
        return collector;
    }
}
