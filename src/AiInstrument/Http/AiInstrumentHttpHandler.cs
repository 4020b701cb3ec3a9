using System.Globalization;
using AiInstrument.Budgets;
using AiInstrument.Capture;
using AiInstrument.Http;

namespace AiInstrument;

/// <summary>
/// Measures calls of models that are made over HTTP without an intercepted SDK: requests in the shape of OpenAI's API (Azure's
/// paths too) or of Anthropic's Messages API, known by method and path whatever the host.
/// </summary>
/// <remarks>
/// Requests and responses pass through as they are: bodies are read along while they are sent and consumed, not before. One
/// span is one attempt: put the handler inside a retrying one, so that each attempt is counted. Inside a call that is
/// intercepted or measured by a wrapper it measures nothing. The span ends when the response has been read, or is disposed.
/// </remarks>
public sealed class AiInstrumentHttpHandler : DelegatingHandler
{
    private const long MostBytesToReadAhead = 4 * 1024 * 1024;

    /// <summary>A handler whose inner one is set later, as <c>IHttpClientFactory</c> does.</summary>
    public AiInstrumentHttpHandler()
    {
    }

    /// <summary>A handler around another.</summary>
    /// <param name="innerHandler">Sends the requests. It is disposed with this one.</param>
    public AiInstrumentHttpHandler(HttpMessageHandler innerHandler)
        : base(innerHandler)
    {
    }

    /// <inheritdoc/>
    /// <exception cref="AiBudgetExceededException">A budget does not allow the call: nothing was sent.</exception>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (IsCall(request) is not { } endpoint || Start(request, endpoint) is not { } call)
        {
            return base.Send(request, cancellationToken);
        }

        var content = request.Content;
        try
        {
            if (content is not null && Observe(request, content, call) is { } facts)
            {
                LoadAsync(content, cancellationToken).GetAwaiter().GetResult();
                content.CopyTo(new ObservedWriteStream(Stream.Null, facts), context: null, cancellationToken);
            }

            call.Admit();
            return Observed(base.Send(request, cancellationToken), endpoint, call);
        }
        catch (Exception e) when (call.Fail(e))
        {
            throw;
        }
        finally
        {
            request.Content = content;
            call.Detach();
        }
    }

    /// <inheritdoc/>
    /// <exception cref="AiBudgetExceededException">A budget does not allow the call: nothing was sent.</exception>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return IsCall(request) is { } endpoint ? SendAsync(request, endpoint, cancellationToken) : base.SendAsync(request, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, ModelEndpoint endpoint, CancellationToken cancellationToken)
    {
        // Started in here: what an async method makes current stays in it.
        if (Start(request, endpoint) is not { } call)
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        var content = request.Content;
        try
        {
            if (content is not null && Observe(request, content, call) is { } facts)
            {
                await LoadAsync(content, cancellationToken).ConfigureAwait(false);
                await content.CopyToAsync(new ObservedWriteStream(Stream.Null, facts), context: null, cancellationToken).ConfigureAwait(false);
            }

            call.Admit();
            return Observed(await base.SendAsync(request, cancellationToken).ConfigureAwait(false), endpoint, call);
        }
        catch (Exception e) when (call.Fail(e))
        {
            throw;
        }
        finally
        {
            request.Content = content;
            call.Detach();
        }
    }

    private static ModelEndpoint? IsCall(HttpRequestMessage request)
        => AiCall.IsListening && ModelEndpoint.Of(request) is { } endpoint ? endpoint : null;

    private static AiCall? Start(HttpRequestMessage request, ModelEndpoint endpoint)
    {
        var call = AiCall.Start(endpoint.Site);
        if (call is not null && request.RequestUri is { } uri)
        {
            call.SetServer(uri);
            call.SetProvider(AiProviders.OfHost(uri.Host));
            call.SetRequestModel(ModelEndpoint.Deployment(uri));
        }

        return call;
    }

    private static Task LoadAsync(HttpContent content, CancellationToken cancellationToken)
#if NET9_0_OR_GREATER
        => content.LoadIntoBufferAsync(MostBytesToReadAhead, cancellationToken);
#else
        => cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : content.LoadIntoBufferAsync(MostBytesToReadAhead);
#endif

    /// <summary>Has the request's content read along as it is sent.</summary>
    /// <returns>What reads it, for a content to be read before it is sent: a budget gate wants to know the model. Else null.</returns>
    private static RequestFacts? Observe(HttpRequestMessage request, HttpContent content, AiCall call)
    {
        if (content.Headers.ContentEncoding.Count > 0
            || !string.Equals(content.Headers.ContentType?.MediaType, "application/json", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var facts = new RequestFacts(call);

        // A content whose length is known is sent the same way when it was buffered before.
        if (AiCall.HasGate && content.Headers.ContentLength is <= MostBytesToReadAhead)
        {
            return facts;
        }

        request.Content = new ObservedRequestContent(content, facts);
        return null;
    }

    private static HttpResponseMessage Observed(HttpResponseMessage response, ModelEndpoint endpoint, AiCall call)
    {
        if (!response.IsSuccessStatusCode)
        {
            call.Refuse(((int)response.StatusCode).ToString(CultureInfo.InvariantCulture));
        }
        else if (response.Content.Headers.ContentLength == 0)
        {
            call.Complete();
        }
        else
        {
            response.Content = new ObservedResponseContent(response.Content, new ResponseFacts(call, endpoint, response.Content));
        }

        return response;
    }
}
