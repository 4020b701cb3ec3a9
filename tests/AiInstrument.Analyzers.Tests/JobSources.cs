namespace AiInstrument.Analyzers.Tests;

/// <summary>The parts of Hangfire and Azure Functions that rules know, as source: signatures only.</summary>
internal static class JobSources
{
    public const string Stubs = """
        namespace Hangfire
        {
            using System.Linq.Expressions;

            public interface IBackgroundJobClient;

            public static class BackgroundJob
            {
                public static string Enqueue(Expression<Func<Task>> methodCall) => "";
                public static string Enqueue<T>(Expression<Func<T, Task>> methodCall) => "";
                public static string Schedule(Expression<Func<Task>> methodCall, TimeSpan delay) => "";
            }

            public static class RecurringJob
            {
                public static void AddOrUpdate<T>(string recurringJobId, Expression<Func<T, Task>> methodCall) { }
            }

            public static class BackgroundJobClientExtensions
            {
                public static string Enqueue<T>(this IBackgroundJobClient client, Expression<Func<T, Task>> methodCall) => "";
            }
        }

        namespace Microsoft.Azure.Functions.Worker
        {
            public sealed class FunctionAttribute(string name) : Attribute { public string Name => name; }
            public sealed class TimerTriggerAttribute(string schedule) : Attribute { public string Schedule => schedule; }
            public sealed class ServiceBusTriggerAttribute(string queue) : Attribute { public string Queue => queue; }
            public sealed class HttpTriggerAttribute : Attribute;
        }

        namespace Microsoft.Azure.WebJobs
        {
            public sealed class FunctionNameAttribute(string name) : Attribute { public string Name => name; }
        }
        """;
}
