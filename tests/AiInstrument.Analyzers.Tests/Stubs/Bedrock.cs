// assembly: AWSSDK.Core
namespace Amazon
{
    public class RegionEndpoint
    {
        public string SystemName { get; set; } = "";
        public string PartitionDnsSuffix { get; set; } = "";
    }
}

namespace Amazon.Runtime
{
    public interface IClientConfig
    {
        string ServiceURL { get; }
        RegionEndpoint RegionEndpoint { get; }
    }

    public class ClientConfig : IClientConfig
    {
        public string ServiceURL { get; set; } = null!;
        public RegionEndpoint RegionEndpoint { get; set; } = null!;
    }

    public interface IAmazonService
    {
        IClientConfig Config { get; }
    }

    public class ResponseMetadata
    {
        public string RequestId { get; set; } = "";
    }

    public class AmazonWebServiceResponse
    {
        public ResponseMetadata ResponseMetadata { get; set; } = new() { RequestId = "req-1" };
        public long ContentLength { get; set; }
        public System.Net.HttpStatusCode HttpStatusCode { get; set; } = System.Net.HttpStatusCode.OK;
    }

    public class ConstantClass(string value)
    {
        public string Value => value;
        public override string ToString() => value;
    }
}

namespace Amazon.Runtime.EventStreams
{
    public interface IEventStreamEvent;

    public class EventStreamException(string message) : Exception(message);

    public class EventStreamEventReceivedArgs<T>(T streamed) : EventArgs
        where T : IEventStreamEvent
    {
        public T EventStreamEvent => streamed;
    }

    public class EventStreamExceptionReceivedArgs<T>(T exception) : EventArgs
        where T : EventStreamException
    {
        public T EventStreamException => exception;
    }
}

namespace Amazon.Runtime.EventStreams.Internal
{
    /// <summary>Raises each event when it is read, as the SDK's does, whether it is enumerated or listened to.</summary>
    public abstract class EnumerableEventOutputStream<T, TE>(IEnumerable<T> source) : IEnumerable<T>, IAsyncEnumerable<T>, IDisposable
        where T : IEventStreamEvent
        where TE : EventStreamException
    {
        public virtual event EventHandler<EventStreamEventReceivedArgs<T>>? EventReceived;
        public virtual event EventHandler<EventStreamExceptionReceivedArgs<TE>>? ExceptionReceived;

        public IEnumerator<T> GetEnumerator()
        {
            foreach (var streamed in source)
            {
                EventReceived?.Invoke(this, new(streamed));
                yield return streamed;
            }
        }

        public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            foreach (var streamed in source)
            {
                await Task.Yield();
                EventReceived?.Invoke(this, new(streamed));
                yield return streamed;
            }
        }

        public async Task StartProcessingAsync()
        {
            await Task.Yield();
            try
            {
                foreach (var streamed in source)
                {
                    EventReceived?.Invoke(this, new(streamed));
                }
            }
            catch (TE e)
            {
                ExceptionReceived?.Invoke(this, new(e));
            }
        }

