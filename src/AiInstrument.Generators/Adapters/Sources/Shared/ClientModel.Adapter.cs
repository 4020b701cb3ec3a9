namespace AiInstrument.Generated;

using global::System;
using global::System.ClientModel;
using global::System.ClientModel.Primitives;
using global::System.Collections.Generic;
using global::System.IO;
using global::System.Threading;
using global::System.Threading.Tasks;
using global::AiInstrument.Capture;
using global::AiInstrument.Registry;

/// <summary>System.ClientModel: collections that are streamed responses.</summary>
/// <remarks>
/// The base classes enumerate by asking for raw pages and then for each page's values, and only those two steps can be
/// overridden. So there is one page that stands for the whole observed stream, and becomes a real one if somebody reads it.
/// </remarks>
internal static partial class Adapter
{
    internal sealed class ObservedAsyncCollection<T> : AsyncCollectionResult<T>
    {
        private readonly AsyncCollectionResult<T> _inner;
        private readonly IAsyncEnumerable<T> _observed;
        private readonly Action<AiCall> _request;
        private readonly AiCallSite _site;

        public ObservedAsyncCollection(AsyncCollectionResult<T> inner, AiCallSite site, Action<AiCall> request, Action<AiCall, T> item)
        {
            _inner = inner;
            _site = site;
            _request = request;
            _observed = AiStream.Observe(inner, site, request, item);
        }

        public override async IAsyncEnumerable<ClientResult> GetRawPagesAsync()
        {
            var response = new DeferredResponse(Open);
            yield return new StreamPage(response);
            if (!(response.Pages is { } pages))
            {
                yield break;
            }

            await using (pages.ConfigureAwait(false))
            {
                while (await pages.MoveNextAsync().ConfigureAwait(false))
                {
                    yield return pages.Current;
                }
            }
        }

        public override ContinuationToken? GetContinuationToken(ClientResult page) => RealPage(page) is { } real ? _inner.GetContinuationToken(real) : null;

        protected override IAsyncEnumerable<T> GetValuesFromPageAsync(ClientResult page) => _observed;

        /// <summary>Sends the request for somebody who reads the raw response. Blocks: a page's members are synchronous.</summary>
        private (PipelineResponse Response, IAsyncEnumerator<ClientResult> Pages) Open()
        {
            var call = StartRaw(_site, _request);
            var pages = _inner.GetRawPagesAsync().GetAsyncEnumerator();
            try
            {
                call?.Admit();
                pages.MoveNextAsync().AsTask().GetAwaiter().GetResult();
            }
            catch (Exception e) when (call is { } && call.Fail(e))
            {
                throw;
            }
            finally
            {
                call?.Detach();
            }

            call?.Complete();
            return (pages.Current.GetRawResponse(), pages);
        }
    }

    internal sealed class ObservedCollection<T> : CollectionResult<T>
    {
        private readonly CollectionResult<T> _inner;
        private readonly IEnumerable<T> _observed;
        private readonly Action<AiCall> _request;
        private readonly AiCallSite _site;

        public ObservedCollection(CollectionResult<T> inner, AiCallSite site, Action<AiCall> request, Action<AiCall, T> item)
        {
            _inner = inner;
            _site = site;
            _request = request;
            _observed = AiStream.Observe(inner, site, request, item);
        }

        public override IEnumerable<ClientResult> GetRawPages()
        {
            IEnumerator<ClientResult>? pages = null;
            yield return new StreamPage(new DeferredResponse(() =>
            {
                pages = Open();
                return (pages.Current.GetRawResponse(), null);
            }));
            if (pages is null)
            {
                yield break;
            }

            using (pages)
            {
                while (pages.MoveNext())
                {
                    yield return pages.Current;
                }
            }
        }

        public override ContinuationToken? GetContinuationToken(ClientResult page) => RealPage(page) is { } real ? _inner.GetContinuationToken(real) : null;

        protected override IEnumerable<T> GetValuesFromPage(ClientResult page) => _observed;

        private IEnumerator<ClientResult> Open()
        {
            var call = StartRaw(_site, _request);
            var pages = _inner.GetRawPages().GetEnumerator();
            try
            {
                call?.Admit();
                pages.MoveNext();
            }
            catch (Exception e) when (call is { } && call.Fail(e))
            {
                throw;
            }
            finally
            {
                call?.Detach();
            }

            call?.Complete();
            return pages;
        }
    }

    /// <summary>A raw stream is read by its caller: the call is recorded, its usage is not known.</summary>
    private static AiCall? StartRaw(AiCallSite site, Action<AiCall> request)
    {
        var call = AiCall.Start(site);
        if (call is { })
        {
            call.SetStreaming();
            try
            {
                request(call);
            }
            catch (Exception e)
            {
                call.TelemetryFault(e);
            }
        }

        return call;
    }

    /// <summary>Null for a page that nobody read: asking where it goes on must not send a request.</summary>
    private static ClientResult? RealPage(ClientResult page) =>
        !(page is StreamPage { Response: var response }) ? page : response.IsOpen ? ClientResult.FromResponse(response.Real) : null;

    private sealed class StreamPage : ClientResult
    {
        public StreamPage(DeferredResponse response)
            : base(response) => Response = response;

        public DeferredResponse Response { get; }
    }

    /// <summary>A response whose request is sent when a member is read.</summary>
    private sealed class DeferredResponse : PipelineResponse
    {
        private readonly Lazy<(PipelineResponse Response, IAsyncEnumerator<ClientResult>? Pages)> _opened;

        public DeferredResponse(Func<(PipelineResponse Response, IAsyncEnumerator<ClientResult>? Pages)> open) =>
            _opened = new Lazy<(PipelineResponse Response, IAsyncEnumerator<ClientResult>? Pages)>(open);

        public bool IsOpen => _opened.IsValueCreated;

        public PipelineResponse Real => _opened.Value.Response;

        /// <summary>The pages from the second on; null when nobody read the first.</summary>
        public IAsyncEnumerator<ClientResult>? Pages => IsOpen ? _opened.Value.Pages : null;

        public override int Status => Real.Status;

        public override string ReasonPhrase => Real.ReasonPhrase;

        public override bool IsError => Real.IsError;

        public override Stream? ContentStream
        {
            get => Real.ContentStream;
            set => Real.ContentStream = value;
        }

        public override BinaryData Content => Real.Content;

        protected override PipelineResponseHeaders HeadersCore => Real.Headers;

        public override BinaryData BufferContent(CancellationToken cancellationToken = default) => Real.BufferContent(cancellationToken);

        public override ValueTask<BinaryData> BufferContentAsync(CancellationToken cancellationToken = default) => Real.BufferContentAsync(cancellationToken);

        public override void Dispose()
        {
            if (IsOpen)
            {
                Real.Dispose();
            }
        }
    }
}
