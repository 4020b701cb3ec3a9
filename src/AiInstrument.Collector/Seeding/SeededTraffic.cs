using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Decoding.Interning;

namespace AiInstrument.Collector.Seeding;

/// <summary>Spans of made-up services as they would arrive, in the order of their arrival. The same plan gives the same spans.</summary>
internal sealed class SeededTraffic
{
    private const ulong NanosPerMillisecond = 1_000_000;
    private const int AgentCalls = 4;
    private const int CallsPerContent = 200;

    private static readonly DecodedScope s_scope = new() { Name = "AiInstrument", Version = "1.0.0" };
    private static readonly DecodedResource s_desk = Resource(SeededServices.Desk);
    private static readonly DecodedResource s_office = Resource(SeededServices.Office);

    // What one of the features was before the newest build brought it.
    private static readonly int[] s_before = [.. SeededServices.Features.Select((feature, i) => feature.IsNew ? SeededServices.Features.Index().First(other => other.Item.Service == feature.Service).Index : i)];

    private readonly SeedPlan _plan;
    private readonly SeededHours _hours;
    private readonly Random _random;

    // Spans that are on the way, by when they arrive; some take hours.
    private readonly PriorityQueue<DecodedSpan, ulong> _waiting = new();
    private long _rows;
    private ulong _number;

    /// <summary>Begins anew.</summary>
    public SeededTraffic(SeedPlan plan)
    {
        _plan = plan;
        _hours = new SeededHours(plan.Days, plan.Until);
        _random = new Random(plan.Seed);
    }

    /// <summary>A service's resource.</summary>
    public static DecodedResource Resource(string service)
    {
        var resource = new DecodedResource();
        resource.Attributes.Set("service.name", AttributeValue.Of(service));
        return resource;
    }

    /// <summary>All spans. Exactly as many of them are records as the plan has rows; the rest are tools' runs.</summary>
    public IEnumerable<DecodedSpan> Spans()
    {
        while (_rows < _plan.Rows)
        {
            var part = (double)_rows / _plan.Rows;
            var start = (ulong)(_hours.At(part) - DateTimeOffset.UnixEpoch).Ticks * 100;
            Run(part, start);
            while (_waiting.TryPeek(out _, out var arrival) && arrival <= start)
            {
                yield return _waiting.Dequeue();
            }
        }

        while (_waiting.TryDequeue(out var span, out _))
        {
            yield return span;
        }
    }

    private void Run(double part, ulong start)
    {
        var caller = RealisticCallers.Next(_random);
        var number = part < SeededServices.NewestFrom ? s_before[caller.Feature] : caller.Feature;
        var feature = SeededServices.Features[number];
        var trace = new Trace(new UInt128(Mix(_number), Mix(~_number)), caller, number, feature, SeededServices.BuildOf(feature.Service, part), caller.OtherModel ? feature.Other : feature.Model);
        if (feature.IsAgent && caller.Outcome == "ok" && _plan.Rows - _rows >= AgentCalls + 1)
        {
            RunAgent(trace, start);
            return;
        }

        var call = Call(trace, start, 0, caller.Outcome);
        if (caller.Outcome == "error" && _rows < _plan.Rows && _random.Next(2) == 0)
        {
            // Tried again, in the same trace.
            var again = Call(trace, call.EndUnixNano + (500 * NanosPerMillisecond), 0, "ok");
            again.Attributes.Set(Keys.ResendCount, AttributeValue.Of(1));
        }
    }

    // An agent that sums its calls up and pays for none, with a tool between them.
    private void RunAgent(Trace trace, ulong start)
    {
        var agent = NewSpan(trace, 0, start, "invoke_agent " + trace.Model.Request);
        var (input, output, next) = (0L, 0L, start + (20 * NanosPerMillisecond));
        for (var i = 0; i < AgentCalls; i++)
        {
            var call = Call(trace, next, agent.SpanId, "ok");
            input += call.Attributes.GetInt64("gen_ai.usage.input_tokens")!.Value;
            output += call.Attributes.GetInt64("gen_ai.usage.output_tokens")!.Value;
            next = call.EndUnixNano + (15 * NanosPerMillisecond);
            if (i == 0)
            {
                var tool = NewSpan(trace, agent.SpanId, next, "execute_tool search");
                tool.EndUnixNano = next + (ulong)_random.Next(40, 900) * NanosPerMillisecond;
                tool.Attributes.Set(Keys.Operation, AttributeValue.Of("execute_tool"));
                tool.Attributes.Set(Keys.Tool, AttributeValue.Of("search"));
                Arrive(tool);
                next = tool.EndUnixNano + (5 * NanosPerMillisecond);
            }
        }

        agent.EndUnixNano = next;
        Describe(agent, trace, "invoke_agent", input, output);
        agent.Attributes.Set(Keys.Outcome, AttributeValue.Of("ok"));
        _rows++;
        Arrive(agent);
    }

