using AiInstrument.Collector.Queries;
using Microsoft.AspNetCore.Http;

namespace AiInstrument.Dashboard.Access;

/// <summary>Queries of a request show what its caller may see; those of no request show the whole workspace.</summary>
internal sealed class SignedInAudience(IHttpContextAccessor accessor) : IUsageAudience
{
    public UsageAudience Audience => accessor.HttpContext?.User.Audience() ?? UsageAudience.Everything;
}
