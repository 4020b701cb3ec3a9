namespace AiInstrument.Generated;

using global::System;
using global::System.Threading.Tasks;
using global::AiInstrument.Capture;

/// <summary>Reads what SDKs say about a call. The overloads of the parts read the types that they know; these here stand for all others.</summary>
[global::Microsoft.CodeAnalysis.Embedded]
internal static partial class Adapter
{
    internal static void Target(AiCall call, object? target)
    {
    }

    internal static void Request(AiCall call, object? request)
    {
    }

    internal static void Response(AiCall call, object? response)
    {
    }

    internal static void Update(AiCall call, object? update)
    {
    }

    /// <summary>The receiver that an extension method gets in place of its own.</summary>
    internal static T Through<T>(AiCall call, T target) => target;

    internal static Task<T> Observe<T>(AiCall call, Task<T> response, Action<AiCall, T> read) => call.Observe(response, read);

    /// <summary>The host says who answers and who bills.</summary>
    private static void Server(AiCall call, Uri? endpoint)
    {
        call.SetServer(endpoint);
        call.SetProvider(endpoint is { IsAbsoluteUri: true } ? AiProviders.OfHost(endpoint.Host) : null);
    }

    /// <summary>SDKs count in plain integers: where a detail is rare, 0 means that the provider did not tell it.</summary>
    private static long? Told(long count) => count == 0 ? null : count;
}
