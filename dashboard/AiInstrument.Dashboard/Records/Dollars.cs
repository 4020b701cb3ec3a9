namespace AiInstrument.Dashboard.Records;

/// <summary>An amount of nano-dollars that is written as dollars.</summary>
internal readonly record struct Dollars(long NanoUsd);
