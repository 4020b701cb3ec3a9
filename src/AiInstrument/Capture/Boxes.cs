namespace AiInstrument.Capture;

/// <summary>Boxes of values that come again and again, so that a tag does not allocate one.</summary>
internal static class Boxes
{
    private const int Cached = 1024;

    private static readonly object?[] s_longs = new object?[Cached];
    private static readonly object s_https = 443;

    public static readonly object True = true;

    public static object Of(int port) => port == 443 ? s_https : port;

    public static object? Of(long? value) => value switch
    {
        null => null,
        >= 0 and < Cached => s_longs[value.Value] ??= value.Value,
        _ => value.Value,
    };
}
