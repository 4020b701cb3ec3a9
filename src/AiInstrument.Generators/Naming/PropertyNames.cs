using AiInstrument.Catalog;
using AiInstrument.Generators.Specs;

namespace AiInstrument.Generators.Naming;

/// <summary>Gives generated properties their names.</summary>
internal static class PropertyNames
{
    /// <summary>Members of every class: a property of that name would hide them, or be an error.</summary>
    private static readonly string[] s_taken = ["Equals", "ReferenceEquals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize"];

    /// <summary>
    /// Names things that are sorted by their keys. Of those that wish for the same name the first has it, the others get
    /// a hash of their key behind it, which does not depend on what else is declared.
    /// </summary>
    public static EquatableArray<Named<T>> Assign<T>(IEnumerable<T> sorted, string className, Func<T, string> key, Func<T, string> wish)
    {
        var taken = new HashSet<string>(s_taken, StringComparer.Ordinal) { className };
        var named = new List<Named<T>>();
        foreach (var item in sorted)
        {
            var name = Identifier(wish(item));
            if (!taken.Add(name))
            {
                name += "_" + StableHash.Of(key(item)).Substring(0, 8);
                taken.Add(name);
            }

            named.Add(new Named<T>(name, item));
        }

        return named.ToEquatableArray();
    }

    private static string Identifier(string wish) => wish.Length == 0 || !(char.IsLetter(wish[0]) || wish[0] == '_') ? "_" + wish : wish;
}
