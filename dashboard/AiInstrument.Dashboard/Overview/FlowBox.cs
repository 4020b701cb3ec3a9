namespace AiInstrument.Dashboard.Overview;

/// <summary>A node as it is drawn.</summary>
/// <param name="Node">The node.</param>
/// <param name="Top">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Colour">Its colour, from 1; 0 for none of its own.</param>
internal sealed record FlowBox(FlowNode Node, double Top, double Height, int Colour);
