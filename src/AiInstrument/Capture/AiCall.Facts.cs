using System.Diagnostics;
using AiInstrument.Capture.Content;

namespace AiInstrument.Capture;

public sealed partial class AiCall
{
    private string? _requestModel;
    private string? _provider;
    private string? _servedServiceTier;
    private string? _responseModel;
    private string? _responseId;

    /// <summary>One reason as a string, or a list of them: almost every call has one.</summary>
    private object? _finishReasons;
    private Uri? _server;

    // Boxed, as tags hold them.
    private object? _maxOutputTokens;
    private object? _temperature;
    private double _secondsToFirstToken;
    private AiUsage _usage;
    private bool _usageIsFinal;
    private bool _streaming;
    private bool _hasClientFeature;
    private int _firstTokenSeen;

    private string Operation => _beside?.Operation ?? _site.Operation;

    /// <summary>The usage that was last set: what an adapter merges the next part of a stream into.</summary>
    public AiUsage CurrentUsage => _usage;

    /// <summary>Sets the feature that the called client serves: it is nearer than a scope around the call, and farther than the site's own.</summary>
    /// <param name="feature">The feature. Null is ignored.</param>
    public void SetClientFeature(AiFeatureInfo? feature)
    {
        if (feature is not null && _site.Feature is null)
        {
            _attribution = _attribution with { FeatureId = feature.Id, FeatureCategory = feature.Category, Purpose = feature.Purpose };
            _hasClientFeature = true;
        }
    }

    /// <summary>Sets the operation (<c>gen_ai.operation.name</c>) where the called method leaves it open.</summary>
    /// <param name="operation"><c>chat</c>, <c>embeddings</c>, <c>generate_content</c>, …</param>
    public void SetOperation(string operation) => Beside.Operation = operation;

    /// <summary>Sets the provider (<c>gen_ai.provider.name</c>).</summary>
    /// <param name="provider">As the semantic conventions spell it: <c>openai</c>, <c>anthropic</c>, <c>aws.bedrock</c>, … Null is ignored.</param>
    public void SetProvider(string? provider) => _provider = provider ?? _provider;

    /// <summary>Sets the model that was asked for (<c>gen_ai.request.model</c>) and names the span after it.</summary>
    /// <param name="model">The model or deployment. Null is ignored.</param>
    public void SetRequestModel(string? model) => _requestModel = model ?? _requestModel;

    /// <summary>Says that the response comes as a stream (<c>gen_ai.request.stream</c>).</summary>
    public void SetStreaming() => _streaming = true;

    /// <summary>Sets host and port of the provider (<c>server.address</c>, <c>server.port</c>).</summary>
    /// <param name="endpoint">The client's absolute endpoint. Null is ignored.</param>
    public void SetServer(Uri? endpoint)
    {
        if (endpoint is { IsAbsoluteUri: true })
        {
            _server = endpoint;
        }
    }

    /// <summary>Sets the bound on output tokens (<c>gen_ai.request.max_tokens</c>).</summary>
    /// <param name="tokens">The bound. Null is ignored.</param>
    public void SetMaxOutputTokens(long? tokens) => _maxOutputTokens = Boxes.Of(tokens) ?? _maxOutputTokens;

    /// <summary>Sets the sampling temperature (<c>gen_ai.request.temperature</c>).</summary>
    /// <param name="temperature">The temperature. Null is ignored.</param>
    public void SetTemperature(double? temperature) => _temperature = Boxes.Of(temperature) ?? _temperature;

    /// <summary>Sets nucleus sampling (<c>gen_ai.request.top_p</c>).</summary>
    /// <param name="topP">The probability mass. Null is ignored.</param>
    public void SetTopP(double? topP)
    {
        if (topP is not null)
        {
            Beside.TopP = topP;
        }
    }

    /// <summary>Sets the service tier that was asked for.</summary>
    /// <param name="tier">The provider's word: <c>flex</c>, <c>priority</c>, … Null is ignored.</param>
    public void SetRequestServiceTier(string? tier)
    {
        if (tier is not null)
        {
            Beside.RequestServiceTier = tier;
        }
    }

    /// <summary>Sets the model that answered (<c>gen_ai.response.model</c>).</summary>
    /// <param name="model">The exact model. Null is ignored.</param>
    public void SetResponseModel(string? model) => _responseModel = model ?? _responseModel;

    /// <summary>Sets the response's id (<c>gen_ai.response.id</c>), by which two spans of one call are known.</summary>
    /// <param name="id">The provider's id. Null is ignored.</param>
    public void SetResponseId(string? id) => _responseId = id ?? _responseId;

