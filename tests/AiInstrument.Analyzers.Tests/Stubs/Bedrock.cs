// assembly: AWSSDK.BedrockRuntime
namespace Amazon.BedrockRuntime
{
    public interface IAmazonBedrockRuntime
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
        public virtual ConverseResponse Converse(ConverseRequest request) => null!;
        public virtual Task<ConverseResponse> ConverseAsync(ConverseRequest request, CancellationToken cancellationToken = default) => null!;
        public virtual ConverseStreamResponse ConverseStream(ConverseStreamRequest request) => null!;
        public virtual Task<ConverseStreamResponse> ConverseStreamAsync(ConverseStreamRequest request, CancellationToken cancellationToken = default) => null!;
        public virtual InvokeModelResponse InvokeModel(InvokeModelRequest request) => null!;
        public virtual Task<InvokeModelResponse> InvokeModelAsync(InvokeModelRequest request, CancellationToken cancellationToken = default) => null!;
        public virtual InvokeModelWithResponseStreamResponse InvokeModelWithResponseStream(InvokeModelWithResponseStreamRequest request) => null!;
        public virtual Task<InvokeModelWithResponseStreamResponse> InvokeModelWithResponseStreamAsync(InvokeModelWithResponseStreamRequest request, CancellationToken cancellationToken = default) => null!;
        public virtual StartAsyncInvokeResponse StartAsyncInvoke(StartAsyncInvokeRequest request) => null!;
        public virtual Task<StartAsyncInvokeResponse> StartAsyncInvokeAsync(StartAsyncInvokeRequest request, CancellationToken cancellationToken = default) => null!;
        public virtual ApplyGuardrailResponse ApplyGuardrail(ApplyGuardrailRequest request) => null!;
        public virtual Task<ApplyGuardrailResponse> ApplyGuardrailAsync(ApplyGuardrailRequest request, CancellationToken cancellationToken = default) => null!;
        public virtual Task<object> InvokeModelWithBidirectionalStreamAsync(object request) => null!;
        public virtual Task<object> CountTokensAsync(object request) => null!;
        public virtual Task<object> GetAsyncInvokeAsync(object request) => null!;
        public virtual Task<object> ListAsyncInvokesAsync(object request) => null!;
    }
}

namespace Amazon.BedrockRuntime
{
    public class ConverseRequest
    {
        public string ModelId { get; set; } = "";
    }

    public class ConverseResponse;

    public class ConverseStreamRequest
    {
        public string ModelId { get; set; } = "";
    }

    public class ConverseStreamResponse;

    public class InvokeModelRequest
    {
        public string ModelId { get; set; } = "";
    }

    public class InvokeModelResponse;

    public class InvokeModelWithResponseStreamRequest
    {
        public string ModelId { get; set; } = "";
    }

    public class InvokeModelWithResponseStreamResponse;

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
