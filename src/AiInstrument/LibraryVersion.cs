namespace AiInstrument;

/// <summary>The version that spans and metrics of this library name as their scope's version.</summary>
internal static class LibraryVersion
{
    public static string? Value { get; } = typeof(LibraryVersion).Assembly.GetName().Version?.ToString(3);
}
