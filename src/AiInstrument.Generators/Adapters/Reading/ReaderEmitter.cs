using AiInstrument.Generators.Emitting;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Generators.Adapters.Reading;

/// <summary>Writes the adapter of an SDK: overloads that read its types, in the form that hand-written adapters have.</summary>
internal static class ReaderEmitter
{
    private static readonly SymbolDisplayFormat s_type = SymbolDisplayFormat.FullyQualifiedFormat;

    /// <summary>The adapter's text; null when the compilation knows none of the types.</summary>
    public static string? Emit(SdkReader sdk, Compilation compilation)
    {
        var readers = sdk.Types.Select(t => (Reader: t, Symbol: Find(compilation, t.Type))).Where(t => t.Symbol is not null).ToList();
        return readers.Count == 0
            ? null
            : new SourceWriter()
                .Line($"namespace {Code.GeneratedNamespace};")
                .Line()
                .Using("AiInstrument.Capture")
                .Block("internal static partial class Adapter", body => body.Separated(readers, (w, t) => Method(w, t.Reader, t.Symbol!, compilation)))
                .ToSourceText()
                .ToString();
    }

    /// <summary>A type that source can name: public, and declared by one assembly alone.</summary>
    private static INamedTypeSymbol? Find(Compilation compilation, string name)
    {
        var bracket = name.IndexOf('[');
        var definition = compilation.GetTypeByMetadataName(bracket < 0 ? name : name.Substring(0, bracket));
        for (var type = definition; type is not null; type = type.ContainingType)
        {
            if (type.DeclaredAccessibility != Accessibility.Public)
            {
                return null;
            }
        }

        if (bracket < 0 || definition is null)
        {
            return definition is { IsGenericType: true } ? null : definition;
        }

        return Find(compilation, name.Substring(bracket + 1, name.Length - bracket - 2)) is { } argument && definition.Arity == 1
            ? definition.Construct(argument)
            : null;
    }

    private static void Method(SourceWriter writer, TypeReader reader, INamedTypeSymbol type, Compilation compilation)
    {
        var nullable = type.IsReferenceType ? "?" : "";
        writer.Block($"internal static void {reader.Role}(AiCall call, {type.ToDisplayString(s_type)}{nullable} value)", body =>
        {
            if (type.IsReferenceType)
            {
                body.Block("if (value is null)", static b => b.Line("return;")).Line();
            }

            Facts(body, reader, type, "value", compilation);
        });
    }

    private static void Facts(SourceWriter writer, TypeReader reader, ITypeSymbol type, string value, Compilation compilation)
    {
        var isRequest = reader.Role is ReaderRole.Target or ReaderRole.Request;
        Text(writer, type, value, reader.Model, isRequest ? "call.SetRequestModel({0});" : "call.SetResponseModel({0});");
        Each(writer, MemberPath.Resolve(type, value, reader.Endpoint, IsAddress), "Server(call, Reading.Address({0}));");
        Number(writer, type, value, reader.MaxTokens, "call.SetMaxOutputTokens((long?)({0}));");
        Number(writer, type, value, reader.Temperature, "call.SetTemperature((double?)({0}));");
        Number(writer, type, value, reader.TopP, "call.SetTopP((double?)({0}));");
        Each(writer, MemberPath.Resolve(type, value, reader.ServiceTier), isRequest ? "call.SetRequestServiceTier(Reading.Word({0}));" : "call.SetServiceTier(Reading.Word({0}));");
        Text(writer, type, value, reader.Id, "call.SetResponseId({0});");
        Each(writer, MemberPath.Resolve(type, value, reader.FinishReason), "call.AddFinishReason(Reading.Word({0}));");
        Each(writer, MemberPath.Resolve(type, value, reader.ToolCalls), "call.AddToolCalls((object?)({0}) is null ? 0 : 1);");
        Count(writer, type, value, reader.Dimensions, "call.SetEmbeddingDimensions({0});");
        Count(writer, type, value, reader.Images, "call.SetImages({0}, null);");
        Each(writer, MemberPath.Resolve(type, value, reader.ImageSize), "call.SetImages(0, Reading.Word({0}));");
        Number(writer, type, value, reader.AudioSeconds, "call.SetAudioSeconds((double?)({0}) ?? double.NaN);");
        Text(writer, type, value, reader.SpokenText, "Reading.Spoken(call, {0});");
        for (var i = 0; i < reader.Usage.Length; i++)
        {
            Usage(writer, reader.Usage[i], type, value, value + "Usage" + i);
        }

        for (var i = 0; i < reader.Subtypes.Length; i++)
        {
            var subtype = reader.Subtypes[i];
            if (Find(compilation, subtype.Type) is { } symbol)
            {
                var name = value + "As" + i;
                writer.Block($"if ({value} is {symbol.ToDisplayString(s_type)} {name})", body => Facts(body, subtype with { Role = reader.Role }, symbol, name, compilation));
            }
        }
    }

