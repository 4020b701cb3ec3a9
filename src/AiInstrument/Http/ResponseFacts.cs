using AiInstrument.Capture;

namespace AiInstrument.Http;

/// <summary>Reads what a response tells, from its JSON or its events as the consumer reads them, and ends the call.</summary>
internal sealed class ResponseFacts : IJsonFacts
{
    private readonly AiCall _call;
    private readonly bool _isAnthropic;
    private readonly JsonScalars? _json;
    private readonly ServerSentEvents? _events;
    private HttpUsage _usage;
    private bool _told;
    private bool _toldFinally;
    private bool _lastEventSeen;

    /// <param name="call">The call.</param>
    /// <param name="endpoint">Where the response comes from.</param>
    /// <param name="content">The response's content. One that is no readable JSON or event stream is only waited for.</param>
    public ResponseFacts(AiCall call, ModelEndpoint endpoint, HttpContent content)
    {
        _call = call;
        _isAnthropic = endpoint.IsAnthropic;
        var type = content.Headers.ContentType?.MediaType;
        var isEvents = string.Equals(type, "text/event-stream", StringComparison.OrdinalIgnoreCase);
        if (isEvents)
        {
            call.SetStreaming();
        }

        // A compressed body would have to be unpacked a second time: its usage is unknown.
        if (content.Headers.ContentEncoding.Count > 0 || !(isEvents || string.Equals(type, "application/json", StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        _json = new JsonScalars(this);
        _json.Reset();
        _events = isEvents ? new ServerSentEvents(_json) : null;
    }

    /// <summary>Reads a piece that the consumer got.</summary>
    public void Read(ReadOnlySpan<byte> piece)
    {
        try
        {
            if (_events is not null)
            {
                _call.FirstToken();
                _events.Read(piece);
            }
            else
            {
                _json?.Read(piece);
            }
        }
        catch (Exception e)
        {
            _call.TelemetryFault(e);
        }
    }

    /// <summary>The consumer has read to the end.</summary>
    public void End()
    {
        SetUsage();
        _call.Complete();
    }

    /// <summary>The consumer reads no more.</summary>
    public void Leave()
    {
        SetUsage();
        if (_lastEventSeen || _events is { HasEnded: true } || (_events is null && _json is { IsComplete: true }))
        {
            // It knew the last part when it saw it.
            _call.Complete();
        }
        else
        {
            _call.Abandon(cancelled: false);
        }
    }

    /// <summary>Reading failed.</summary>
    /// <returns>Always false, for an exception filter.</returns>
    public bool Fail(Exception exception)
    {
        SetUsage();
        return _call.Fail(exception);
    }

    public void Take(ReadOnlySpan<byte> path, JsonScalar value)
    {
        // The Responses API's events hold the response, Anthropic's first event the message so far.
        var isMessage = path.StartsWith("message."u8);
        path = isMessage ? path["message.".Length..] : path.StartsWith("response."u8) ? path["response.".Length..] : path;
        if (path.StartsWith("usage."u8))
        {
            TakeUsage(path["usage.".Length..], value, isFinal: !isMessage);
        }
        else if (path.SequenceEqual("model"u8))
        {
            _call.SetResponseModel(value.Text());
        }
        else if (path.SequenceEqual("id"u8))
        {
            _call.SetResponseId(value.Text());
        }
        else if (path.SequenceEqual("service_tier"u8))
        {
            _call.SetServiceTier(value.Text());
        }
        else if (path.SequenceEqual("choices.finish_reason"u8) || path.SequenceEqual("stop_reason"u8) || path.SequenceEqual("delta.stop_reason"u8)
            || path.SequenceEqual("incomplete_details.reason"u8))
        {
            _call.AddFinishReason(value.Text());
        }
        else if (path.SequenceEqual("type"u8))
        {
            _lastEventSeen |= value.Text() is "message_stop" or "response.completed" or "response.incomplete" or "response.failed";
        }
    }

    private void TakeUsage(ReadOnlySpan<byte> name, JsonScalar value, bool isFinal)
    {
        if (name.SequenceEqual("service_tier"u8))
        {
            _call.SetServiceTier(value.Text());
        }
        else if (value.Count() is { } count && _usage.Take(name, count))
        {
            _told = true;
            _toldFinally |= isFinal;
        }
    }

    private void SetUsage()
    {
        if (_toldFinally)
        {
            _call.SetUsage(_usage.ToUsage(_isAnthropic));
        }
        else if (_told)
        {
            _call.SetPartialUsage(_usage.ToUsage(_isAnthropic));
        }
    }
}
