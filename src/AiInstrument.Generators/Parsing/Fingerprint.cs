using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AiInstrument.Generators.Parsing;

/// <summary>A 64-bit hash of everything that what a file's bodies mean can depend on, beside themselves.</summary>
internal static class Fingerprint
{
    /// <summary>The hash of nothing.</summary>
    public const ulong Empty = 14695981039346656037;

    // Objects that compilations share: two have the same number only when they are the same.
    private static readonly ConditionalWeakTable<object, object> s_numbers = new();
    private static long s_lastNumber;

    public static ulong Add(ulong hash, ulong value)
    {
        hash = unchecked((hash ^ value) * 0x9E3779B97F4A7C15);
        return hash ^ (hash >> 29);
    }

    public static ulong Add(ulong hash, string text)
    {
        foreach (var c in text)
        {
            hash = unchecked((hash ^ c) * 1099511628211);
        }

        return Add(hash, (ulong)text.Length);
    }

    /// <summary>What a compilation is made of beside its files.</summary>
    public static ulong OfSettings(Compilation compilation)
    {
        var hash = Add(Empty, compilation.AssemblyName ?? "");
        hash = Add(hash, (ulong)((CSharpCompilation)compilation).LanguageVersion);
        hash = Add(hash, NumberOf(compilation.Options));
        foreach (var reference in compilation.References)
        {
            hash = Add(hash, NumberOf(reference));
        }

        return hash;
    }

    private static ulong NumberOf(object item) => (ulong)(long)s_numbers.GetValue(item, static _ => Interlocked.Increment(ref s_lastNumber));
}
