namespace AiInstrument.Collector.Receiving;

/// <summary>How the messages of a request and of its response are written.</summary>
internal enum OtlpEncoding
{
    Protobuf,
    Json,
}
