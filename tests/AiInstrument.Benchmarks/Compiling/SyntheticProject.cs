using AiInstrument.RoslynTesting;

namespace AiInstrument.Benchmarks.Compiling;

/// <summary>A project of ordinary classes, some of which call a model.</summary>
internal static class SyntheticProject
{
    /// <summary>The path of a file.</summary>
    public static string PathOf(int file) => $"{TestProject.Folder}Part{file}.cs";

    public static TestProject Of(int files, int calls)
    {
        var every = calls == 0 ? int.MaxValue : files / calls;
        var sources = Enumerable.Range(0, files).Select(file => new MarkedSource(PathOf(file), Text(file, hasCall: calls > 0 && file % every == 0, hasSdk: calls > 0), []));
        var empty = TestProject.Library();
        return empty with
        {
            Sources = [.. sources],
            Features = empty.Features.Add("InterceptorsNamespaces", "AiInstrument.Generated"),
            BuildProperties = empty.BuildProperties.Add("RootNamespace", "TestApp").Add("ProjectDir", TestProject.Folder),
        };
    }

    /// <summary>The same with a route for each call, which goes through an interface, and asking what is reached.</summary>
    public static TestProject WithRoutes(int files, int calls)
    {
        var project = Of(files, calls);
        var routes = Enumerable.Range(0, calls).Select(call => call * (files / calls)).Select(file => new MarkedSource($"{TestProject.Folder}Route{file}.cs", Route(file), []));
        return (project with { Sources = project.Sources.AddRange(routes) }).WithBuildProperty("AiInstrumentReachability", "true");
    }

    private static string Route(int file) => $$"""
        namespace TestApp;

        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.DependencyInjection;

        public interface ISummary{{file}}
        {
            Task<string> WriteAsync(CancellationToken cancellationToken);
        }

        public sealed class Summary{{file}}(Part{{file}} part, IChatClient chat) : ISummary{{file}}
        {
            public Task<string> WriteAsync(CancellationToken cancellationToken) => part.SummarizeAsync(chat, cancellationToken);
        }

        public static class Routes{{file}}
        {
            public static void Add(IServiceCollection services) => services.AddScoped<ISummary{{file}}, Summary{{file}}>();

            public static void Map(WebApplication app) =>
                app.MapPost("/parts/{{file}}/summary", async (ISummary{{file}} summary, CancellationToken cancellationToken) => await summary.WriteAsync(cancellationToken));
        }
        """;

    private static string Text(int file, bool hasCall, bool hasSdk) => $$"""
        namespace TestApp;

        using AiInstrument;
        {{(hasSdk ? "using Microsoft.Extensions.AI;" : "")}}

        public sealed record Item{{file}}(int Id, string Name, decimal Price, DateTimeOffset Created);

        public sealed class Part{{file}}(IReadOnlyList<Item{{file}}> items)
        {
            private readonly Dictionary<int, Item{{file}}> _byId = items.ToDictionary(item => item.Id);

            public decimal Total => items.Sum(item => item.Price);

            public Item{{file}}? Find(int id) => _byId.TryGetValue(id, out var item) ? item : null;

            public IEnumerable<string> Names(string prefix) => items
                .Where(item => item.Name.StartsWith(prefix, StringComparison.Ordinal))
                .OrderBy(item => item.Created)
                .Select(item => $"{item.Id}: {item.Name}");

            public async Task<int> CountAsync(TextReader reader, CancellationToken cancellationToken)
            {
                var count = 0;
                while (await reader.ReadLineAsync(cancellationToken) is { } line)
                {
                    switch (line.Trim())
                    {
                        case "":
                            continue;
                        case "end":
                            return count;
                        default:
                            count += int.TryParse(line, out var number) ? number : 1;
                            break;
                    }
                }

                return count;
            }

            public override string ToString() => string.Join(", ", Names("a").Concat(Names("b")));
        {{(hasCall ? Call(file) : "")}}
        }
        """;

    private static string Call(int file) => $$"""

            [AiFeature("part.summarize{{file}}", Category = AiCategory.Summarization)]
            public async Task<string> SummarizeAsync(IChatClient chat, CancellationToken cancellationToken)
            {
                var response = await chat.GetResponseAsync(ToString(), new ChatOptions { ModelId = "gpt-4o-mini" }, cancellationToken);
                return response.Text;
            }
        """;
}
