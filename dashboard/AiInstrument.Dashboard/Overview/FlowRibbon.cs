using System.Globalization;
using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Overview;

/// <summary>A ribbon between two nodes.</summary>
/// <param name="Column">The column of its source, from 0.</param>
/// <param name="From">Its source.</param>
/// <param name="To">Its target.</param>
/// <param name="Totals">What goes through it.</param>
/// <param name="FromTop">Pixels.</param>
/// <param name="ToTop">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Colour">Its colour.</param>
internal sealed record FlowRibbon(int Column, FlowBox From, FlowBox To, UsageTotals Totals, double FromTop, double ToTop, double Height, int Colour)
{
    /// <summary>Its outline, in a picture that is 100 wide.</summary>
    public string Outline
    {
        get
        {
            var height = Math.Max(0.75, Height);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"M0 {FromTop:0.##}C50 {FromTop:0.##} 50 {ToTop:0.##} 100 {ToTop:0.##}V{ToTop + height:0.##}C50 {ToTop + height:0.##} 50 {FromTop + height:0.##} 0 {FromTop + height:0.##}Z");
        }
    }
}
