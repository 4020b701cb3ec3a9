using AiInstrument.Generators.Tests.Harness;
using AiInstrument.Registry;
using AiInstrument.RoslynTesting;

namespace AiInstrument.Generators.Tests;

/// <summary>The manifest in the assembly's metadata, read off an assembly that was really built.</summary>
public sealed class ManifestTextTests
{
    private const string Source = """
        using AiInstrument; using OpenAI.Chat; using Microsoft.AspNetCore.Builder; using Microsoft.Extensions.Hosting;
        namespace TestApp;
        [AiFeature("ticket.summarize", Category = "özet \"a\\b\" 😀", Owner = "a\tb\nc", Purpose = "\u2028", FormerIds = ["ticket.short"])]
        public sealed class Tickets(ChatClient client)
        {
            public async Task AskAsync() => await client.CompleteChatAsync("x");
            [AiNoIntercept] public void Off() => client.CompleteChat("x");
        }
        public static class Program
        {
            public static void Map(WebApplication app) => app.MapPost("/tickets/{id}", (ChatClient c) => c.CompleteChat("x"));
            public static void Constant() => new ChatClient("gpt-4o", "key").CompleteChat("x");
        }
        public sealed class NightlyDigest : BackgroundService { protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask; }
        """;

    [Fact]
    public async Task What_is_read_off_the_file_is_what_the_assembly_registers()
    {
        var app = await App.BuildAsync(App.Project(Source).WithBuildProperty("AiInstrumentReachability", "true"));
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.dll");
        await File.WriteAllBytesAsync(path, App.Image(app.Run), TestContext.Current.CancellationToken);
        try
        {
            AssertSame(app.Manifest, AiManifestReader.Read(path));
        }
        finally
        {
            File.Delete(path);
        }

        Assert.Equal(4, app.Manifest.CallSites.Count);
        Assert.NotEmpty(app.Manifest.Routes);
        Assert.NotEmpty(app.Manifest.Jobs);
        Assert.Equal("POST /tickets/{id}", Assert.Single(app.Manifest.Reaches!).EntryPoint);
    }

    [Fact]
    public async Task A_long_manifest_comes_in_parts_and_the_text_is_the_same_each_time()
    {
        var methods = string.Concat(Enumerable.Range(0, 400).Select(i => $"public void Ask{i}(ChatClient c) => c.CompleteChat(\"x\");\n"));
        var source = $"using OpenAI.Chat; namespace TestApp; public sealed class Many {{ {methods} }}";
        var app = await App.BuildAsync(source);
        var again = await App.BuildAsync(source);

        Assert.InRange(app.Run.Files["AiRegistry.g.cs"].Split("AiManifestText(").Length - 1, 2, 20);
        Assert.Equal(app.Run.Files["AiRegistry.g.cs"], again.Run.Files["AiRegistry.g.cs"]);
        using var image = new MemoryStream(App.Image(app.Run));
        AssertSame(app.Manifest, AiManifestReader.Read(image));
        Assert.True(image.CanRead);
    }

    [Theory]
    [InlineData("[assembly: AiInstrument.Registry.AiManifestText(2, 0, 1, \"?\")]", "has a manifest of format 2, and this version of AiInstrument reads format 1: update AiInstrument here")]
    [InlineData("[assembly: AiInstrument.Registry.AiManifestText(1, 0, 2, \"{\")]", "is damaged")]
    [InlineData("[assembly: AiInstrument.Registry.AiManifestText(1, 0, 1, \"{\")]", "is damaged")]
    [InlineData("[assembly: AiInstrument.Registry.AiManifestText(1, 0, 1, \"{}\")]", "is damaged")]
    [InlineData("[assembly: AiInstrument.Registry.AiManifestText(1, 0, 1, null)]", "is damaged")]
    [InlineData("public class Nothing;", "has no manifest of AiInstrument")]
    [InlineData("[assembly: AiManifestText(1, 0, 1, \"{}\")] public class AiManifestTextAttribute(int f, int i, int c, string? t) : System.Attribute { public string X => t + f + i + c; }", "has no manifest of AiInstrument")]
    public async Task What_cannot_be_read_is_said(string source, string message)
    {
        using var image = (await (TestProject.Library("#nullable disable\n" + source)).CompileAsync(TestContext.Current.CancellationToken)).EmitToStream(TestContext.Current.CancellationToken);

        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => AiManifestReader.Read(image)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(5_000)]
    public void What_is_no_assembly_is_said(int length)
    {
        using var bytes = new MemoryStream(new byte[length]);

        Assert.Contains("is not a .NET assembly", Assert.Throws<InvalidDataException>(() => AiManifestReader.Read(bytes)).Message, StringComparison.Ordinal);
    }

    private static void AssertSame(AiManifest expected, AiManifest actual)
    {
        Assert.Equal((expected.Assembly, expected.BuildId), (actual.Assembly, actual.BuildId));
        Assert.Equal(expected.Features.Select(Text), actual.Features.Select(Text));
        Assert.Equal(expected.Routes, actual.Routes);
        Assert.Equal(expected.Jobs, actual.Jobs);
        Assert.Equal(expected.CallSites.Select(s => s with { Feature = null }), actual.CallSites.Select(s => s with { Feature = null }));
        Assert.Equal(expected.Reaches?.Select(Text), actual.Reaches?.Select(Text));
        Assert.Equal(expected.CallSites.Select(s => s.Feature?.Id), actual.CallSites.Select(s => s.Feature?.Id));
    }

    private static string Text(AiReach r) => $"{r.EntryPoint}|{r.Kind}|{string.Join(',', r.CallSites)}|{string.Join(',', r.Ambiguous)}";

    private static string Text(AiFeatureInfo f) => $"{f.Id}|{f.Category}|{f.Owner}|{f.Purpose}|{string.Join(',', f.FormerIds)}";
}
