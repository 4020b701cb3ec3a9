namespace AiInstrument.Capture;

/// <summary>Boxes of values that come again and again, so that a tag does not allocate one.</summary>
internal static class Boxes
{
    private const int Cached = 1024;

    private static readonly object?[] s_longs = new object?[Cached];
    private static object s_port = 443;
    private static object? s_double;

    private static readonly string[] s_stop = ["stop"];
    private static readonly string[] s_endTurn = ["end_turn"];
    private static readonly string[] s_toolCalls = ["tool_calls"];
    private static readonly string[] s_toolUse = ["tool_use"];
    private static readonly string[] s_length = ["length"];

    public static readonly object True = true;

    /// <summary>An application calls few ports, mostly one after the other.</summary>
    public static object Of(int port)
    {
        var last = s_port;
        return last is int known && known == port ? last : s_port = port;
    }

    /// <summary>An application asks for few temperatures, mostly one after the other.</summary>
    public static object? Of(double? value)
    {
        if (value is not { } number)
        {
            return null;
        }

        var last = s_double;
        return last is double known && known.Equals(number) ? last : s_double = number;
    }

    /// <summary>The list of one reason, for those that almost all calls end with: shared, as every value of a tag nobody may change.</summary>
    public static string[] ListOf(string reason) => reason switch
    {
        "stop" => s_stop,
        "end_turn" => s_endTurn,
        "tool_calls" => s_toolCalls,
        "tool_use" => s_toolUse,
        "length" => s_length,
        _ => [reason],
    };

    public static object? Of(long? value) => value switch
    {
        null => null,
        >= 0 and < Cached => s_longs[value.Value] ??= value.Value,
        _ => value.Value,
    };
}
