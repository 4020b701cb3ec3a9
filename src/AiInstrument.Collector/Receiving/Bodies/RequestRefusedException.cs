using AiInstrument.Collector.Receiving.Answers;

namespace AiInstrument.Collector.Receiving.Bodies;

/// <summary>A request's body cannot be had: too large, wrongly framed or compressed.</summary>
internal sealed class RequestRefusedException(RpcCode code, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public RpcCode Code { get; } = code;

    public static RequestRefusedException TooLarge(int limit) =>
        new(RpcCode.ResourceExhausted, $"The request is larger than {limit} bytes after decompression; send smaller batches.");
}
