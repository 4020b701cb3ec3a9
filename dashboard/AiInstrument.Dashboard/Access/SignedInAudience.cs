using AiInstrument.Collector.Queries;
using Microsoft.AspNetCore.Http;

namespace AiInstrument.Dashboard.Access;

/// <summary>Queries of a request show what its caller may see; those of no request show the whole workspace, unless they are made for somebody.</summary>
internal sealed class SignedInAudience(IHttpContextAccessor accessor) : IUsageAudience
{
    public UsageAudience Audience => Given ?? accessor.HttpContext?.User.Audience() ?? UsageAudience.Everything;

    /// <summary>For whom the queries of this scope are made, where it is not the scope of a request; null for the caller of the request.</summary>
    public UsageAudience? Given { get; set; }
}
