using System.Globalization;
using System.Security.Claims;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Formatting;
using AiInstrument.Dashboard.Records;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace AiInstrument.Dashboard.Api;

/// <summary>
/// The records of a list as a file, whatever their number: read in steps, written as they are read, as fast as the client takes them and no longer than it stays.
/// A file that broke off never looks whole: its connection is cut before the last chunk, and the last line is missing.
/// </summary>
internal static partial class RecordsExport
{
    /// <summary>How many records there were when the export began; absent where only the export tells.</summary>
    public const string TotalHeader = "x-records-total";

    // Records that are sent at once.
    private const int MostRows = 256;

    /// <summary>Answers.</summary>
    public static async Task AnswerAsync(HttpContext context, ClaimsPrincipal caller, IUsageQueries queries, TimeProvider time, ILoggerFactory logs)
    {
        var query = new QueryReader(context.Request.Query);
        var records = RecordsRequest.Read(query, time);
        var export = RecordExport.Read(query);
        if (query.Problems.Count > 0)
        {
            await ApiProblem.BadParameters(query.Problems).ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        var log = logs.CreateLogger(typeof(RecordsExport));
        var written = 0L;
        try
        {
            var walk = await queries.WalkRecordsAsync(caller.WorkspaceId(), records.ToRecordQuery(), context.RequestAborted).ConfigureAwait(false);
            using IRecordWriter writer = export.Format == RecordExport.Jsonl ? new JsonRecordWriter(export) : new CsvRecordWriter(export);
            Begin(context, walk, writer, records, time);
            writer.Begin();
            await foreach (var step in walk.Steps.WithCancellation(context.RequestAborted).ConfigureAwait(false))
            {
                var waiting = 0;
                foreach (var row in step)
                {
                    writer.Write(row);
                    written++;
                    if (++waiting == MostRows)
                    {
                        await SendAsync(context, writer).ConfigureAwait(false);
                        waiting = 0;
                    }
                }

                await SendAsync(context, writer).ConfigureAwait(false);
            }

            writer.End(written, walk.InOrder);
            await SendAsync(context, writer).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            LogStopped(log, written);
        }
    }

    private static void Begin(HttpContext context, RecordWalk walk, IRecordWriter writer, RecordsRequest records, TimeProvider time)
    {
        var response = context.Response;
        response.ContentType = writer.ContentType;
        var name = string.Create(CultureInfo.InvariantCulture, $"records-{records.Scope.Window.Period}-{time.GetUtcNow().UtcDateTime:yyyyMMdd-HHmmss}");
        response.Headers.ContentDisposition = $"attachment; filename=\"{CsvText.FileName(name, writer.Extension)}\"";
        if (walk.Total is { } total)
        {
            response.Headers[TotalHeader] = total.ToString(CultureInfo.InvariantCulture);
        }

        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    private static async Task SendAsync(HttpContext context, IRecordWriter writer)
    {
        // Waits until the client takes it.
        await context.Response.Body.WriteAsync(writer.Take(), context.RequestAborted).ConfigureAwait(false);
        context.RequestAborted.ThrowIfCancellationRequested();
    }

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "An export of records was cancelled by its reader after {Written} records.")]
    private static partial void LogStopped(ILogger log, long written);
}
