using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Catalog.Jobs;

/// <summary>Code that is handed to a scheduler or a timer, which calls it later: a method or a lambda.</summary>
/// <param name="Method">The method; null for a lambda.</param>
/// <param name="Lambda">The lambda; null for a method.</param>
/// <param name="Name">The job that the code is.</param>
/// <param name="FlowsContext">Whether the scopes around the handing over are open when the code runs.</param>
internal sealed record ScheduledCode(IMethodSymbol? Method, IAnonymousFunctionOperation? Lambda, JobName Name, bool FlowsContext);
