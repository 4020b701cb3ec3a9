namespace AiInstrument.Capture;

public sealed partial class AiCall
{
    private const string InnerResponse = "aiinstrument.inner:";
    private string? _responseId;

    /// <summary>
    /// One response may pass two measured calls: an agent's or a framework's around that of the client which it was given.
    /// Who is inside is counted; who is around it says so, for both tell the usage.
    /// </summary>
    /// <remarks>Only the same response proves it: an agent's tool that calls a model is a call of its own.</remarks>
    private void MarkNested()
    {
        if (_responseId is null)
        {
            return;
        }

        var key = InnerResponse + _responseId;
        if (_activity.GetCustomProperty(key) is string inner)
        {
            _activity.SetTag(SpanKeys.CoveredBy, inner);
            return;
        }

        for (var around = _activity.Parent; around is not null; around = around.Parent)
        {
            if (ReferenceEquals(around.Source, AiActivitySource.Calls))
            {
                around.SetCustomProperty(key, _activity.SpanId.ToHexString());
            }
        }
    }
}
