using System.Text;
using AiInstrument.Collector.Decoding;

namespace AiInstrument.Collector.Normalization;

/// <summary>
/// Attributes whose value an interaction holds unchanged. Its attributes then name the field in place of the value, <c>{"":"Session"}</c>, which no attribute can be
/// (no key of a map is empty): so the attributes of most calls of a client are equal, and are stored once.
/// </summary>
internal static class HeldFields
{
    private static readonly byte[][] Markers = [.. Enum.GetValues<Field>().Select(field => Encoding.UTF8.GetBytes($$"""{"":"{{field}}"}"""))];

    /// <summary>The marker that stands for the value; null when the interaction does not hold it.</summary>
    public static byte[]? MarkerFor(Interaction call, Field field, in AttributeValue value) => value.Kind switch
    {
        AttributeKind.String when Text(call, field) is { } text && text == value.AsString() => Markers[(int)field],
        AttributeKind.Int when Number(call, field) is { } number && number == value.AsInt64() => Markers[(int)field],
        AttributeKind.Int when Measured(call, field) is { } measured && measured.Equals((double?)value.AsInt64()) => Markers[(int)field],
        AttributeKind.Double when Measured(call, field) is { } measured && measured.Equals(value.AsDouble()) => Markers[(int)field],
        _ => null,
    };

    // As it is read: from ticks, so that the very same number comes out.
    private static double? Measured(Interaction call, Field field) =>
        call.TimeToFirstTokenNano is { } nanos ? FirstToken.In(field, TimeSpan.FromTicks(nanos / TimeSpan.NanosecondsPerTick)) : null;

    private static string? Text(Interaction call, Field field) => field switch
    {
        Field.Operation => call.Operation,
        Field.Provider => call.Provider,
        Field.RequestModel => call.RequestModel,
        Field.ResponseModel => call.ResponseModel,
        Field.ResponseId => call.ResponseId,
        Field.ServiceTier => call.ServiceTier,
        Field.ErrorType => call.ErrorType,
        Field.Feature => call.Feature,
        Field.Category => call.Category,
        Field.EntryPoint => call.EntryPoint,
        Field.EntryPointKind => call.EntryPointKind,
        Field.Organization => call.Organization,
        Field.User => call.User,
        Field.Project => call.Project,
        Field.Document => call.Document,
        Field.Session => call.Session,
        Field.CallSite => call.CallSite,
        Field.Build => call.Build,
        Field.CodeFunction => call.CodeFunction,
        Field.CodeFile => call.CodeFile,
        _ => null,
    };

    private static long? Number(Interaction call, Field field) => field switch
    {
        Field.CodeLine => call.CodeLine,

        // What is stored of a sum of calls is what it pays for.
        _ when call.Role == SpanRole.Aggregate => null,
        Field.Input => call.Usage.Input,
        Field.Output => call.Usage.Output,
        Field.CachedInput => call.Usage.CachedInput,
        Field.CacheWrite => call.Usage.CacheWrite,
        Field.Reasoning => call.Usage.Reasoning,
        _ => null,
    };
}