        public void Dispose()
        {
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

// assembly: AWSSDK.BedrockRuntime
namespace Amazon.BedrockRuntime
{
    using Amazon.BedrockRuntime.Model;
    using Amazon.Runtime;

    public interface IAmazonBedrockRuntime : IAmazonService
    {
        ConverseResponse Converse(ConverseRequest request);
        Task<ConverseResponse> ConverseAsync(ConverseRequest request, CancellationToken cancellationToken = default);
        ConverseStreamResponse ConverseStream(ConverseStreamRequest request);
        Task<ConverseStreamResponse> ConverseStreamAsync(ConverseStreamRequest request, CancellationToken cancellationToken = default);
        InvokeModelResponse InvokeModel(InvokeModelRequest request);
        Task<InvokeModelResponse> InvokeModelAsync(InvokeModelRequest request, CancellationToken cancellationToken = default);
        InvokeModelWithResponseStreamResponse InvokeModelWithResponseStream(InvokeModelWithResponseStreamRequest request);
        Task<InvokeModelWithResponseStreamResponse> InvokeModelWithResponseStreamAsync(InvokeModelWithResponseStreamRequest request, CancellationToken cancellationToken = default);
        StartAsyncInvokeResponse StartAsyncInvoke(StartAsyncInvokeRequest request);
        Task<StartAsyncInvokeResponse> StartAsyncInvokeAsync(StartAsyncInvokeRequest request, CancellationToken cancellationToken = default);
        ApplyGuardrailResponse ApplyGuardrail(ApplyGuardrailRequest request);
        Task<ApplyGuardrailResponse> ApplyGuardrailAsync(ApplyGuardrailRequest request, CancellationToken cancellationToken = default);
        Task<object> InvokeModelWithBidirectionalStreamAsync(object request);
        Task<object> CountTokensAsync(object request);
        Task<object> GetAsyncInvokeAsync(object request);
        Task<object> ListAsyncInvokesAsync(object request);
    }

    public class AmazonBedrockRuntimeClient : IAmazonBedrockRuntime
    {
        public IClientConfig Config { get; set; } = new ClientConfig { RegionEndpoint = new() { SystemName = "eu-central-1", PartitionDnsSuffix = "amazonaws.com" } };
        public string Body { get; set; } = "{}";
        public virtual ConverseResponse Converse(ConverseRequest request) => new()
        {
            StopReason = new StopReason("tool_use"),
            Output = new() { Message = new() { Content = [new(), new() { ToolUse = new() }] } },
            Usage = Usage(),
        };

        public virtual async Task<ConverseResponse> ConverseAsync(ConverseRequest request, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return request.ModelId == "refused" ? throw new InvalidOperationException("refused") : Converse(request);
        }

        public virtual ConverseStreamResponse ConverseStream(ConverseStreamRequest request) => new() { ContentLength = 77, Stream = new(Events(request.ModelId)) };

        public virtual async Task<ConverseStreamResponse> ConverseStreamAsync(ConverseStreamRequest request, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return request.ModelId == "refused" ? throw new InvalidOperationException("refused") : ConverseStream(request);
        }

        public virtual InvokeModelResponse InvokeModel(InvokeModelRequest request) => new() { ContentType = "application/json", Body = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Body)) };
        public virtual Task<InvokeModelResponse> InvokeModelAsync(InvokeModelRequest request, CancellationToken cancellationToken = default) => Task.FromResult(InvokeModel(request));

        public virtual InvokeModelWithResponseStreamResponse InvokeModelWithResponseStream(InvokeModelWithResponseStreamRequest request) =>
            new() { ContentType = "application/json", Body = new(Body.Split('\n').Select(part => new PayloadPart { Bytes = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(part)) })) };

        public virtual Task<InvokeModelWithResponseStreamResponse> InvokeModelWithResponseStreamAsync(InvokeModelWithResponseStreamRequest request, CancellationToken cancellationToken = default) => Task.FromResult(InvokeModelWithResponseStream(request));
        public virtual StartAsyncInvokeResponse StartAsyncInvoke(StartAsyncInvokeRequest request) => new();
        public virtual Task<StartAsyncInvokeResponse> StartAsyncInvokeAsync(StartAsyncInvokeRequest request, CancellationToken cancellationToken = default) => Task.FromResult(new StartAsyncInvokeResponse());
        public virtual ApplyGuardrailResponse ApplyGuardrail(ApplyGuardrailRequest request) => null!;
        public virtual Task<ApplyGuardrailResponse> ApplyGuardrailAsync(ApplyGuardrailRequest request, CancellationToken cancellationToken = default) => null!;
        public virtual Task<object> InvokeModelWithBidirectionalStreamAsync(object request) => null!;
        public virtual Task<object> CountTokensAsync(object request) => null!;
        public virtual Task<object> GetAsyncInvokeAsync(object request) => null!;
        public virtual Task<object> ListAsyncInvokesAsync(object request) => null!;

        private static TokenUsage Usage() => new()
        {
            InputTokens = 100,
            OutputTokens = 40,
            TotalTokens = 1440,
            CacheReadInputTokens = 1000,
            CacheWriteInputTokens = 300,
            CacheDetails = [new() { InputTokens = 100, Ttl = new CacheTTL("1h") }, new() { InputTokens = 200, Ttl = new CacheTTL("5m") }],
        };

