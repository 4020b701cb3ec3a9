namespace ModelStub.Serving;

/// <summary>Whose API is spoken.</summary>
internal static class Providers
{
    public const string OpenAi = "openai";
    public const string Anthropic = "anthropic";
}
