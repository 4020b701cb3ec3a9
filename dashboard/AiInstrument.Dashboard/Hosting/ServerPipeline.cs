using System.IO.Compression;
using AiInstrument.Collector.Receiving;
using AiInstrument.Collector.Storage;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Api;
using AiInstrument.Dashboard.Api.Endpoints;
using AiInstrument.Dashboard.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AiInstrument.Dashboard.Hosting;

/// <summary>The parts that the standalone server puts around the dashboard and an embedding application has of its own.</summary>
internal static class ServerPipeline
{
    /// <summary>Telemetry is received on its own addresses and nowhere else; nothing else answers there.</summary>
    public static void UseTelemetryListeners(this IApplicationBuilder application) =>
        application.MapWhen(context => Listener.Of(context) is { ReceivesTelemetry: true }, telemetry =>
        {
            telemetry.UseRouting();
            telemetry.UseEndpoints(endpoints =>
            {
                endpoints.MapOtlp();
                endpoints.MapCollectorHealth();
            });
        });

    /// <summary>
    /// Believes a reverse proxy on this machine about the caller's address and https, so that cookies are marked secure and attempts to
    /// sign in are counted by caller. Telemetry is received in front of this: there, a header must not decide who is local.
    /// </summary>
    public static void UseLocalProxy(this IApplicationBuilder application)
    {
        application.Use((context, next) =>
        {
            var peer = context.Connection.RemoteIpAddress;
            context.Features.Set(new PeerAddress(peer is { IsIPv4MappedToIPv6: true } ? peer.MapToIPv4() : peer));
            return next(context);
        });
        application.UseForwardedHeaders(new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
        });
    }

    /// <summary>Also on the answers that no page writes, such as health and redirects.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder application) => application.Use((context, next) =>
    {
        SecurityHeaders.Apply(context.Response.Headers);
        return next(context);
    });

    /// <summary>
    /// Pages and JSON are compressed, over https too: what an attacker could guess from their length is not there to be asked for from another site, because the session's cookie is
    /// not sent with such requests (SameSite), and antiforgery tokens are written anew into every page. Streams and downloads go as they are.
    /// </summary>
    public static void CompressPages(this IServiceCollection services) => services
        .AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/html", "application/json", ApiProblem.ContentType];
        })
        .Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest)
        .Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);

    /// <summary>Errors as a page for people and as problem details for programs.</summary>
    public static void UseErrorAnswers(this IApplicationBuilder application)
    {
        application.UseWhen(IsApi, api => api.UseExceptionHandler(handler => handler.Run(context => DatabaseBusy.Explains(context.Features.Get<IExceptionHandlerFeature>()?.Error)
            ? ApiProblem.Write(context, StatusCodes.Status503ServiceUnavailable, "The database is busy. Nothing was changed; try again in a minute.")
            : ApiProblem.Write(context, StatusCodes.Status500InternalServerError, "The request failed. The server's log says why."))));
        application.UseWhen(context => !IsApi(context), pages =>
        {
            pages.UseExceptionHandler("/error/500");
            pages.UseStatusCodePagesWithReExecute("/error/{0}");
        });
    }

    /// <summary>What no rule allows needs a signed-in admin.</summary>
    public static void DenyByDefault(this IServiceCollection services) =>
        services.AddOptions<AuthorizationOptions>().Configure(options => options.FallbackPolicy = options.GetPolicy(DashboardAuthentication.AdminPolicy));

    /// <summary>Sign-ins outlive a restart: the key ring is kept beside the database.</summary>
    public static void KeepKeysIn(this IServiceCollection services, string dataDirectory) =>
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(DataFolder.KeyRing(dataDirectory))).SetApplicationName("AiInstrument");

    /// <summary>
    /// Warnings and errors, one line each. Left out are the key ring's advice to encrypt keys, because the folder belongs to its owner
    /// alone, and a failed start, because the caller gets it as an exception.
    /// </summary>
    /// <param name="logging">The server's logging.</param>
    /// <param name="started">Whether the start is over.</param>
    public static void LogToConsole(this ILoggingBuilder logging, Func<bool> started) => logging
        .SetMinimumLevel(LogLevel.Warning)
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= LogLevel.Warning && started())
        .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
        .AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss'Z' ";
            console.UseUtcTimestamp = true;
        });

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments(UsageApi.Root);
}
