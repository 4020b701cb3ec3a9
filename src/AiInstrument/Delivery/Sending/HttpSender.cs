using System.Net.Http.Headers;
using AiInstrument.Delivery.Protobuf;

namespace AiInstrument.Delivery.Sending;

/// <summary>OTLP/HTTP with protobuf.</summary>
internal sealed class HttpSender(OtlpTarget target) : OtlpSender(target)
{
    private static readonly MediaTypeHeaderValue s_protobuf = new("application/x-protobuf");

    protected override void Prepare(HttpRequestMessage message, ReadOnlyMemory<byte> request)
    {
        message.Content = new ReadOnlyMemoryContent(Target.Gzip ? Zip(request) : request);
        message.Content.Headers.ContentType = s_protobuf;
        if (Target.Gzip)
        {
            message.Content.Headers.ContentEncoding.Add("gzip");
        }
    }

    protected override SendResult Read(HttpResponseMessage response, byte[] body, int requestLength)
    {
        if (!response.IsSuccessStatusCode)
        {
            return OtlpHttp.Failure(response);
        }

        var rejected = response.Content.Headers.ContentType?.MediaType == s_protobuf.MediaType ? ExportAnswer.RejectedSpans(body) : 0;
        return new SendResult(SendOutcome.Accepted, "accepted", RejectedSpans: rejected);
    }
}
