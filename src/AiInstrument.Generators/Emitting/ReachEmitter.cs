using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.Generators.Emitting;

/// <summary>Writes what the members reach that other assemblies call, for the builds of those assemblies.</summary>
internal static class ReachEmitter
{
    public static SourceText Members(EquatableArray<ReachSpec<string>> members)
    {
        var writer = SourceWriter.ForFile();
        foreach (var member in members)
        {
            writer.Line($"[assembly: global::AiInstrument.Registry.AiReachingMember({Code.Literal(member.From)}, {Ids(member.Sites)}, {Ids(member.Ambiguous)})]");
        }

        return writer.ToSourceText();
    }

    /// <summary>One literal for all: a list would be code that runs.</summary>
    public static string Ids(EquatableArray<string> sites) => Code.Literal(string.Join(" ", sites));
}
