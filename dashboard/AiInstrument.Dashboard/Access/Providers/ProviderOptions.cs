using Microsoft.AspNetCore.Authentication.OAuth;

namespace AiInstrument.Dashboard.Access.Providers;

/// <summary>The framework's options of one provider. Its endpoints may be known later than the options.</summary>
internal sealed class ProviderOptions : OAuthOptions
{
    public SignInProvider Provider { get; set; } = null!;

    /// <summary>Where people reach the dashboard; null takes what the browser asked for.</summary>
    public Uri? PublicUrl { get; set; }

    // The provider's settings were checked when it was added.
    public override void Validate()
    {
    }
}
