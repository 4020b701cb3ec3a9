using System.Globalization;

namespace AiInstrument.Collector.Normalization.Events;

/// <summary>Why the choices of a response ended, by their numbers.</summary>
internal sealed class Choices : IEquatable<Choices>
{
    private const int Most = 64;
    private const char Separator = '\n';

    private readonly SortedDictionary<int, string> _reasons;

    private Choices(SortedDictionary<int, string> reasons) => _reasons = reasons;

    /// <summary>No choices.</summary>
    public static Choices None { get; } = new([]);

    /// <summary>The reasons in the order of the choices, separated by commas; null when there are none.</summary>
    public string? Text => _reasons.Count == 0 ? null : Clip.Dimension(string.Join(',', _reasons.Values));

    /// <summary>One choice.</summary>
    public static Choices Of(long index, string reason) =>
        index is < 0 or >= Most ? None : new(new() { [(int)index] = Clip.Dimension(reason.Replace(Separator, ' ')) });

    /// <summary>Reads what <see cref="Stored"/> wrote.</summary>
    public static Choices Read(string stored)
    {
        var reasons = new SortedDictionary<int, string>();
        foreach (var line in stored.Split(Separator, StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            reasons[int.Parse(line.AsSpan(0, equals), NumberStyles.None, CultureInfo.InvariantCulture)] = line[(equals + 1)..];
        }

        return new(reasons);
    }

    /// <summary>All of it as text, a line for each choice.</summary>
    public string Stored() => string.Join(Separator, _reasons.Select(choice => string.Create(CultureInfo.InvariantCulture, $"{choice.Key}={choice.Value}")));

    /// <summary>The choices of both; of two reasons for one, the same wins in either order.</summary>
    public Choices Join(Choices other)
    {
        var joined = new SortedDictionary<int, string>(_reasons);
        foreach (var (index, reason) in other._reasons)
        {
            joined[index] = joined.TryGetValue(index, out var known) && string.CompareOrdinal(known, reason) < 0 ? known : reason;
        }

        return new(joined);
    }

    /// <inheritdoc/>
    public bool Equals(Choices? other) => other is not null && _reasons.SequenceEqual(other._reasons);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Choices);

    /// <inheritdoc/>
    public override int GetHashCode() => _reasons.Count;
}
