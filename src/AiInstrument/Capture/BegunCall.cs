namespace AiInstrument.Capture;

/// <summary>Holds a call whose request was sent until somebody reads the response. Ends it as abandoned when nobody does.</summary>
internal sealed class BegunCall(AiCall call)
{
#pragma warning disable MA0055 // Nothing but the garbage collector knows that a response will never be read.
    ~BegunCall() => call.Leave();
#pragma warning restore MA0055

    public AiCall? Take()
    {
        GC.SuppressFinalize(this);
        return call;
    }
}
