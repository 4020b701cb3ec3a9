namespace AiInstrument.Dashboard.Api.Describing;

/// <summary>An answer that an endpoint gives when all is well.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Type">What it is as JSON; null for nothing, or for another content type.</param>
/// <param name="ContentType">The content type; null for no content.</param>
/// <param name="About">One sentence.</param>
internal sealed record ApiResponse(int Status, Type? Type, string? ContentType, string About)
{
    /// <summary>Done; there is nothing to say.</summary>
    public static ApiResponse Nothing { get; } = new(204, Type: null, ContentType: null, "Done.");

    /// <summary>JSON.</summary>
    public static ApiResponse Of(Type type, int status = 200) => new(status, type, "application/json", "The answer.");
}
