namespace AiInstrument.Collector.Receiving.Answers;

/// <summary>The codes of <c>google.rpc.Code</c> that the receivers answer with; the HTTP status follows from them.</summary>
internal enum RpcCode
{
    Ok = 0,
    InvalidArgument = 3,
    DeadlineExceeded = 4,
    PermissionDenied = 7,
    ResourceExhausted = 8,
    Unimplemented = 12,
    Internal = 13,
    Unavailable = 14,
    Unauthenticated = 16,
}
