using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiInstrument.Collector;
using AiInstrument.Dashboard.Api;
using AiInstrument.Dashboard.Api.Describing;
using AiInstrument.Dashboard.Api.Endpoints;
using AiInstrument.Dashboard.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AiInstrument.Dashboard.Tests;

/// <summary>The document of the API against the API: each is held against the other.</summary>
public sealed partial class OpenApiTests(ServedApi served) : IClassFixture<ServedApi>
{
    private const string Odd = "no such thing, really";
    private const string Problem = "application/problem+json";

    // What makes an endpoint answer with 200; parameters that must be there are here.
    private static readonly Dictionary<string, string> Right = new(StringComparer.Ordinal)
    {
        ["/api/ai-usage/sessions"] = "id=" + Uri.EscapeDataString(SampleUsage.AgentSession),
        ["/api/ai-usage/billing"] = "organization=org-aurora&month=2026-02",
        ["/api/ai-usage/billing/lines"] = "organization=org-aurora&month=2026-02",
        ["/api/ai-usage/billing/corrections"] = "organization=org-aurora",
        ["/api/ai-usage/prices/model"] = "provider=openai&model=gpt-4o",
    };

    // Values that another endpoint tells.
    private static readonly Dictionary<string, string> InPath = new(StringComparer.Ordinal) { ["/api/ai-usage/traces/{id}"] = SampleUsage.AgentTrace };

    // A value that would be right and finds nothing is no mistake: the answer is another, or the same where there was nothing to leave out.
    private static readonly HashSet<string> MayChangeNothing = ["before", "after", "page", "month", "from"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_endpoint_of_the_api_is_described()
    {
        var endpoints = served.Server.Server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith(UsageApi.Root, StringComparison.Ordinal))
            .ToList();
        var undescribed = endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<ApiOperation>() is null && endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is not null);

