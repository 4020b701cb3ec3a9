using System.Net;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Receiving.Answers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AiInstrument.Collector.Receiving;

/// <summary>Decides whether a sender may send: by API key, or, while no key exists and where that is configured, because it is on this machine.</summary>
internal sealed class IngestAuthorizer(IAccessStore access, IOptions<CollectorOptions> options)
{
    /// <summary>The workspace of senders without a key.</summary>
    private const int DefaultWorkspaceId = 1;

    private const string ApiKeyHeader = "x-api-key";
    private const string BearerScheme = "Bearer ";

    public async ValueTask<IngestAccess> AuthorizeAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!await access.HasApiKeysAsync(cancellationToken).ConfigureAwait(false))
        {
            return !options.Value.AllowAnonymousLoopback
                ? Refuse(RpcCode.Unauthenticated, "An API key is required, and the collector has none yet.")
                : IsOnThisMachine(context)
                ? new(DefaultWorkspaceId, Refusal: null)
                : Refuse(RpcCode.Unauthenticated, "Only senders on the collector's machine are accepted until an API key is created.");
        }

        if (PresentedKey(context.Request.Headers) is not { } key)
        {
            return Refuse(RpcCode.Unauthenticated, "An API key is required: send it as x-api-key or as a bearer token.");
        }

        if (await access.VerifyApiKeyAsync(key, cancellationToken).ConfigureAwait(false) is not { } identity)
        {
            return Refuse(RpcCode.Unauthenticated, "The API key is unknown or revoked.");
        }

        return identity.Scopes.HasFlag(ApiKeyScopes.Ingest)
            ? new(identity.WorkspaceId, Refusal: null)
            : Refuse(RpcCode.PermissionDenied, "The API key may not send telemetry.");
    }

    private static IngestAccess Refuse(RpcCode code, string message) => new(0, ExportOutcome.Refused(code, message));

    /// <summary>The API key that a request presents, as a header or as a bearer token; null for none.</summary>
    public static string? PresentedKey(IHeaderDictionary headers)
    {
        var key = headers[ApiKeyHeader].ToString();
        if (key.Length > 0)
        {
            return key;
        }

        var authorization = headers.Authorization.ToString();
        return authorization.StartsWith(BearerScheme, StringComparison.OrdinalIgnoreCase)
            ? authorization[BearerScheme.Length..].Trim()
            : null;
    }

    /// <summary>Whether the sender is on this machine. Behind a proxy on this machine every sender has a loopback address; the headers that a proxy adds give it away.</summary>
    public static bool IsOnThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For")
        && !context.Request.Headers.ContainsKey("Forwarded");
}
