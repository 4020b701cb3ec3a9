using AiInstrument.Catalog.Calls;
using AiInstrument.Catalog.Symbols;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Generators.Parsing;

/// <summary>What is known of one file. Does not hold the file.</summary>
internal sealed class FileMemory
{
    // Whether a client measures its calls is asked of the code that made it: where that may be, bodies count like declarations.
    private static readonly NameScan s_wrappers = new([ClientOrigins.Handler, ClientOrigins.AddHandler, ClientOrigins.Middleware]);

    public FileMemory(SyntaxTree tree)
    {
        var root = tree.GetRoot();
        Declarations = s_wrappers.IsIn(tree.GetText()) ? Parsing.Declarations.AddAll(Fingerprint.Empty, root) : Parsing.Declarations.Hash(root);
        FeatureAliases = [.. root.ChildNodes().OfType<UsingDirectiveSyntax>().Select(FeatureParser.AliasOf).OfType<string>()];
    }

    /// <summary>A hash of what the file shows to others.</summary>
    public ulong Declarations { get; }

    /// <summary>Other names that the file gives to [AiFeature].</summary>
    public string[] FeatureAliases { get; }

    /// <summary>What the file said when it was read last.</summary>
    public Memory<FileSpec> File { get; } = new();
}

/// <summary>The last answer, and what it depended on.</summary>
/// <typeparam name="T">The answer.</typeparam>
internal sealed class Memory<T>
{
    private Answer? _last;

    /// <summary>The answer that was given under the same meaning, else a new one.</summary>
    public T Recall(ulong meaning, Func<T> read)
    {
        // Two threads may read at once: the last one's answer stays, and each has a whole one.
        if (Volatile.Read(ref _last) is { } last && last.Meaning == meaning)
        {
            return last.Value;
        }

        var value = read();
        Volatile.Write(ref _last, new Answer(meaning, value));
        return value;
    }

    private sealed record Answer(ulong Meaning, T Value);
}
