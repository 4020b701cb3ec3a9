using System.Runtime.CompilerServices;
using AiInstrument.Catalog.Features;
using AiInstrument.Catalog.Sdks;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Catalog.Symbols;

/// <summary>Reads <see cref="SourceTopics"/> off files, each once.</summary>
internal static class SourceTopicsReader
{
    // Weak: a file that nobody else holds takes what is known of it with it.
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<SourceTopics>> s_byTree = new();
    private static readonly ConditionalWeakTable<Compilation, StrongBox<SourceTopics>> s_byCompilation = new();
    private static readonly Dictionary<string, SourceTopics> s_byWord = Words();
    private static readonly NameScan s_words = new(s_byWord.Keys);

    /// <summary>The topics of all files of a compilation.</summary>
    public static SourceTopics Of(Compilation compilation) =>
        s_byCompilation.GetValue(compilation, static c => new StrongBox<SourceTopics>(c.SyntaxTrees.Aggregate(SourceTopics.None, static (topics, tree) => topics | Of(tree)))).Value;

    /// <summary>The topics of one file.</summary>
    public static SourceTopics Of(SyntaxTree tree) =>
        s_byTree.GetValue(tree, static t => new StrongBox<SourceTopics>(s_words.In(t.GetText()).Aggregate(SourceTopics.None, static (topics, word) => topics | s_byWord[word]))).Value;

    private static Dictionary<string, SourceTopics> Words()
    {
        var words = RawHttp.SendMethods.ToDictionary(name => name, _ => SourceTopics.Http, StringComparer.Ordinal);
        foreach (var name in (string[])["HttpRequestMessage", "BaseAddress", "RequestUri", "ConnectAsync"])
        {
            words.Add(name, SourceTopics.Http);
        }

        // An alias for the attribute names it too, in one of the files.
        words.Add("AiFeature", SourceTopics.Features);
        words.Add("AiFeatureAttribute", SourceTopics.Features);
        words.Add("AiBudget", SourceTopics.Features);
        words.Add("AiBudgetAttribute", SourceTopics.Features);
        words.Add("AiScope", SourceTopics.Scopes);
        words.Add(EndpointFeatures.MethodName, SourceTopics.Scopes);
        words.Add(FeatureMark.FromCallerProperty, SourceTopics.FromCaller);
        words.Add("CaptureContent", SourceTopics.ContentCapture);
        words.Add("IAiRedactor", SourceTopics.Redactors);
        return words;
    }
}
