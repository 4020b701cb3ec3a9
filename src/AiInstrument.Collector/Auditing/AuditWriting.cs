using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Model;

namespace AiInstrument.Collector.Auditing;

internal static class AuditWriting
{
    /// <summary>Adds an entry, which is saved together with the change that it tells of.</summary>
    /// <param name="context">The context that saves the change.</param>
    /// <param name="actor">Who.</param>
    /// <param name="time">The clock.</param>
    /// <param name="action">For example <c>budget.created</c>.</param>
    /// <param name="subject">What was changed, as people know it.</param>
    /// <param name="details">What changed. Never a secret, never content.</param>
    /// <param name="json">How the details are written.</param>
    public static void Audit<T>(this CollectorDbContext context, Actor actor, TimeProvider time, string action, string subject, T details, JsonTypeInfo<T> json) =>
        context.AuditLog.Add(new AuditRow
        {
            WorkspaceId = actor.WorkspaceId,
            AtUnixMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Actor = actor.Name,
            Action = action,
            Subject = subject,
            Details = JsonSerializer.Serialize(details, json),
        });
}
