using AiInstrument.Collector.Decoding;

namespace AiInstrument.Collector.Tests.Storage;

/// <summary>A random trace of agents, tools, plain spans and calls, and what of it must be paid for, worked out the simplest way from the spans that are known.</summary>
internal sealed class CallTreeModel(Random random)
{
    private static readonly DecodedScope Scope = new() { Name = "AiInstrument" };

    private readonly UInt128 _trace = new((ulong)random.NextInt64(), (ulong)random.NextInt64());
    private readonly List<Node> _nodes = [];

    public enum Sort
    {
        Plain,
        Tool,
        Agent,
        Call,
    }

    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>32 hex digits.</summary>
    public string TraceId => _trace.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    public CallTreeModel Grow(int count)
    {
        for (var i = 0; i < count; i++)
        {
            // The parent comes from the nodes before it, or is a span that is never sent.
            var parent = _nodes.Count == 0 ? 0 : random.Next(8) == 0 ? 0xdead : _nodes[random.Next(_nodes.Count)].Span;
            var sort = _nodes.Count == 0 ? Sort.Agent : (Sort)random.Next(4);
            var twin = sort == Sort.Call && random.Next(4) == 0 ? _nodes.FindLast(node => node.Sort == Sort.Call) : null;
            _nodes.Add(new Node(
                (ulong)random.NextInt64() | 1,
                twin?.Span ?? parent,
                sort,
                random.Next(10) == 0 ? 0 : random.Next(1, 3000),
                random.Next(10) == 0 ? 0 : random.Next(1, 300),
                sort != Sort.Call ? null : twin is not null ? twin.Response : $"r{i}",
                sort == Sort.Call && random.Next(8) == 0));
        }

        return this;
    }

    public DecodedSpan Span(Node node)
    {
        List<(string Key, object? Value)> attributes = [];
        if (node.Sort is Sort.Agent or Sort.Call)
        {
            attributes.AddRange(
            [
                ("gen_ai.operation.name", node.Sort == Sort.Agent ? "invoke_agent" : "chat"), ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", "gpt-4o-mini"),
                ("gen_ai.usage.input_tokens", (long)node.Input), ("gen_ai.usage.output_tokens", (long)node.Output), ("gen_ai.response.id", node.Response),
                ("aiinstrument.covered_by", node.Covered ? "00f067aa0ba902b7" : null), ("user.id", "u" + (node.Span % 3)),
            ]);
        }
        else if (node.Sort == Sort.Tool)
        {
            attributes.Add(("gen_ai.operation.name", "execute_tool"));
        }

        var span = Spans.Make(node.Sort.ToString(), _trace, node.Span, TestCollector.Noon.AddMinutes(-(int)(node.Span % 4000)), Scope, "support", [.. attributes]);
        span.ParentSpanId = node.Parent;
        return span;
    }

    /// <summary>What is paid for when these spans are known.</summary>
    public static (int Calls, long Input, long Output) Paid(IReadOnlyCollection<Node> known)
    {
        var bySpan = known.ToDictionary(node => node.Span);
        var children = known.ToLookup(node => node.Parent);
        var total = (Calls: 0, Input: 0L, Output: 0L);
        foreach (var root in known.Where(node => !bySpan.ContainsKey(node.Parent)))
        {
            Visit(root);
        }

        return total;

        // What the subtree pays for, as far as a sum above it must leave it out.
        (int Calls, long Input, long Output) Visit(Node node)
        {
            var beneath = (Calls: 0, Input: 0L, Output: 0L);
            foreach (var child in children[node.Span])
            {
                var part = Visit(child);
                beneath = (beneath.Calls + part.Calls, beneath.Input + part.Input, beneath.Output + part.Output);
            }

            var (input, output) = node.Sort switch
            {
                Sort.Call when !node.Covered && !IsTwin(node) => ((long)node.Input, (long)node.Output),
                Sort.Agent => (Math.Max(0, node.Input - beneath.Input), Math.Max(0, node.Output - beneath.Output)),
                _ => (-1L, 0L),
            };
            if (input < 0 || (node.Sort == Sort.Agent && input + output == 0))
            {
                return node.Sort == Sort.Tool ? default : beneath;
            }

            total = (total.Calls + 1, total.Input + input, total.Output + output);
            return (beneath.Calls + 1, beneath.Input + input, beneath.Output + output);
        }

        bool IsTwin(Node node)
        {
            for (var above = node; bySpan.TryGetValue(above.Parent, out var parent); above = parent)
            {
                if (parent.Sort == Sort.Call && !parent.Covered && parent.Response == node.Response)
                {
                    return true;
                }
            }

            return false;
        }
    }

    public sealed record Node(ulong Span, ulong Parent, Sort Sort, int Input, int Output, string? Response, bool Covered);
}
