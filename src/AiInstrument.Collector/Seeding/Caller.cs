namespace AiInstrument.Collector.Seeding;

/// <summary>Who makes a call, from where, and how it ends. Numbers stand for names.</summary>
/// <param name="User">The user.</param>
/// <param name="Organization">The user's organization.</param>
/// <param name="Project">A project of the organization.</param>
/// <param name="Feature">What the call is for.</param>
/// <param name="SecondSite">It is made at the feature's second place in source.</param>
/// <param name="OtherModel">It goes to another model than the feature prefers.</param>
/// <param name="Outcome"><c>ok</c>, <c>error</c> or <c>cancelled</c>.</param>
internal readonly record struct Caller(int User, int Organization, int Project, int Feature, bool SecondSite, bool OtherModel, string Outcome);
