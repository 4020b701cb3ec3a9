using System.ClientModel;
using System.ClientModel.Primitives;
using Anthropic;
using Anthropic.Core;
using Microsoft.Extensions.AI;
using OpenAI;

namespace SupportDesk.Models;

internal static class ModelClients
{
    /// <summary>Registers the SDKs' clients as their own documentation does. Nothing here knows of telemetry.</summary>
    public static IServiceCollection AddModelClients(this IServiceCollection services, ModelOptions options)
    {
        services.AddSingleton(options);

        // No retries: each call is one line in the ledger that the totals are checked against.
        services.AddSingleton(new OpenAIClient(
            new ApiKeyCredential(options.ApiKey),
            new OpenAIClientOptions { Endpoint = new Uri(options.Endpoint, "v1"), RetryPolicy = new ClientRetryPolicy(maxRetries: 0) }));
        services.AddSingleton<IAnthropicClient>(
            new AnthropicClient(new ClientOptions { ApiKey = options.ApiKey, BaseUrl = options.Endpoint.ToString(), MaxRetries = 0 }));
        services.AddSingleton(provider => provider.GetRequiredService<IAnthropicClient>().AsIChatClient("claude-sonnet-4-5", defaultMaxOutputTokens: 400));
        return services;
    }
}
