namespace AiInstrument.Benchmarks.Traffic;

/// <summary>Who makes a call, from where, to which model, and how it ends. Numbers stand for names.</summary>
internal readonly record struct Caller(int User, int Organization, int Project, int Site, int Model, string Outcome);
