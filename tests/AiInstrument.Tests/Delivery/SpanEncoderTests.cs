using System.Diagnostics;
using System.Text;
using AiInstrument.Delivery;
using AiInstrument.Delivery.Storage;
using AiInstrument.Tests.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AiInstrument.Tests.Delivery;

public sealed class SpanEncoderTests : IDisposable
{
    private static readonly DateTimeOffset s_start = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Shapes { get; } = ["bare", "values", "events", "links", "remote parent", "failed", "ok", "old status", "many", "long"];

    public void Dispose() => _folder.Dispose();

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Shapes))]
    public async Task The_outbox_sends_what_the_SDKs_exporter_sends_for_the_same_activity(string shape)
    {
        await using var ours = await LoopbackCollector.StartAsync();
        await using var theirs = await LoopbackCollector.StartAsync();
        var options = new AiInstrumentOptions { Endpoint = ours.Address };
        options.Outbox.Directory = _folder.Path;
        var outbox = Outbox.Open(options, new ConfigurationBuilder().Build(), "app", NullLogger.Instance);
        using var source = new ActivitySource(new ActivitySourceOptions("AiInstrument.Tests." + shape) { Version = "1.2", Tags = [new("scope.tag", 3)] });
        using (var provider = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(static resource => resource.Clear().AddService("support-desk", serviceInstanceId: "i-1").AddAttributes([new("numbers", new long[] { 1, 2 })]))
            .AddSource(source.Name)
            .AddProcessor(outbox)
            .AddOtlpExporter(otlp =>
            {
                otlp.Endpoint = new Uri(theirs.Address, "v1/traces");
                otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
            })
            .Build())
        {
            Record(source, shape);
            Assert.True(provider.ForceFlush(30_000));
        }

        Assert.Equal(Text((await theirs.NextAsync()).Body), Text((await ours.NextAsync()).Body));
    }

    private static string Text(string body) => ProtoText.Of(Encoding.Latin1.GetBytes(body));

    private static void Record(ActivitySource source, string shape)
    {
        var parent = shape == "remote parent"
            ? new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, "vendor=1", isRemote: true)
            : default;
        using var activity = source.StartActivity("chat gpt-4o ü", ActivityKind.Client, parent, startTime: s_start)!;
        switch (shape)
        {
            case "values":
                foreach (var (key, value) in Values())
                {
                    activity.SetTag(key, value);
                }

                break;
            case "events":
                activity.AddEvent(new ActivityEvent("gen_ai.choice", s_start.AddSeconds(1), new ActivityTagsCollection { ["index"] = 0, ["text"] = "a" }));
                activity.AddException(new InvalidOperationException("no"));
                break;
            case "links":
                activity.AddLink(new ActivityLink(new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, "a=b"), new ActivityTagsCollection { ["why"] = "batch" }));
                activity.AddLink(new ActivityLink(new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None, traceState: null, isRemote: true)));
                break;
            case "failed":
                activity.SetStatus(ActivityStatusCode.Error, "rate limited");
                break;
            case "ok":
                activity.SetStatus(ActivityStatusCode.Ok);
                break;
            case "old status":
                activity.SetTag("otel.status_code", "ERROR");
                activity.SetTag("otel.status_description", "old");
                break;
            case "many":
                for (var i = 0; i < 130; i++)
                {
                    activity.SetTag($"tag.{i}", i);
                    activity.AddEvent(new ActivityEvent($"event {i}", s_start));
                    activity.AddLink(new ActivityLink(new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), default)));
                }

                break;
            case "long":
                activity.SetTag("text", new string('x', 300_000));
                break;
        }

        activity.SetEndTime(s_start.AddSeconds(2.5).UtcDateTime);
    }

    private static Dictionary<string, object?> Values() => new(StringComparer.Ordinal)
    {
        ["text"] = "ü € 😀",
        ["empty"] = "",
        ["char"] = 'c',
        ["true"] = true,
        ["false"] = false,
        ["zero"] = 0,
        ["negative"] = -7,
        ["long"] = long.MinValue,
        ["byte"] = (byte)255,
        ["ushort"] = (ushort)65535,
        ["uint"] = uint.MaxValue,
        ["double"] = 0.25,
        ["float"] = 1.5f,
        ["nan"] = double.NaN,
        ["decimal"] = 1.25m,
        ["ulong"] = ulong.MaxValue,
        ["guid"] = Guid.Empty,
        ["enum"] = DayOfWeek.Friday,
        ["texts"] = new[] { "a", null, "b" },
        ["ints"] = new[] { 1, -2 },
        ["longs"] = new[] { 1L },
        ["doubles"] = new[] { 0.5 },
        ["flags"] = new[] { true, false },
        ["objects"] = new object?[] { 1, "a", null },
        ["bytes"] = new byte[] { 1, 2 },
        ["map"] = new Dictionary<string, object?> { ["a"] = 1 },
    };
}
