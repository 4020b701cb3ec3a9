using System.Numerics;

namespace AiInstrument.Collector.Storage;

/// <summary>Some dimensions.</summary>
internal readonly record struct DimensionSet
{
    private readonly uint _bits;

    private DimensionSet(uint bits) => _bits = bits;

    /// <summary>The organization, the user and the project: who.</summary>
    public static DimensionSet People { get; } = Of(DimensionKind.Organization, DimensionKind.User, DimensionKind.Project);

    /// <summary>How many.</summary>
    public int Count => BitOperations.PopCount(_bits);

    /// <summary>A set of dimensions.</summary>
    public static DimensionSet Of(params ReadOnlySpan<DimensionKind> kinds)
    {
        var set = default(DimensionSet);
        foreach (var kind in kinds)
        {
            set = set.With(kind);
        }

        return set;
    }

    /// <summary>Whether a dimension is among them.</summary>
    public bool Has(DimensionKind kind) => (_bits & (1u << (int)kind)) != 0;

    /// <summary>These and one more; no dimension adds nothing.</summary>
    public DimensionSet With(DimensionKind kind) => kind == default ? this : new(_bits | (1u << (int)kind));

    /// <summary>Those that are in both.</summary>
    public DimensionSet And(DimensionSet other) => new(_bits & other._bits);

    /// <summary>Whether all of these are among the others.</summary>
    public bool IsWithin(DimensionSet other) => (_bits & ~other._bits) == 0;
}
