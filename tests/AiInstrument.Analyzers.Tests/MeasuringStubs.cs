using System.Collections.Immutable;
using AiInstrument.RoslynTesting;

namespace AiInstrument.Analyzers.Tests;

/// <summary>What measures calls without interception, as source where the references lack it: signatures only.</summary>
internal static class MeasuringStubs
{
    private const string Handler = """
        namespace AiInstrument
        {
            public sealed class AiInstrumentHttpHandler : System.Net.Http.DelegatingHandler
            {
                public AiInstrumentHttpHandler() { }
                public AiInstrumentHttpHandler(System.Net.Http.HttpMessageHandler inner) : base(inner) { }
            }
        }
        """;

    private const string Registration = """
        namespace Microsoft.Extensions.DependencyInjection
        {
            public static class HttpClients
            {
                public static IHttpClientBuilder AddAiInstrument(this IHttpClientBuilder builder) => builder;
            }
        }

        namespace Microsoft.Extensions.AI
        {
            public static class AiInstrumentMiddleware
            {
                public static ChatClientBuilder UseAiInstrument(this ChatClientBuilder builder) => builder;
            }
        }
        """;

    /// <summary>A library with the source and with what it may be measured by.</summary>
    public static async Task<TestProject> ProjectAsync(string source)
    {
        var hasHandler = Type.GetType("AiInstrument.AiInstrumentHttpHandler, AiInstrument") is not null;
        ImmutableArray<string> stubs = hasHandler ? [Registration] : [Registration, Handler];
        return TestProject.Library([source, .. stubs]) with { References = await ExtensionsAiStub.ReferencesAsync() };
    }
}
