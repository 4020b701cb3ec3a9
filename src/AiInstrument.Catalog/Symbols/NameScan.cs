using System.Buffers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.Catalog.Symbols;

/// <summary>
/// Finds words in a file's text, many at once and in one pass. A syntax tree makes a node for whatever is looked at:
/// who knows the names that it looks for asks the text first, and the tree only where they stand.
/// </summary>
internal sealed class NameScan
{
    private const uint Seed = 2166136261;

    // A hash table with open addressing: its size is a power of two, and at most a quarter is full.
    private readonly string?[] _slots;

    public NameScan(IEnumerable<string> names)
    {
        var distinct = names.Distinct(StringComparer.Ordinal).ToList();
        var size = 16;
        while (size < distinct.Count * 4)
        {
            size *= 2;
        }

        _slots = new string?[size];
        foreach (var name in distinct)
        {
            var slot = Start(name.Length, Hash(name.AsSpan()));
            while (_slots[slot] is not null)
            {
                slot = Next(slot);
            }

            _slots[slot] = name;
        }
    }

    /// <summary>The tokens of a tree that are one of the names, in order.</summary>
    public List<SyntaxToken> Tokens(SyntaxTree tree, CancellationToken cancellation = default)
    {
        var root = default(SyntaxNode);
        var tokens = new List<SyntaxToken>();
        foreach (var position in Positions(tree.GetText(cancellation)) ?? [])
        {
            root ??= tree.GetRoot(cancellation);
            var token = root.FindToken(position);

            // The word may stand in a comment, in a string, or in code that is switched off.
            if (token.Span.Contains(position) && IsName(token) && Contains(token.ValueText.AsSpan()))
            {
                tokens.Add(token);
            }
        }

        return tokens;
    }

    /// <summary>The names that the text has, some more than once. A word that hides its letters may be any of them.</summary>
    public IEnumerable<string> In(SourceText text)
    {
        foreach (var position in Positions(text) ?? [])
        {
            var end = position;
            while (end < text.Length && IsWord(text[end]))
            {
                end++;
            }

            var word = text.ToString(TextSpan.FromBounds(position, end));
            foreach (var name in Contains(word.AsSpan()) ? [word] : _slots.OfType<string>())
            {
                yield return name;
            }
        }
    }

    /// <summary>Whether the text has one of the names at all.</summary>
    public bool IsIn(SourceText text) => Positions(text) is { Count: > 0 };

    private List<int>? Positions(SourceText text)
    {
        var buffer = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            text.CopyTo(0, buffer, 0, text.Length);
            return Positions(buffer.AsSpan(0, text.Length));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private List<int>? Positions(ReadOnlySpan<char> text)
    {
        List<int>? positions = null;
        var i = 0;
        while (i < text.Length)
        {
            if (!IsWord(text[i]) && !IsEscape(text, i))
            {
                i++;
                continue;
            }

            var start = i;
            var hash = Seed;
            var escaped = false;
            for (; i < text.Length; i++)
            {
                var escapes = IsEscape(text, i);
                if (!escapes && !IsWord(text[i]))
                {
                    break;
                }

                escaped |= escapes;
                hash = Add(hash, text[i]);
            }

            // An identifier may hide its name behind \u0041: then the tree says what it is.
            if (escaped || Contains(text.Slice(start, i - start), hash))
            {
                (positions ??= []).Add(start);
            }
        }

        return positions;
    }

    private static bool IsName(SyntaxToken token) => token.IsKind(SyntaxKind.IdentifierToken) || SyntaxFacts.IsKeywordKind(token.Kind());

    private static uint Add(uint hash, char c) => (hash ^ c) * 16777619;

    private static uint Hash(ReadOnlySpan<char> word)
    {
        var hash = Seed;
        foreach (var c in word)
        {
            hash = Add(hash, c);
        }

        return hash;
    }

    private static bool IsWord(char c) => c < 128 ? (uint)((c | 0x20) - 'a') < 26 || (uint)(c - '0') < 10 || c == '_' : char.IsLetterOrDigit(c);

    private static bool IsEscape(ReadOnlySpan<char> text, int i) => text[i] == '\\' && i + 1 < text.Length && text[i + 1] is 'u' or 'U';

    private int Start(int length, uint hash) => (int)((hash ^ (hash >> 15) ^ (uint)length) & (uint)(_slots.Length - 1));

    private int Next(int slot) => (slot + 1) & (_slots.Length - 1);

    private bool Contains(ReadOnlySpan<char> word) => Contains(word, Hash(word));

    private bool Contains(ReadOnlySpan<char> word, uint hash)
    {
        for (var slot = Start(word.Length, hash); _slots[slot] is { } name; slot = Next(slot))
        {
            if (word.SequenceEqual(name.AsSpan()))
            {
                return true;
            }
        }

        return false;
    }
}