        private static IEnumerable<Amazon.Runtime.EventStreams.IEventStreamEvent> Events(string model)
        {
            yield return new MessageStartEvent();
            yield return new ContentBlockStartEvent { Start = new() { ToolUse = new() } };
            if (model == "broken")
            {
                throw new BedrockRuntimeEventStreamException("broken");
            }

            yield return new MessageStopEvent { StopReason = new StopReason("end_turn") };
            yield return new ConverseStreamMetadataEvent { Usage = Usage() };
        }
    }
}

namespace Amazon.BedrockRuntime.Model
{
    using Amazon.Runtime;
    using Amazon.Runtime.EventStreams;
    using Amazon.Runtime.EventStreams.Internal;

    public class BedrockRuntimeEventStreamException(string message) : EventStreamException(message);

    public class StopReason(string value) : ConstantClass(value);

    public class CacheTTL(string value) : ConstantClass(value);

    public class InferenceConfiguration
    {
        public int? MaxTokens { get; set; }
        public float? Temperature { get; set; }
        public float? TopP { get; set; }
    }

    public class ConverseRequest
    {
        public string ModelId { get; set; } = "";
        public InferenceConfiguration InferenceConfig { get; set; } = null!;
    }

    public class ConverseResponse : AmazonWebServiceResponse
    {
        public StopReason StopReason { get; set; } = null!;
        public TokenUsage Usage { get; set; } = null!;
        public ConverseOutput Output { get; set; } = null!;
    }

    public class ConverseOutput
    {
        public Message Message { get; set; } = null!;
    }

    public class Message
    {
        public List<ContentBlock> Content { get; set; } = null!;
    }

    public class ContentBlock
    {
        public ToolUseBlock ToolUse { get; set; } = null!;
    }

    public class ToolUseBlock;

    public class TokenUsage
    {
        public int? InputTokens { get; set; }
        public int? OutputTokens { get; set; }
        public int? TotalTokens { get; set; }
        public int? CacheReadInputTokens { get; set; }
        public int? CacheWriteInputTokens { get; set; }
        public List<CacheDetail> CacheDetails { get; set; } = null!;
    }

    public class CacheDetail
    {
        public int? InputTokens { get; set; }
        public CacheTTL Ttl { get; set; } = null!;
    }

    public class ConverseStreamRequest
    {
        public string ModelId { get; set; } = "";
        public InferenceConfiguration InferenceConfig { get; set; } = null!;
    }

    public class ConverseStreamResponse : AmazonWebServiceResponse, IDisposable
    {
        public ConverseStreamOutput Stream { get; set; } = null!;

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing) => Stream?.Dispose();
    }

    public sealed class ConverseStreamOutput(IEnumerable<IEventStreamEvent> events) : EnumerableEventOutputStream<IEventStreamEvent, BedrockRuntimeEventStreamException>(events);

    public class MessageStartEvent : IEventStreamEvent;

    public class ContentBlockStartEvent : IEventStreamEvent
    {
        public ContentBlockStart Start { get; set; } = null!;
    }

    public class ContentBlockStart
    {
        public ToolUseBlockStart ToolUse { get; set; } = null!;
    }

    public class ToolUseBlockStart;

    public class MessageStopEvent : IEventStreamEvent
    {
        public StopReason StopReason { get; set; } = null!;
    }

    public class ConverseStreamMetadataEvent : IEventStreamEvent
    {
        public TokenUsage Usage { get; set; } = null!;
    }

    public class InvokeModelRequest
    {
        public string ModelId { get; set; } = "";
    }

    public class InvokeModelResponse : AmazonWebServiceResponse
    {
        public MemoryStream Body { get; set; } = null!;
        public string ContentType { get; set; } = null!;
    }

    public class InvokeModelWithResponseStreamRequest
    {
        public string ModelId { get; set; } = "";
    }

    public class InvokeModelWithResponseStreamResponse : AmazonWebServiceResponse
    {
        public ResponseStream Body { get; set; } = null!;
        public string ContentType { get; set; } = null!;
    }

    public sealed class ResponseStream(IEnumerable<IEventStreamEvent> events) : EnumerableEventOutputStream<IEventStreamEvent, BedrockRuntimeEventStreamException>(events);

    public class PayloadPart : IEventStreamEvent
    {
        public MemoryStream Bytes { get; set; } = null!;
    }

    public class StartAsyncInvokeRequest
    {
        public string ModelId { get; set; } = "";
    }

    public class StartAsyncInvokeResponse;

    public class ApplyGuardrailRequest
    {
        public string ModelId { get; set; } = "";
    }

    public class ApplyGuardrailResponse;
}