    private static void Usage(SourceWriter writer, UsageReader usage, ITypeSymbol type, string value, string name)
    {
        if (MemberPath.Resolve(type, value, usage.Path) is not { Loops.Count: 0 } path)
        {
            return;
        }

        var told = MemberPath.Underlying(path.Type);
        var counts = new List<string>();
        Add("InputTokens", usage.Input);
        Add("OutputTokens", usage.Output);
        Add("CachedInputTokens", usage.Cached);
        Add("CacheWriteTokens", usage.CacheWrite);
        Add("CacheWrite5mTokens", usage.CacheWrite5m);
        Add("CacheWrite1hTokens", usage.CacheWrite1h);
        Add("ReasoningTokens", usage.Reasoning);
        Add("AudioInputTokens", usage.AudioInput, isRare: true);
        Add("AudioOutputTokens", usage.AudioOutput, isRare: true);
        Add("ImageInputTokens", usage.ImageInput, isRare: true);
        Add("ImageOutputTokens", usage.ImageOutput, isRare: true);
        if (counts.Count == 0)
        {
            return;
        }

        var counted = $"new AiUsage {{ {string.Join(", ", counts)} }}";
        var whole = usage.CacheIsExtra ? $"Reading.WithCache({counted})" : counted;
        writer.Block($"if ({path.Expression} is {{ }} {name})", body => body.Line(
            usage.IsPartial ? $"call.SetPartialUsage({whole});"
            : usage.KeepsKnown ? $"Reading.Tell(call, Reading.Kept(call.CurrentUsage, {whole}));"
            : usage.AddsUp ? $"Reading.Tell(call, Reading.Sum(call.CurrentUsage, {whole}));"
            : $"Reading.Tell(call, {whole});"));

        void Add(string property, string? member, bool isRare = false)
        {
            if (MemberPath.Resolve(told, name, member, IsNumber) is { Loops.Count: 0 } count)
            {
                counts.Add($"{property} = {(usage.ZeroIsUnknown || isRare ? $"Told((long?)({count.Expression}) ?? 0)" : $"(long?)({count.Expression})")}");
            }
        }
    }

    private static void Text(SourceWriter writer, ITypeSymbol type, string value, string? path, string statement) =>
        Each(writer, MemberPath.Resolve(type, value, path, static t => t.SpecialType == SpecialType.System_String), statement);

    private static void Number(SourceWriter writer, ITypeSymbol type, string value, string? path, string statement) =>
        Each(writer, MemberPath.Resolve(type, value, path, IsNumber), statement);

    /// <summary>A statement for each value of the path.</summary>
    private static void Each(SourceWriter writer, MemberPath? path, string statement)
    {
        if (path is not null)
        {
            Loop(writer, path, 0, body => body.Line(Format(statement, path.Expression)));
        }
    }

    /// <summary>A statement with the size of the first collection that the path ends in.</summary>
    private static void Count(SourceWriter writer, ITypeSymbol type, string value, string? path, string statement) =>
        Each(writer, MemberPath.Resolve(type, value, path, static t => MemberPath.ElementOf(t) is not null), Format(statement, "Reading.Size({0})"));

    private static void Loop(SourceWriter writer, MemberPath path, int depth, Action<SourceWriter> body)
    {
        if (depth == path.Loops.Count)
        {
            body(writer);
            return;
        }

        var (collection, element) = path.Loops[depth];
        writer.Block($"foreach (var {element} in Reading.Items({collection}))", b => Loop(b, path, depth + 1, body));
    }

    private static string Format(string statement, string value) => statement.Replace("{0}", value);

    private static bool IsAddress(ITypeSymbol type) => type is { SpecialType: SpecialType.System_String } or { Name: "Uri", ContainingNamespace.Name: "System" };

    private static bool IsNumber(ITypeSymbol type) =>
        MemberPath.Underlying(type).SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;
}
