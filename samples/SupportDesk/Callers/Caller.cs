namespace SupportDesk.Callers;

/// <summary>Who sends a request.</summary>
/// <param name="Organization">The customer that owns the tickets.</param>
/// <param name="User">The agent who works on them.</param>
internal sealed record Caller(string Organization, string User)
{
    /// <summary>A stand-in for a sign-in: two headers, and a guest where they are missing.</summary>
    public static Caller Of(HttpContext context) => new(
        context.Request.Headers["x-org"].FirstOrDefault() ?? "acme",
        context.Request.Headers["x-user"].FirstOrDefault() ?? "guest");

    /// <summary>Lets endpoints take the caller as a parameter.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context));
}
