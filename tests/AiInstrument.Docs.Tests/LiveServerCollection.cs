namespace AiInstrument.Docs.Tests;

/// <summary>Tests that share one server.</summary>
[CollectionDefinition(Name)]
public sealed class LiveServerCollection : ICollectionFixture<LiveServer>
{
    public const string Name = "server";
}
