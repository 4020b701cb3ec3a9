namespace AiInstrument.Docs.Tests.Recipes;

/// <summary>A step of a recipe.</summary>
/// <param name="Job">The job that it belongs to.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Script">What the shell runs; null where something else does.</param>
/// <param name="Uses">The action, task or image; null without one.</param>
/// <param name="Environment">What the step's environment has, as it is written.</param>
/// <param name="With">The other settings, as they are written.</param>
internal sealed record Step(string Job, string Name, string? Script, string? Uses, IReadOnlyDictionary<string, string> Environment, IReadOnlyDictionary<string, string> With);
