namespace AiInstrument.EndToEnd.Tests.Packages;

/// <summary>Tests that share one packing, and run one after the other: each builds projects.</summary>
[CollectionDefinition(Name)]
public sealed class PackagesCollection : ICollectionFixture<PackedPackages>
{
    public const string Name = "packages";
}
