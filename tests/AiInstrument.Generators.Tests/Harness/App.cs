using System.Reflection;
using System.Runtime.Loader;
using AiInstrument.Registry;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Generators.Tests.Harness;

/// <summary>An application that was compiled with the generator, emitted and loaded.</summary>
internal sealed class App
{
    private App(GeneratorRun run, Assembly assembly)
    {
        Run = run;
        Assembly = assembly;
    }

    public GeneratorRun Run { get; }

    public Assembly Assembly { get; }

    public AiManifest Manifest => (AiManifest)Assembly.GetType("TestApp.AiRegistry", throwOnError: true)!
        .GetProperty("Manifest", BindingFlags.Static | BindingFlags.Public)!.GetValue(null)!;

    public AiCallSite Site => Assert.Single(Manifest.CallSites);

    /// <summary>A library of these sources, as an application sees it that references the package.</summary>
    public static TestProject Project(params string[] sources) => TestProject.Library(sources) with
    {
        Features = TestProject.Library().Features.Add("InterceptorsNamespaces", "AiInstrument.Generated"),
        BuildProperties = TestProject.Library().BuildProperties.Add("RootNamespace", "TestApp").Add("ProjectDir", TestProject.Folder),
    };

    public static Task<App> BuildAsync(params string[] sources) => BuildAsync(Project(sources));

    /// <summary>An application that also references an assembly of the test process.</summary>
    public static Task<App> BuildAsync(string source, Assembly reference)
    {
        var project = Project(source);
        return BuildAsync(project with { References = project.References.Add(MetadataReference.CreateFromFile(reference.Location)) });
    }

    public static async Task<App> BuildAsync(TestProject project, params AdditionalText[] additionalTexts) =>
        Load(await project.GenerateAsync(new AiInstrumentGenerator(), additionalTexts));

    public static App Load(GeneratorRun run, params byte[][] references)
    {
        run.Output.ThrowOnErrors();
        using var image = run.Output.EmitToStream();

        // A context of its own for each application: all of them are named alike. What the test process has loaded, they share.
        var context = new AssemblyLoadContext(run.Output.AssemblyName, isCollectible: true);
        foreach (var reference in references)
        {
            using var stream = new MemoryStream(reference);
            context.LoadFromStream(stream);
        }

        return new App(run, context.LoadFromStream(image));
    }

    /// <summary>The emitted assembly, for another application to reference.</summary>
    public static byte[] Image(GeneratorRun run)
    {
        run.Output.ThrowOnErrors();
        using var image = run.Output.EmitToStream();
        return image.ToArray();
    }

    /// <summary>Calls a public static method of the class <c>Program</c> or of another.</summary>
    public async Task<T> CallAsync<T>(string method, params object?[] arguments) => await (Task<T>)Invoke(method, arguments)!;

    public async Task CallAsync(string method, params object?[] arguments) => await (Task)Invoke(method, arguments)!;

    public object? Invoke(string method, params object?[] arguments)
    {
        var found = Assembly.GetTypes().Where(t => t.Namespace == "TestApp").SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static)).Single(m => m.Name == method);
        return found.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }
}