    private DecodedSpan Call(Trace trace, ulong start, ulong parent, string outcome)
    {
        var feature = trace.Feature;
        var span = NewSpan(trace, parent, start, $"{feature.Operation} {trace.Model.Request}");

        // Long answers take longer, and some take very long.
        var input = Around(feature.Input);
        var output = outcome == "error" ? 0 : outcome == "cancelled" ? Around(feature.Output) / 4 : Around(feature.Output);
        var milliseconds = (180 + (input / 40) + (output * 9)) * (0.6 + (_random.NextDouble() * 0.9)) * (_random.Next(100) == 0 ? 6 : 1);
        span.EndUnixNano = start + ((ulong)milliseconds * NanosPerMillisecond);
        Describe(span, trace, feature.Operation, outcome == "error" ? 0 : input, output);
        span.Attributes.Set(Keys.Outcome, AttributeValue.Of(outcome));
        switch (outcome)
        {
            case "error":
                span.StatusCode = 2;
                span.Attributes.Set(Keys.ErrorType, AttributeValue.Of(_random.Next(3) switch { 0 => "timeout", 1 => "429", _ => "System.Net.Http.HttpRequestException" }));
                break;
            case "cancelled":
                span.Attributes.Set(Keys.Estimated, AttributeValue.Of(true));
                break;
            default:
                span.Attributes.Set(Keys.FinishReasons, AttributeValue.Of([AttributeValue.Of(_random.Next(60) == 0 ? "length" : "stop")]));
                break;
        }

        if (feature.Streams)
        {
            span.Attributes.Set(Keys.Stream, AttributeValue.Of(true));
            span.Attributes.Set(Keys.FirstChunk, AttributeValue.Of(Math.Min(milliseconds, 150 + _random.Next(900)) / 1000));
        }

        if (_rows % CallsPerContent == 0 && outcome == "ok" && feature.Operation == "chat")
        {
            var (prompt, answer) = SeededContent.Of((int)(_rows / CallsPerContent));
            span.Attributes.Set(Keys.InputMessages, AttributeValue.Of(prompt));
            span.Attributes.Set(Keys.OutputMessages, AttributeValue.Of(answer));
        }

        _rows++;
        Arrive(span);
        return span;
    }

    private DecodedSpan NewSpan(Trace trace, ulong parent, ulong start, string name)
    {
        var id = Mix(++_number ^ 0x5BD1_E995_0000_0000);
        return new DecodedSpan
        {
            Resource = trace.Feature.Service == SeededServices.Desk ? s_desk : s_office,
            Scope = s_scope,
            TraceId = trace.Id,
            SpanId = id == 0 ? 1 : id,
            ParentSpanId = parent,
            Name = name,
            Kind = 3,
            StartUnixNano = start,
        };
    }

    private void Describe(DecodedSpan span, Trace trace, string operation, long input, long output)
    {
        var (caller, feature, model) = (trace.Caller, trace.Feature, trace.Model);
        var attributes = span.Attributes;
        attributes.Set(Keys.CallSite, AttributeValue.Of(SeededServices.SiteOf(trace.Number, caller.SecondSite)));
        attributes.Set(Keys.Build, AttributeValue.Of(trace.Build));
        attributes.Set(Keys.Function, AttributeValue.Of(caller.SecondSite ? feature.Member + "Again" : feature.Member));
        attributes.Set(Keys.File, AttributeValue.Of(feature.File));
        attributes.Set(Keys.Line, AttributeValue.Of((caller.SecondSite ? 60 : 20) + trace.Number));
        attributes.Set(Keys.EntryPoint, AttributeValue.Of(feature.EntryPoint));
        attributes.Set(Keys.EntryPointKind, AttributeValue.Of(feature.Kind));

        // A call in a hundred says nothing of what it is for or for whom.
        if (caller.User % 100 != 99)
        {
            attributes.Set(Keys.Feature, AttributeValue.Of(feature.Id));
            attributes.Set(Keys.Category, AttributeValue.Of(feature.Category));
            attributes.Set(Keys.Organization, AttributeValue.Of(SeededPeople.Organizations[caller.Organization]));
            attributes.Set(Keys.User, AttributeValue.Of(SeededPeople.Users[caller.User]));
            attributes.Set(Keys.Project, AttributeValue.Of(SeededPeople.Projects[caller.Project]));
            attributes.Set(Keys.Session, AttributeValue.Of($"{SeededPeople.Users[caller.User]}-{span.StartUnixNano / (1_800_000 * NanosPerMillisecond):x}"));
            if (feature.Category == "document_analysis")
            {
                attributes.Set(Keys.Document, AttributeValue.Of($"document-{_number / 3}"));
            }
        }

        attributes.Set(Keys.Operation, AttributeValue.Of(operation));
        attributes.Set(Keys.Provider, AttributeValue.Of(model.Provider));
        attributes.Set(Keys.RequestModel, AttributeValue.Of(model.Request));
        attributes.Set(Keys.Server, AttributeValue.Of(model.Server));
        if (input + output == 0)
        {
            return;
        }

        attributes.Set(Keys.ResponseModel, AttributeValue.Of(model.Response));
        attributes.Set(Keys.ResponseId, AttributeValue.Of($"resp-{span.SpanId:x16}"));
        attributes.Set(Keys.InputTokens, AttributeValue.Of(input));
        attributes.Set(Keys.OutputTokens, AttributeValue.Of(output));
        if (operation == "chat" && _random.Next(3) == 0)
        {
            attributes.Set(Keys.CachedTokens, AttributeValue.Of(input / 2));
        }
    }

