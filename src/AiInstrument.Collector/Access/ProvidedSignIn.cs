namespace AiInstrument.Collector.Access;

/// <summary>What became of a sign-in by a provider.</summary>
/// <param name="Session">The new session's secret, or null when it was refused.</param>
/// <param name="Refusal">Why it was refused, or null.</param>
public sealed record ProvidedSignIn(string? Session, SignInRefusal? Refusal);
