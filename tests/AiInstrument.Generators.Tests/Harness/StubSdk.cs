using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AiInstrument.Generators.Tests.Harness;

/// <summary>An SDK of our own making under a known SDK's names: for signatures that today's packages lack.</summary>
internal static class StubSdk
{
    /// <summary>Compiles an assembly that both the application and the test process can load.</summary>
    public static (MetadataReference Reference, byte[] Image) Compile(string assemblyName, string source)
    {
        var compilation = CSharpCompilation.Create(
            assemblyName,
            [CSharpSyntaxTree.ParseText(source, cancellationToken: TestContext.Current.CancellationToken)],
            TestReferences.WithoutSdks,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var image = compilation.EmitToStream(TestContext.Current.CancellationToken);
        var bytes = image.ToArray();
        return (MetadataReference.CreateFromImage(bytes), bytes);
    }
}
