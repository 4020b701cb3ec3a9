using System.Text;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis.CSharp;

namespace AiInstrument.Generators.Emitting;

/// <summary>Where the names that people write are generated.</summary>
internal static class GeneratedNamespaces
{
    /// <summary>The project's root namespace, else the assembly's name, made fit to be a namespace.</summary>
    public static string Root(ProjectSpec project, CompilationSpec compilation)
    {
        var parts = (project.RootNamespace ?? compilation.AssemblyName).Split('.').Select(Identifier).Where(p => p.Length > 0);
        var root = string.Join(".", parts);
        return root.Length == 0 ? Code.GeneratedNamespace : root;
    }

    private static string Identifier(string part)
    {
        var name = new StringBuilder(part.Length + 1);
        foreach (var c in part)
        {
            name.Append(SyntaxFacts.IsIdentifierPartCharacter(c) ? c : '_');
        }

        if (name.Length > 0 && !SyntaxFacts.IsIdentifierStartCharacter(name[0]))
        {
            name.Insert(0, '_');
        }

        var identifier = name.ToString();
        return SyntaxFacts.GetKeywordKind(identifier) == SyntaxKind.None ? identifier : "@" + identifier;
    }
}