    /// <summary>Adds the reason why one choice ended (<c>gen_ai.response.finish_reasons</c>).</summary>
    /// <param name="reason">The provider's word: <c>stop</c>, <c>length</c>, <c>tool_calls</c>, … Null is ignored.</param>
    public void AddFinishReason(string? reason)
    {
        if (reason is null)
        {
            return;
        }

        switch (_finishReasons)
        {
            case null:
                _finishReasons = reason;
                break;
            case string first:
                _finishReasons = new List<string> { first, reason };
                break;
            case List<string> more:
                more.Add(reason);
                break;
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
            _secondsToFirstToken = Stopwatch.GetElapsedTime(_started).TotalSeconds;
        }
    }

    private bool IsEstimated(string outcome)
    {
        // A stream that failed before its first part is a refused request, and one that a budget denied was never sent: they used nothing.
        var unused = (outcome is CallOutcome.Error && _firstTokenSeen == 0) || outcome is CallOutcome.Denied;
        return _streaming && !_usageIsFinal && !unused;
    }

    private void WriteContent(ref SpanTags tags)
    {
        try
        {
            Content!.Write(ref tags, _finishReasons as string ?? (_finishReasons as List<string>)?[0]);
        }
        catch (Exception e)
        {
            // A redactor threw: content that is not redacted stays here.
            TelemetryFaults.Count(e);
            tags.Set(ContentKeys.NotCaptured, "all");
        }
    }

    private void WriteFacts(Activity activity, string outcome, string? errorType)
    {
        activity.DisplayName = _site.SpanName(Operation, _requestModel);
        var tags = new SpanTags(activity, _tagsAtStart);
        tags.Set(SpanKeys.OperationName, Operation);
        tags.Set(SpanKeys.ProviderName, _provider);
        tags.Set(SpanKeys.RequestModel, _requestModel);
        if (_streaming)
        {
            tags.Set(SpanKeys.RequestStream, Boxes.True);
        }

        if (_server is { } server)
        {
            tags.Set(SpanKeys.ServerAddress, server.Host);
            tags.Set(SpanKeys.ServerPort, server.Port < 0 ? null : Boxes.Of(server.Port));
        }

        tags.Set(SpanKeys.RequestMaxTokens, _maxOutputTokens);
        tags.Set(SpanKeys.RequestTemperature, _temperature);
        tags.Set(SpanKeys.RequestTopP, _beside?.TopP);
        tags.Set(SpanKeys.ResponseModel, _responseModel);
        tags.Set(SpanKeys.ResponseId, _responseId);
        if (_firstTokenSeen != 0)
        {
            tags.Set(SpanKeys.ResponseTimeToFirstChunk, _secondsToFirstToken);
        }

        UsageAttributes.Write(ref tags, _usage);
        _beside?.Write(ref tags);
        tags.Set(SpanKeys.ResponseFinishReasons, _finishReasons switch
        {
            null => null,
            string one => Boxes.ListOf(one),
            var more => ((List<string>)more).ToArray(),
        });

        // OpenAI's keys serve its compatible providers too.
        var anthropic = _provider is "anthropic";
        tags.Set(anthropic ? SpanKeys.AnthropicRequestServiceTier : SpanKeys.OpenAIRequestServiceTier, _beside?.RequestServiceTier);
        tags.Set(anthropic ? SpanKeys.AnthropicResponseServiceTier : SpanKeys.OpenAIResponseServiceTier, _servedServiceTier);
        if (IsEstimated(outcome))
        {
            tags.Set(SpanKeys.UsageEstimated, Boxes.True);
        }

        if (_hasClientFeature)
        {
            activity.SetTag(SpanKeys.FeatureId, _attribution.FeatureId);
            activity.SetTag(SpanKeys.FeatureCategory, _attribution.FeatureCategory);
            activity.SetTag(SpanKeys.Purpose, _attribution.Purpose);
        }

        if (Content is not null)
        {
            WriteContent(ref tags);
        }

        tags.Set(SpanKeys.BudgetLease, BudgetLeases);
        tags.Set(SpanKeys.Outcome, outcome);
        tags.Set(SpanKeys.ErrorType, errorType);
        if (outcome is CallOutcome.Error or CallOutcome.Denied)
        {
            // No description: an exception's message may quote prompts or keys.
            activity.SetStatus(ActivityStatusCode.Error);
        }
    }
}
