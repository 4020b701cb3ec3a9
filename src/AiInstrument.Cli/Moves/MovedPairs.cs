namespace AiInstrument.Cli.Moves;

/// <summary>Tells what stands at another place now from what is gone and what is new. What is not clear is no move.</summary>
internal static class MovedPairs
{
    /// <summary>Finds what moved.</summary>
    /// <param name="gone">What only the first side has, those of one member in the order of its lines.</param>
    /// <param name="added">What only the second side has, in the same order.</param>
    /// <param name="look">What a move leaves as it is; null for what is never a move.</param>
    /// <param name="place">The place: what is alike in one moves together, or not at all.</param>
    /// <param name="nearness">How much of two places is the same; 0 when nothing says that one is the other.</param>
    /// <returns>Pairs of which each is the other's nearest, and no second one is as near.</returns>
    public static IReadOnlyList<(T From, T To)> Find<T>(IEnumerable<T> gone, IEnumerable<T> added, Func<T, object?> look, Func<T, object> place, Func<T, T, int> nearness)
    {
        var pairs = new List<(T, T)>();
        var now = Places(added).ToLookup(items => look(items[0])!);
        foreach (var alike in Places(gone).GroupBy(items => look(items[0])!))
        {
            T[][] before = [.. alike], after = [.. now[alike.Key]];
            foreach (var from in before)
            {
                if (Nearest(after, to => nearness(from[0], to[0])) is { } to
                    && ReferenceEquals(Nearest(before, other => nearness(other[0], to[0])), from)
                    && from.Length == to.Length)
                {
                    pairs.AddRange(from.Zip(to));
                }
            }
        }

        return pairs;

        IEnumerable<T[]> Places(IEnumerable<T> items) =>
            items.Where(item => look(item) is not null).GroupBy(item => (look(item), place(item))).Select(group => group.ToArray());
    }

    private static T[]? Nearest<T>(IEnumerable<T[]> places, Func<T[], int> nearness)
    {
        T[]? nearest = null;
        var (best, rivals) = (0, 0);
        foreach (var items in places)
        {
            var near = nearness(items);
            if (near > best)
            {
                (nearest, best, rivals) = (items, near, 0);
            }
            else if (near == best && near > 0)
            {
                rivals++;
            }
        }

        return rivals == 0 ? nearest : null;
    }
}
