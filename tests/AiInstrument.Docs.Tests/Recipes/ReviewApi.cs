using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AiInstrument.Docs.Tests.Recipes;

/// <summary>
/// Plays what GitLab and Azure Repos answer about the comments of one request, as their references say: who asks, a list, a new comment, a changed one.
/// Others have commented before, one of them with the mark of the recipe: a full page of GitLab's list.
/// </summary>
internal sealed class ReviewApi : IAsyncDisposable
{
    /// <summary>The token that is let in.</summary>
    public const string Token = "token-of-the-job-0123456789";

    private const int Me = 7;
    private const int Others = 100;
    private const string GitLabNotes = "/api/v4/projects/5/merge_requests/17/notes";
    private const string AzureThreads = "/acme/desk-id/_apis/git/repositories/repository-id/pullRequests/17/threads";

    private readonly WebApplication _app;
    private readonly List<(int Author, string Text)> _comments = [.. Enumerable.Range(0, Others).Select(number => (1, number == 3 ? "<!-- aiinstrument-diff -->\nnot by the recipe" : "looks good"))];
    private readonly List<string> _changes = [];

    private ReviewApi(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>The comments with the token's own name.</summary>
    public IReadOnlyList<string> Mine => [.. _comments.Where(comment => comment.Author == Me).Select(comment => comment.Text)];

    /// <summary>The requests that changed something, in order.</summary>
    public IReadOnlyList<string> Changes => _changes;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ReviewApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var api = new ReviewApi(builder.Build());
        api._app.Use((context, next) => api.AdmitAsync(context, next));
        api.MapGitLab();
        api.MapAzure();
        await api._app.StartAsync(Cancel);
        return api;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task<JsonNode> BodyAsync(HttpContext context) => (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: Cancel))!;

    private static async Task AnswerAsync(HttpContext context, int status, JsonNode answer)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString(), Cancel);
    }

    private async Task AdmitAsync(HttpContext context, RequestDelegate next)
    {
        var given = context.Request.Path.StartsWithSegments("/api/v4", StringComparison.Ordinal) ? context.Request.Headers["PRIVATE-TOKEN"].ToString() : context.Request.Headers.Authorization.ToString();
        if (given is not (Token or "Bearer " + Token))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (!HttpMethods.IsGet(context.Request.Method))
        {
            _changes.Add(context.Request.Method + " " + context.Request.Path);
        }

        await next(context);
    }

    private void MapGitLab()
    {
        _app.MapGet("/api/v4/user", context => AnswerAsync(context, 200, new JsonObject { ["id"] = Me }));
        _app.MapGet(GitLabNotes, context =>
        {
            Assert.Equal(("asc", "created_at", "100"), (context.Request.Query["sort"].ToString(), context.Request.Query["order_by"].ToString(), context.Request.Query["per_page"].ToString()));
            var page = int.Parse(context.Request.Query["page"]!, System.Globalization.CultureInfo.InvariantCulture);
            return AnswerAsync(context, 200, new JsonArray([.. _comments.Select(Note).Skip((page - 1) * 100).Take(100)]));
        });
        _app.MapPost(GitLabNotes, async context =>
        {
            _comments.Add((Me, (string)(await BodyAsync(context))["body"]!));
            await AnswerAsync(context, 201, Note(_comments[^1], _comments.Count - 1));
        });
        _app.MapPut(GitLabNotes + "/{id:int}", async context => await ChangeAsync(context, int.Parse((string)context.Request.RouteValues["id"]!, System.Globalization.CultureInfo.InvariantCulture), "body"));

        static JsonNode Note((int Author, string Text) comment, int id) => new JsonObject { ["id"] = id, ["body"] = comment.Text, ["author"] = new JsonObject { ["id"] = comment.Author } };
    }

    private void MapAzure()
    {
        _app.MapGet("/acme/_apis/connectionData", context => AnswerAsync(context, 200, new JsonObject { ["authenticatedUser"] = new JsonObject { ["id"] = Person(Me) } }));
        _app.MapGet(AzureThreads, context => AnswerAsync(context, 200, new JsonObject
        {
            // A thread that tells of a vote or a push has comments without a text.
            ["value"] = new JsonArray([
                new JsonObject { ["id"] = 900, ["comments"] = new JsonArray(new JsonObject { ["id"] = 1, ["author"] = new JsonObject { ["id"] = Person(Me) } }) },
                .. _comments.Select((comment, id) => new JsonObject { ["id"] = id, ["comments"] = new JsonArray(new JsonObject { ["id"] = 1, ["content"] = comment.Text, ["author"] = new JsonObject { ["id"] = Person(comment.Author) } }) }),
            ]),
        }));
        _app.MapPost(AzureThreads, async context =>
        {
            var comment = (await BodyAsync(context))["comments"]!.AsArray().Single()!;
            Assert.Equal((0, "text"), ((int)comment["parentCommentId"]!, (string)comment["commentType"]!));
            _comments.Add((Me, (string)comment["content"]!));
            await AnswerAsync(context, 200, new JsonObject { ["id"] = _comments.Count - 1 });
        });
        _app.MapMethods(AzureThreads + "/{thread:int}/comments/1", ["PATCH"], context => ChangeAsync(context, int.Parse((string)context.Request.RouteValues["thread"]!, System.Globalization.CultureInfo.InvariantCulture), "content"));

        static string Person(int number) => new Guid(number, 0, 0, new byte[8]).ToString();
    }

    // Nobody may change what others wrote.
    private async Task ChangeAsync(HttpContext context, int id, string field)
    {
        var mine = _comments[id].Author == Me;
        if (mine)
        {
            _comments[id] = (Me, (string)(await BodyAsync(context))[field]!);
        }

        await AnswerAsync(context, mine ? 200 : 403, new JsonObject());
    }
}
