using System.Net;

namespace AiInstrument.Http;

/// <summary>A response's content, read along as the consumer reads it and no further. The call ends with it.</summary>
internal sealed class ObservedResponseContent(HttpContent inner, ResponseFacts facts) : ForwardingContent(inner)
{
    protected override Stream CreateContentReadStream(CancellationToken cancellationToken)
        => new ObservedReadStream(Inner.ReadAsStream(cancellationToken), facts);

    protected override Task<Stream> CreateContentReadStreamAsync() => CreateContentReadStreamAsync(CancellationToken.None);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken)
        => new ObservedReadStream(await Inner.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), facts);

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var observed = new ObservedReadStream(Inner.ReadAsStream(cancellationToken), facts);
        observed.CopyTo(stream);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var observed = new ObservedReadStream(await Inner.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), facts);
        await using (observed.ConfigureAwait(false))
        {
            await observed.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            // After a reading to the end this does nothing.
            facts.Leave();
        }
    }
}
