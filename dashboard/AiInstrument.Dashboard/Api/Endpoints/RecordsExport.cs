using System.Globalization;
using System.Security.Claims;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Api.Describing;
using AiInstrument.Dashboard.Api.Requests;
using AiInstrument.Dashboard.Formatting;
using AiInstrument.Dashboard.Records;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace AiInstrument.Dashboard.Api.Endpoints;

/// <summary>
/// The records of a list as a file, whatever their number: read in steps, written as they are read, as fast as the client takes them and no longer than it stays.
/// A file that broke off never looks whole: its connection is cut before the last chunk, and the last line is missing.
/// </summary>
internal static partial class RecordsExport
{
    /// <summary>How many records there were when the export began; absent where only the export tells.</summary>
    public const string TotalHeader = "x-records-total";

    private const string About = "One line for each record, as it is read, and a last one that says that it is whole.";

    // Records that are sent at once.
    private const int MostRows = 256;

    public static void Map(ApiMap api) =>
        api.Get(PageAudience.Members, "/records/export", "exportRecords", "All records of a list as CSV or JSON Lines, however many.", AnswerAsync)
            .Answers(new ApiResponse(200, Type: null, CsvText.ContentType, About))
            .Answers(new ApiResponse(200, Type: null, JsonRecordWriter.JsonLines, About));

    /// <summary>Answers.</summary>
    public static async Task<IResult> AnswerAsync(
        HttpContext context, Asked<RecordsExportRequest> asked, ClaimsPrincipal caller, IUsageQueries queries, TimeProvider time, ILoggerFactory logs)
    {
        var (records, export) = asked.Request;
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

        return Results.Empty;
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
