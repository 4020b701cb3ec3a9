using System.Net;

namespace AiInstrument.Http;

/// <summary>A request's content, read along as it is sent. What is sent is what the inner content writes.</summary>
internal sealed class ObservedRequestContent(HttpContent inner, RequestFacts facts) : ForwardingContent(inner)
{
    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        => Inner.CopyTo(new ObservedWriteStream(stream, facts), context, cancellationToken);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        => Inner.CopyToAsync(new ObservedWriteStream(stream, facts), context, cancellationToken);

    // The application's content is its own: it may be sent again.
    protected override void Dispose(bool disposing)
    {
    }
}
