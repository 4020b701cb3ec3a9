using System.Diagnostics;

namespace AiInstrument.Capture;

public sealed partial class AiCall
{
    private readonly List<string> _finishReasons = [];
    private string _operation;
    private string? _requestModel;
    private string? _provider;
    private string? _requestServiceTier;
    private string? _servedServiceTier;
    private AiUsage _usage;
    private bool _usageIsFinal;
    private bool _streaming;
    private int _firstTokenSeen;

    /// <summary>The usage that was last set: what an adapter merges the next part of a stream into.</summary>
    public AiUsage CurrentUsage => _usage;

    /// <summary>Sets the operation (<c>gen_ai.operation.name</c>) where the called method leaves it open.</summary>
    /// <param name="operation"><c>chat</c>, <c>embeddings</c>, <c>generate_content</c>, …</param>
    public void SetOperation(string operation)
    {
        _operation = operation;
        Set(SpanKeys.OperationName, operation);
        NameSpan();
    }

    /// <summary>Sets the provider (<c>gen_ai.provider.name</c>).</summary>
    /// <param name="provider">As the semantic conventions spell it: <c>openai</c>, <c>anthropic</c>, <c>aws.bedrock</c>, … Null is ignored.</param>
    public void SetProvider(string? provider)
    {
        _provider = provider ?? _provider;
        Set(SpanKeys.ProviderName, provider);
    }

    /// <summary>Sets the model that was asked for (<c>gen_ai.request.model</c>) and names the span after it.</summary>
    /// <param name="model">The model or deployment. Null is ignored.</param>
    public void SetRequestModel(string? model)
    {
        // Client, request and call site often name the same model.
        if (model is null || model == _requestModel)
        {
            return;
        }

        _requestModel = model;
        Set(SpanKeys.RequestModel, model);
        NameSpan();
    }

    /// <summary>Says that the response comes as a stream (<c>gen_ai.request.stream</c>).</summary>
    public void SetStreaming()
    {
        _streaming = true;
        Set(SpanKeys.RequestStream, true);
    }

    /// <summary>Sets host and port of the provider (<c>server.address</c>, <c>server.port</c>).</summary>
    /// <param name="endpoint">The client's absolute endpoint. Null is ignored.</param>
    public void SetServer(Uri? endpoint)
    {
        if (endpoint is { IsAbsoluteUri: true })
        {
            Set(SpanKeys.ServerAddress, endpoint.Host);
            Set(SpanKeys.ServerPort, endpoint.Port < 0 ? null : endpoint.Port);
        }
    }

    /// <summary>Sets the bound on output tokens (<c>gen_ai.request.max_tokens</c>).</summary>
    /// <param name="tokens">The bound. Null is ignored.</param>
    public void SetMaxOutputTokens(long? tokens) => Set(SpanKeys.RequestMaxTokens, tokens);

    /// <summary>Sets the sampling temperature (<c>gen_ai.request.temperature</c>).</summary>
    /// <param name="temperature">The temperature. Null is ignored.</param>
    public void SetTemperature(double? temperature) => Set(SpanKeys.RequestTemperature, temperature);

    /// <summary>Sets nucleus sampling (<c>gen_ai.request.top_p</c>).</summary>
    /// <param name="topP">The probability mass. Null is ignored.</param>
    public void SetTopP(double? topP) => Set(SpanKeys.RequestTopP, topP);

    /// <summary>Sets the service tier that was asked for.</summary>
    /// <param name="tier">The provider's word: <c>flex</c>, <c>priority</c>, … Null is ignored.</param>
    public void SetRequestServiceTier(string? tier) => _requestServiceTier = tier ?? _requestServiceTier;

    /// <summary>Sets the model that answered (<c>gen_ai.response.model</c>).</summary>
    /// <param name="model">The exact model. Null is ignored.</param>
    public void SetResponseModel(string? model) => Set(SpanKeys.ResponseModel, model);

    /// <summary>Sets the response's id (<c>gen_ai.response.id</c>), by which two spans of one call are known.</summary>
    /// <param name="id">The provider's id. Null is ignored.</param>
    public void SetResponseId(string? id) => Set(SpanKeys.ResponseId, id);

    /// <summary>Adds the reason why one choice ended (<c>gen_ai.response.finish_reasons</c>).</summary>
    /// <param name="reason">The provider's word: <c>stop</c>, <c>length</c>, <c>tool_calls</c>, … Null is ignored.</param>
    public void AddFinishReason(string? reason)
    {
        if (reason is not null)
        {
            _finishReasons.Add(reason);
        }
    }

    /// <summary>Sets the service tier that served the call: it decides the price.</summary>
    /// <param name="served">The provider's word. Null is ignored.</param>
    public void SetServiceTier(string? served) => _servedServiceTier = served ?? _servedServiceTier;

    /// <summary>Sets the usage of the whole call. The last one wins.</summary>
    /// <param name="usage">The counts as the provider gave them.</param>
    public void SetUsage(in AiUsage usage)
    {
        _usage = usage;
        _usageIsFinal = true;
    }

    /// <summary>Sets the usage so far, where a stream tells its final counts later. A stream that ends with no more than this is marked estimated.</summary>
    /// <param name="usage">The counts so far.</param>
    public void SetPartialUsage(in AiUsage usage)
    {
        _usage = usage;
        _usageIsFinal = false;
    }

    /// <summary>Records the time from the start to the first part of the response, in seconds. Only the first time counts.</summary>
    public void FirstToken()
    {
        if (Interlocked.Exchange(ref _firstTokenSeen, 1) == 0)
        {
            Set(SpanKeys.ResponseTimeToFirstChunk, Stopwatch.GetElapsedTime(_started).TotalSeconds);
        }
    }

    private void NameSpan() => _activity.DisplayName = _requestModel is null ? _operation : $"{_operation} {_requestModel}";

    private void Set(string key, object? value)
    {
        // What comes after the end would race with the exporter.
        if (value is not null && Volatile.Read(ref _ended) == 0)
        {
            _activity.SetTag(key, value);
        }
    }

    private void WriteEndFacts(string outcome, string? errorType)
    {
        UsageAttributes.Write(_activity, _usage);
        if (_finishReasons.Count > 0)
        {
            _activity.SetTag(SpanKeys.ResponseFinishReasons, _finishReasons.ToArray());
        }

        // Known only now: an adapter may tell provider and tier in any order. OpenAI's keys serve its compatible providers too.
        var anthropic = _provider is "anthropic";
        if (_requestServiceTier is not null)
        {
            _activity.SetTag(anthropic ? SpanKeys.AnthropicRequestServiceTier : SpanKeys.OpenAIRequestServiceTier, _requestServiceTier);
        }

        if (_servedServiceTier is not null)
        {
            _activity.SetTag(anthropic ? SpanKeys.AnthropicResponseServiceTier : SpanKeys.OpenAIResponseServiceTier, _servedServiceTier);
        }

        // A stream that failed before its first part is a refused request: it used nothing.
        var refused = outcome is CallOutcome.Error && _firstTokenSeen == 0;
        if (_streaming && !_usageIsFinal && !refused)
        {
            _activity.SetTag(SpanKeys.UsageEstimated, true);
        }

        _activity.SetTag(SpanKeys.Outcome, outcome);
        if (errorType is not null)
        {
            _activity.SetTag(SpanKeys.ErrorType, errorType);
        }

        if (outcome is CallOutcome.Error)
        {
            // No description: an exception's message may quote prompts or keys.
            _activity.SetStatus(ActivityStatusCode.Error);
        }
    }
}
