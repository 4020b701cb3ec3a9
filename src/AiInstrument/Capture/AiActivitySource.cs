using System.Diagnostics;

namespace AiInstrument.Capture;

/// <summary>The source of call spans.</summary>
internal static class AiActivitySource
{
    public const string Name = "AiInstrument";

    public static readonly ActivitySource Calls = new(Name, LibraryVersion.Value);
}
