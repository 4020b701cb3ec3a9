namespace AiInstrument.Capture;

public sealed partial class AiCall
{
    /// <summary>Ends the span of a stream that its consumer let go. After the response came in full this does nothing.</summary>
    /// <param name="lastPart">When the last part came (UTC), for who learns late that nobody reads on: a finalizer. Null means now.</param>
    public void Leave(DateTime? lastPart = null)
    {
        if (lastPart is not null && Volatile.Read(ref _ended) == 0)
        {
            _activity?.SetEndTime(lastPart.Value);
        }

        Abandon(cancelled: false);
    }
}
