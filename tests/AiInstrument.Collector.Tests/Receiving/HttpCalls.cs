using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;

namespace AiInstrument.Collector.Tests.Receiving;

/// <summary>OTLP/HTTP requests and answers.</summary>
internal static class HttpCalls
{
    public const string ProtobufType = "application/x-protobuf";
    public const string JsonType = "application/json";

    public static async Task<HttpResponseMessage> ExportAsync(
        this TestCollector collector, byte[] body, string contentType = ProtobufType, Action<HttpRequestMessage>? configure = null, string path = "/v1/traces")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        configure?.Invoke(request);
        return await collector.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static Task<HttpResponseMessage> ExportJsonAsync(this TestCollector collector, string json, string path = "/v1/traces") =>
        collector.ExportAsync(Encoding.UTF8.GetBytes(json), JsonType, path: path);

    public static void Gzip(HttpRequestMessage request) => request.Content!.Headers.ContentEncoding.Add("gzip");

    public static Action<HttpRequestMessage> Header(string name, string value) => request => request.Headers.TryAddWithoutValidation(name, value);

    public static byte[] Gzipped(ReadOnlySpan<byte> bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }

    public static async Task<ProtoMessage> ProtobufAsync(this HttpResponseMessage response)
    {
        Assert.Equal(new MediaTypeHeaderValue(ProtobufType), response.Content.Headers.ContentType);
        return new ProtoMessage(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    public static async Task<string> JsonAsync(this HttpResponseMessage response)
    {
        Assert.Equal(new MediaTypeHeaderValue(JsonType), response.Content.Headers.ContentType);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
