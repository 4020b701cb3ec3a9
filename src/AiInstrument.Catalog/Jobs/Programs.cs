using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Catalog.Jobs;

/// <summary>What a program's <c>Main</c> or top-level statements do: run to their end, or build a host that runs handlers.</summary>
internal static class Programs
{
    private static readonly ImmutableHashSet<string> HostTypes =
    [
        "WebApplicationBuilder", "WebApplication", "HostApplicationBuilder", "IHostApplicationBuilder", "IHostBuilder", "IHost", "IWebHostBuilder", "IWebHost",
        "FunctionsApplicationBuilder", "MauiAppBuilder", "WebAssemblyHostBuilder",
    ];

    /// <summary>Whether a program is an application with an entry point of its own.</summary>
    public static bool IsProgram(Compilation compilation) =>
        compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication;

    /// <summary>Whether code builds a host: what it registers runs in requests and jobs of their own.</summary>
    /// <param name="program">The method, or the file of top-level statements.</param>
    /// <param name="model">Its model.</param>
    public static bool BuildsHost(SyntaxNode program, SemanticModel model) =>
        program.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call =>
            call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name }
            && (name == "Build" || name.StartsWith("Create", StringComparison.Ordinal))
            && model.GetTypeInfo(call).Type is { } type
            && HostTypes.Contains(type.Name));
}
