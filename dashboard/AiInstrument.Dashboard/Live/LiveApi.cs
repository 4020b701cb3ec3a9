using System.Globalization;
using System.Security.Claims;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Api;
using AiInstrument.Dashboard.Api.Answers;
using AiInstrument.Dashboard.Api.Answers.Records;
using AiInstrument.Dashboard.Api.Describing;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace AiInstrument.Dashboard.Live;

/// <summary>New records and totals as server-sent events.</summary>
internal static class LiveApi
{
    private const string EventStream = "text/event-stream";
    private const string About = "The stream; this is the data of its events. It ends with the caller's session or key, and with the UTC day.";
    private const string LastEventId = "Last-Event-ID";
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(15);

    public static void Map(ApiMap api) =>
        api.Get(PageAudience.Members, "/live", "getLive", "New records and totals as server-sent events: `totals` first and whenever they change, `records` as they arrive.", StreamAsync)
            .Answers(new ApiResponse(200, typeof(LiveTotals), EventStream, About))
            .Answers(new ApiResponse(200, typeof(LiveRecords), EventStream, About))
            .WithMetadata(
                new ApiHeader(LastEventId, "The id of the last event that arrived: the stream goes on after it.", IsRequired: false),
                new ApiRefusal(StatusCodes.Status503ServiceUnavailable, "As many streams are open as may be; `Retry-After` says when to try again."));

    private static async Task<IResult> StreamAsync(
        HttpContext context, Asked<LiveRequest> asked, ClaimsPrincipal caller, LivePump pump, LiveCaller check, IHostApplicationLifetime lifetime, TimeProvider time)
    {
        var (scope, after) = asked.Request;
        var listener = new LiveListener(new LiveView(caller.WorkspaceId(), scope, caller.Audience()), caller.Actor().Name, Resumed(context.Request) ?? after);

        // Before it joins: what is taken away from now on is noticed.
        var changes = check.Changes(caller).Count;
        if (!pump.TryJoin(listener))
        {
            context.Response.Headers.RetryAfter = "10";
            return ApiProblem.Of(StatusCodes.Status503ServiceUnavailable, "As many streams are open as may be; try again later.");
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping, listener.Dropped);
        var watch = WatchAsync(context, listener, check, changes, time, end);
        try
        {
            await WriteAsync(context, listener, end.Token).ConfigureAwait(false);
        }
        finally
        {
            pump.Leave(listener);
            await end.CancelAsync().ConfigureAwait(false);
            await watch.ConfigureAwait(false);
        }

        return Results.Empty;
    }

    private static long? Resumed(HttpRequest request) =>
        long.TryParse(request.Headers[LastEventId].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static async Task WriteAsync(HttpContext context, LiveListener listener, CancellationToken end)
    {
        var response = context.Response;
        response.ContentType = EventStream;
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        try
        {
            await SendAsync(LiveEvents.Opening).ConfigureAwait(false);
            await foreach (var message in listener.Waiting.ReadAllAsync(end).ConfigureAwait(false))
            {
                await SendAsync(message).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Ended: by the caller, by the server, or because the caller may not listen any more.
        }

        async Task SendAsync(byte[] message)
        {
            try
            {
                await response.Body.WriteAsync(message, end).ConfigureAwait(false);
                await response.Body.FlushAsync(end).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // The other end does not take it: neither will it take an orderly end.
                context.Abort();
                throw;
            }
        }
    }

    /// <summary>Sends signs of life, and ends the stream when the caller's rights are others, or the day is.</summary>
    private static async Task WatchAsync(HttpContext context, LiveListener listener, LiveCaller check, long changes, TimeProvider time, CancellationTokenSource end)
    {
        try
        {
            var day = time.GetUtcNow().UtcDateTime.Date;
            var pulse = check.Changes(context.User);
            while (!end.IsCancellationRequested && await check.IsStillAsync(context, end.Token).ConfigureAwait(false) && time.GetUtcNow().UtcDateTime.Date == day)
            {
                using var round = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
                var change = pulse.After(changes, round.Token);
                if (await Task.WhenAny(change, Task.Delay(HeartbeatEvery, time, round.Token)).ConfigureAwait(false) == change)
                {
                    changes = pulse.Count;
                }
                else
                {
                    listener.Offer(LiveEvents.Heartbeat);
                }

                await round.CancelAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The stream is over already.
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
        }
    }
}
