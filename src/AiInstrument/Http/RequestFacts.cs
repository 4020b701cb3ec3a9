using AiInstrument.Capture;

namespace AiInstrument.Http;

/// <summary>Reads what a request asks for, from its JSON as it is sent.</summary>
internal sealed class RequestFacts : IJsonFacts
{
    private readonly AiCall _call;
    private readonly JsonScalars _json;

    public RequestFacts(AiCall call)
    {
        _call = call;
        _json = new JsonScalars(this);
        _json.Reset();
    }

    public void Read(ReadOnlySpan<byte> piece) => _json.Read(piece);

    public void Take(ReadOnlySpan<byte> path, JsonScalar value)
    {
        if (path.SequenceEqual("model"u8))
        {
            _call.SetRequestModel(value.Text());
        }
        else if (path.SequenceEqual("max_tokens"u8) || path.SequenceEqual("max_completion_tokens"u8) || path.SequenceEqual("max_output_tokens"u8))
        {
            _call.SetMaxOutputTokens(value.Count());
        }
        else if (path.SequenceEqual("temperature"u8))
        {
            _call.SetTemperature(value.Number());
        }
        else if (path.SequenceEqual("top_p"u8))
        {
            _call.SetTopP(value.Number());
        }
        else if (path.SequenceEqual("service_tier"u8))
        {
            _call.SetRequestServiceTier(value.Text());
        }
        else if (path.SequenceEqual("stream"u8) && value.IsTrue)
        {
            _call.SetStreaming();
        }
    }
}
