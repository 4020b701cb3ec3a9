namespace AiInstrument.Delivery.Sending;

/// <summary>Sends one export request.</summary>
internal interface ISpanSender : IDisposable
{
    /// <summary>Sends. An answer that does not come is an answer too; nothing is thrown but the cancellation.</summary>
    /// <param name="request">An <c>ExportTraceServiceRequest</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<SendResult> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken);
}
