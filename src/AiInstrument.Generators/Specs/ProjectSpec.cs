using Microsoft.CodeAnalysis.CSharp;

namespace AiInstrument.Generators.Specs;

/// <summary>What the build says about the project.</summary>
/// <param name="RootNamespace">The namespace of the generated names; null when the build does not say.</param>
/// <param name="Directory">The project's directory with forward slashes and one at the end; empty when the build does not say.</param>
/// <param name="InterceptCalls"><c>AiInstrumentInterceptCalls</c>.</param>
/// <param name="ReadReachability">Whether the build asks which entry points reach which call sites.</param>
internal sealed record ProjectSpec(string? RootNamespace, string Directory, bool InterceptCalls, bool ReadReachability = false)
{
    /// <summary>The path relative to the project, with forward slashes. A file outside the project keeps its path from the first common folder on.</summary>
    public string Relative(string path)
    {
        var file = path.Replace('\\', '/');
        if (Directory.Length == 0)
        {
            return file;
        }

        if (file.StartsWith(Directory, StringComparison.OrdinalIgnoreCase))
        {
            return file.Substring(Directory.Length);
        }

        // Linked from elsewhere: up to the common folder, as a relative path says it.
        var up = "";
        for (var folder = Parent(Directory); folder is not null; folder = Parent(folder))
        {
            up += "../";
            if (file.StartsWith(folder, StringComparison.OrdinalIgnoreCase) && folder.Length > 1)
            {
                return up + file.Substring(folder.Length);
            }
        }

        return file;
    }

    private static string? Parent(string folder)
    {
        var end = folder.LastIndexOf('/', Math.Max(folder.Length - 2, 0));
        return end < 0 || folder.Length < 2 ? null : folder.Substring(0, end + 1);
    }
}

/// <summary>What the references give.</summary>
/// <param name="AssemblyName">The assembly's simple name.</param>
/// <param name="HasRuntime">Whether the AiInstrument runtime is referenced and the language can hold generated code.</param>
/// <param name="Language">The language version.</param>
/// <param name="Extensions">The extension files whose library is referenced.</param>
/// <param name="Adapters">The adapter files whose SDK is referenced, with the symbols that their text asks for.</param>
/// <param name="OtherContract">What is of another contract than the generator: then nothing is generated.</param>
internal sealed record CompilationSpec(string AssemblyName, bool HasRuntime, LanguageVersion Language, EquatableArray<AdapterSpec> Extensions, EquatableArray<AdapterSpec> Adapters, ContractSpec? OtherContract = null);

/// <summary>The contract of a part that the build brings along.</summary>
/// <param name="Assembly">The assembly whose generated code has it; null for the runtime.</param>
/// <param name="Number">The contract.</param>
internal sealed record ContractSpec(string? Assembly, int Number);

/// <summary>An adapter to emit.</summary>
/// <param name="Resource">The resource that holds its text.</param>
/// <param name="Symbols">Preprocessor symbols for members that only some versions of the SDK have.</param>
/// <param name="Text">The text of an adapter that is written for the compilation; null when the resource holds it.</param>
internal sealed record AdapterSpec(string Resource, EquatableArray<string> Symbols, string? Text = null);