    // One span in 200 comes minutes to hours later, as from an outbox of a machine that was offline.
    private void Arrive(DecodedSpan span) => _waiting.Enqueue(
        span, span.EndUnixNano + ((ulong)(_random.Next(200) == 0 ? _random.Next(60_000, 6 * 3_600_000) : _random.Next(500, 5_000)) * NanosPerMillisecond));

    // Half to one and a half times as much, seldom four times as much.
    private long Around(int usual) => (long)(usual * (0.5 + _random.NextDouble()) * (_random.Next(40) == 0 ? 4 : 1));

    // Ids are spread as random ones are, and the same in every run with the same seed.
    private ulong Mix(ulong number)
    {
        var z = number + ((ulong)_plan.Seed * 0x9E37_79B9_7F4A_7C15) + 0x9E37_79B9_7F4A_7C15;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }

    private sealed record Trace(UInt128 Id, Caller Caller, int Number, SeededFeature Feature, string Build, SeededModel Model);

    // Shared objects, as the decoder shares them: what is found out about a key is found out once.
    private static class Keys
    {
        public static readonly AttributeKey CallSite = new("aiinstrument.call_site.id");
        public static readonly AttributeKey Build = new("aiinstrument.build.id");
        public static readonly AttributeKey Function = new("code.function.name");
        public static readonly AttributeKey File = new("code.file.path");
        public static readonly AttributeKey Line = new("code.line.number");
        public static readonly AttributeKey EntryPoint = new("aiinstrument.entry_point");
        public static readonly AttributeKey EntryPointKind = new("aiinstrument.entry_point.kind");
        public static readonly AttributeKey Feature = new("aiinstrument.feature.id");
        public static readonly AttributeKey Category = new("aiinstrument.feature.category");
        public static readonly AttributeKey Organization = new("aiinstrument.organization.id");
        public static readonly AttributeKey User = new("user.id");
        public static readonly AttributeKey Project = new("aiinstrument.project.id");
        public static readonly AttributeKey Session = new("session.id");
        public static readonly AttributeKey Document = new("aiinstrument.document.id");
        public static readonly AttributeKey Outcome = new("aiinstrument.outcome");
        public static readonly AttributeKey Estimated = new("aiinstrument.usage.estimated");
        public static readonly AttributeKey Operation = new("gen_ai.operation.name");
        public static readonly AttributeKey Tool = new("gen_ai.tool.name");
        public static readonly AttributeKey Provider = new("gen_ai.provider.name");
        public static readonly AttributeKey RequestModel = new("gen_ai.request.model");
        public static readonly AttributeKey ResponseModel = new("gen_ai.response.model");
        public static readonly AttributeKey ResponseId = new("gen_ai.response.id");
        public static readonly AttributeKey FinishReasons = new("gen_ai.response.finish_reasons");
        public static readonly AttributeKey FirstChunk = new("gen_ai.response.time_to_first_chunk");
        public static readonly AttributeKey Stream = new("gen_ai.request.stream");
        public static readonly AttributeKey InputTokens = new("gen_ai.usage.input_tokens");
        public static readonly AttributeKey OutputTokens = new("gen_ai.usage.output_tokens");
        public static readonly AttributeKey CachedTokens = new("gen_ai.usage.cache_read.input_tokens");
        public static readonly AttributeKey InputMessages = new("gen_ai.input.messages");
        public static readonly AttributeKey OutputMessages = new("gen_ai.output.messages");
        public static readonly AttributeKey ErrorType = new("error.type");
        public static readonly AttributeKey ResendCount = new("http.request.resend_count");
        public static readonly AttributeKey Server = new("server.address");
    }
}