// assembly: AWSSDK.BedrockAgentRuntime
namespace Amazon.BedrockAgentRuntime
{
    public interface IAmazonBedrockAgentRuntime
    {
        InvokeAgentResponse InvokeAgent(InvokeAgentRequest request);
        Task<InvokeAgentResponse> InvokeAgentAsync(InvokeAgentRequest request, CancellationToken cancellationToken = default);
        InvokeInlineAgentResponse InvokeInlineAgent(InvokeInlineAgentRequest request);
        Task<InvokeInlineAgentResponse> InvokeInlineAgentAsync(InvokeInlineAgentRequest request, CancellationToken cancellationToken = default);
        InvokeFlowResponse InvokeFlow(InvokeFlowRequest request);
        Task<InvokeFlowResponse> InvokeFlowAsync(InvokeFlowRequest request, CancellationToken cancellationToken = default);
        RetrieveAndGenerateResponse RetrieveAndGenerate(RetrieveAndGenerateRequest request);
        Task<RetrieveAndGenerateResponse> RetrieveAndGenerateAsync(RetrieveAndGenerateRequest request, CancellationToken cancellationToken = default);
        RetrieveAndGenerateStreamResponse RetrieveAndGenerateStream(RetrieveAndGenerateStreamRequest request);
        Task<RetrieveAndGenerateStreamResponse> RetrieveAndGenerateStreamAsync(RetrieveAndGenerateStreamRequest request, CancellationToken cancellationToken = default);
        Task<object> RetrieveAsync(object request);
    }

    public class InvokeAgentRequest
    {
        public string ModelId { get; set; } = "";
    }

    public class InvokeAgentResponse;

    public class InvokeInlineAgentRequest
    {
        public string ModelId { get; set; } = "";
    }

    public class InvokeInlineAgentResponse;

    public class InvokeFlowRequest
    {
        public string ModelId { get; set; } = "";
    }

    public class InvokeFlowResponse;

    public class RetrieveAndGenerateRequest
    {
        public string ModelId { get; set; } = "";
    }

    public class RetrieveAndGenerateResponse;

    public class RetrieveAndGenerateStreamRequest
    {
        public string ModelId { get; set; } = "";
    }

    public class RetrieveAndGenerateStreamResponse;
}

// calls
using Amazon.BedrockRuntime;

class Calls
{
    void Use1(IAmazonBedrockRuntime client)
    {
        client.[|Converse|](new());
        client.[|ConverseAsync|](new());
        client.[|ConverseStream|](new());
        client.[|ConverseStreamAsync|](new());
        client.[|InvokeModel|](new());
        client.[|InvokeModelAsync|](new());
        client.[|InvokeModelWithResponseStream|](new());
        client.[|InvokeModelWithResponseStreamAsync|](new());
        client.[|StartAsyncInvoke|](new());
        client.[|StartAsyncInvokeAsync|](new());
        client.[|ApplyGuardrail|](new());
        client.[|ApplyGuardrailAsync|](new());
        client.[|InvokeModelWithBidirectionalStreamAsync|](new());
        client.CountTokensAsync(new());
        client.GetAsyncInvokeAsync(new());
        client.ListAsyncInvokesAsync(new());
    }

    void Use2(AmazonBedrockRuntimeClient client)
    {
        client.[|ConverseAsync|](new() { ModelId = "m" });
        client.[|InvokeModelAsync|](new());
        client.CountTokensAsync(new());
    }

    void Use3(Amazon.BedrockAgentRuntime.IAmazonBedrockAgentRuntime client)
    {
        client.[|InvokeAgent|](new());
        client.[|InvokeAgentAsync|](new());
        client.[|InvokeInlineAgent|](new());
        client.[|InvokeInlineAgentAsync|](new());
        client.[|InvokeFlow|](new());
        client.[|InvokeFlowAsync|](new());
        client.[|RetrieveAndGenerate|](new());
        client.[|RetrieveAndGenerateAsync|](new());
        client.[|RetrieveAndGenerateStream|](new());
        client.[|RetrieveAndGenerateStreamAsync|](new());
        client.RetrieveAsync(new());
    }
}
