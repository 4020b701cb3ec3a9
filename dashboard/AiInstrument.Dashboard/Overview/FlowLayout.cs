using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Overview;

/// <summary>Where the nodes and ribbons of a flow are drawn: pixels downward, and columns across, whatever the width. What has nothing of the measure is not drawn.</summary>
internal sealed class FlowLayout
{
    // A label needs a line of its own.
    private const double LeastSlot = 24;
    private const double Gap = 8;
    private const double WholeHeight = 250;
    private const double LeastBar = 2;
    private const double Head = 26;

    private const int Colours = 6;

    private readonly FlowDiagram _flow;
    private readonly double _scale;

    private FlowLayout(FlowDiagram flow)
    {
        _flow = flow;
        _scale = WholeHeight / Math.Max(1, flow.Measure.Of(flow.Totals));
        Boxes = [.. flow.Columns.Select(Stack)];
        Height = Math.Ceiling(Boxes.Max(column => column.Count == 0 ? Head : column[^1].Top + Math.Max(column[^1].Height + Gap, LeastSlot)));
        Ribbons = [.. Between(0, path => path.Route, path => path.Feature), .. Between(1, path => path.Feature, path => path.Model)];
    }

    /// <summary>Of the whole picture.</summary>
    public double Height { get; }

    /// <summary>The nodes of each column, from the top.</summary>
    public IReadOnlyList<IReadOnlyList<FlowBox>> Boxes { get; }

    /// <summary>What connects them.</summary>
    public IReadOnlyList<FlowRibbon> Ribbons { get; }

    /// <summary>Lays a flow out.</summary>
    public static FlowLayout Of(FlowDiagram flow) => new(flow);

    private List<FlowBox> Stack(IReadOnlyList<FlowNode> nodes, int column)
    {
        var boxes = new List<FlowBox>();
        var top = Head;
        foreach (var node in nodes.Where(node => Value(node.Totals) > 0))
        {
            var height = Math.Max(LeastBar, Value(node.Totals) * _scale);
            boxes.Add(new FlowBox(node, top, height, Colour(column, node.Place)));
            top += Math.Max(height + Gap, LeastSlot);
        }

        return boxes;
    }

    private IEnumerable<FlowRibbon> Between(int column, Func<FlowPath, FlowPlace> from, Func<FlowPath, FlowPlace> to)
    {
        var links = _flow.Paths.GroupBy(path => (From: from(path), To: to(path)), path => path.Totals).ToDictionary(link => link.Key, link => link.Aggregate((sum, next) => sum.Plus(next)));
        var tops = Boxes[column + 1].ToDictionary(box => box.Node.Place, box => box.Top);
        foreach (var source in Boxes[column])
        {
            var top = source.Top;
            foreach (var target in Boxes[column + 1])
            {
                if (links.TryGetValue((source.Node.Place, target.Node.Place), out var totals) && Value(totals) > 0)
                {
                    var height = Value(totals) * _scale;
                    yield return new FlowRibbon(column, source, target, totals, top, tops[target.Node.Place], height, column == 0 ? target.Colour : source.Colour);
                    top += height;
                    tops[target.Node.Place] += height;
                }
            }
        }
    }

    // Ribbons have the colour of their feature.
    private int Colour(int column, FlowPlace place)
    {
        var index = column == 1 && !place.IsRest ? _flow.Columns[1].Select(node => node.Place).ToList().IndexOf(place) + 1 : 0;
        return index <= Colours ? index : 0;
    }

    private long Value(UsageTotals totals) => _flow.Measure.Of(totals);
}