        Assert.Empty(undescribed.Select(endpoint => endpoint.RoutePattern.RawText));
        Assert.Equal(endpoints.Count(endpoint => endpoint.Metadata.GetMetadata<ApiOperation>() is not null), Operations().Count());
    }

    [Fact]
    public void Every_operation_says_all_that_a_caller_must_know()
    {
        var silent = new List<string>();
        foreach (var (path, method, operation) in Operations())
        {
            var at = $"{method} {path}";
            Demand(operation["summary"], at + " summary");
            Demand(operation["operationId"], at + " operationId");
            Demand(operation["description"], at + " description");
            var answers = operation["responses"]!.AsObject();
            Require(answers.Any(answer => answer.Key[0] == '2'), at + " answer");
            Require(answers.ContainsKey("401") && answers.ContainsKey("403"), at + " refusals");
            Require(operation["security"]!.AsArray().Count > 0, at + " security");
            foreach (var (status, answer) in answers.Where(answer => answer.Key != "204"))
            {
                foreach (var (type, content) in answer!["content"]!.AsObject())
                {
                    Require(content!["schema"] is not null && (status[0] == '2' || type == Problem), $"{at} {status} {type}");
                }
            }

            foreach (var parameter in Parameters(operation))
            {
                Demand(parameter["description"], $"{at} {parameter["name"]}");
                Require(parameter["schema"]!["type"] is not null, $"{at} {parameter["name"]} type");
            }

            Assert.Equal(PathParameter().Matches(path).Select(match => match.Groups[1].Value), Parameters(operation, "path").Select(parameter => (string)parameter["name"]!));
        }

        Assert.Empty(silent);
        Assert.Equal(Operations().Count(), Operations().Select(operation => (string)operation.Operation["operationId"]!).Distinct(StringComparer.Ordinal).Count());

        void Demand(JsonNode? text, string what) => Require(text is not null && ((string)text!).Length > 0, what);

        void Require(bool there, string what)
        {
            if (!there)
            {
                silent.Add(what);
            }
        }
    }

    [Fact]
    public async Task Every_answer_has_the_schema_that_is_documented()
    {
        var check = new JsonSchemaCheck(served.Document);
        var deviations = new List<string>();
        foreach (var (path, operation) in Readable())
        {
            using var answer = await served.Admin.GetAsync(await AddressAsync(path), Cancellation);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                deviations.Add($"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(Cancellation)}");
                continue;
            }

            var body = await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation);
            deviations.AddRange(check.Deviations(body, operation["responses"]!["200"]!["content"]!["application/json"]!["schema"]).Take(3).Select(deviation => $"{path}: {deviation}"));
        }

        Assert.Empty(deviations);
    }

    [Fact]
    public async Task Every_documented_parameter_is_read_and_a_wrong_one_is_named()
    {
        var check = new JsonSchemaCheck(served.Document);
        var ignored = new List<string>();
        foreach (var (path, operation) in Readable())
        {
            var address = await AddressAsync(path);
            var usual = await TextAsync(address);
            foreach (var parameter in Parameters(operation, "query"))
            {
                var (name, schema) = ((string)parameter["name"]!, parameter["schema"]!.AsObject());
                var isFree = (string)schema["type"]! == "string" && schema["enum"] is null && schema["format"] is null;
                using var answer = await served.Admin.GetAsync(With(address, name, Odd), Cancellation);
                if (answer.StatusCode == HttpStatusCode.BadRequest)
                {
                    var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!;
                    var deviations = check.Deviations(problem, operation["responses"]!["400"]!["content"]![Problem]!["schema"]);
                    if (problem["errors"]?[name] is null || deviations.Any())
                    {
                        ignored.Add($"{path} names {problem.ToJsonString()} and not {name}");
                    }
                }
                else if (!isFree)
                {
                    ignored.Add($"{path} takes a wrong {name}");
                }
                else if (!MayChangeNothing.Contains(name) && await TextAsync(With(address, name, Odd)) == usual)
                {
                    ignored.Add($"{path} ignores {name}");
                }

                foreach (var outside in (string?[])[Beyond(schema["minimum"], -1), Beyond(schema["maximum"], 1)])
                {
                    if (outside is not null)
                    {
                        using var refused = await served.Admin.GetAsync(With(address, name, outside), Cancellation);
                        Assert.Equal((path, name, outside, HttpStatusCode.BadRequest), (path, name, outside, refused.StatusCode));
                    }
                }

                foreach (var choice in schema["enum"]?.AsArray() ?? [])
                {
                    using var taken = await served.Admin.GetAsync(With(address, name, (string)choice!), Cancellation);
                    Assert.Equal((path, name, (string)choice!, HttpStatusCode.OK), (path, name, (string)choice!, taken.StatusCode));
                }
            }

            foreach (var needed in Parameters(operation, "query").Where(parameter => (bool)parameter["required"]!))
            {
                using var missing = await served.Admin.GetAsync(With(address, (string)needed["name"]!, ""), Cancellation);
                Assert.Equal((path, HttpStatusCode.BadRequest), (path, missing.StatusCode));
            }
        }

        Assert.Empty(ignored);
    }

    [Fact]
    public async Task The_application_around_the_dashboard_keeps_its_own_descriptions()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddAiDashboard();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Logging.ClearProviders();
        builder.Services.AddAiCollector(options => options.DataDirectory = Path.Combine(Path.GetTempPath(), "never-made"));
        await using var application = builder.Build();
        application.MapGet("/own", () => "mine");
        application.MapAiDashboard("/ai");

        var api = ((IEndpointRouteBuilder)application).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith(UsageApi.Root, StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(api);
        Assert.All(api, endpoint => Assert.True(endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>()?.ExcludeFromDescription));
        Assert.All(api, endpoint => Assert.Null(endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()));
    }

    private static string? Beyond(JsonNode? bound, int by) =>
        bound is null || ((long)bound + by is var value && (by < 0 ? value > (long)bound : value < (long)bound)) ? null : ((long)bound + by).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string With(string address, string name, string value)
    {
        var parts = address.Split('?');
        var kept = (parts.Length > 1 ? parts[1] : "").Split('&', StringSplitOptions.RemoveEmptyEntries).Where(pair => !pair.StartsWith(name + "=", StringComparison.Ordinal));
        return parts[0] + "?" + string.Join('&', [.. kept, name + "=" + Uri.EscapeDataString(value)]);
    }

    private static IEnumerable<JsonObject> Parameters(JsonObject operation, string? place = null) =>
        (operation["parameters"]?.AsArray() ?? []).Select(parameter => parameter!.AsObject()).Where(parameter => place is null || (string)parameter["in"]! == place);

    private IEnumerable<(string Path, string Method, JsonObject Operation)> Operations() =>
        from path in served.Document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (path.Key, operation.Key, operation.Value!.AsObject());

    private IEnumerable<(string Path, JsonObject Operation)> Readable() =>
        from operation in Operations()
        where operation.Method == "get" && operation.Operation["responses"]!["200"]!["content"]!["application/json"] is not null
        select (operation.Path, operation.Operation);

    private async Task<string> AddressAsync(string path)
    {
        var address = path;
        if (InPath.TryGetValue(path, out var known))
        {
            address = path.Replace("{id}", known, StringComparison.Ordinal);
        }
        else if (path.EndsWith("/{id}", StringComparison.Ordinal))
        {
            // The first of the list beside it.
            var list = (await served.Admin.GetFromJsonAsync<JsonNode>(path[..^"/{id}".Length], Cancellation))!;
            var items = list as JsonArray ?? list.AsObject().Select(property => property.Value).OfType<JsonArray>().First();
            address = path.Replace("{id}", items[0]!["id"]!.ToJsonString(), StringComparison.Ordinal);
        }

        return Right.TryGetValue(path, out var query) ? $"{address}?{query}" : address;
    }

    private async Task<string> TextAsync(string address)
    {
        using var answer = await served.Admin.GetAsync(address, Cancellation);
        return $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync(Cancellation)}";
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameter();
}
