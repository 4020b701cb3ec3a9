namespace AiInstrument.Dashboard.Explorer;

/// <summary>What is to be said of a name beside its figures.</summary>
internal static class NameState
{
    /// <summary>It has calls, and had none in the period that is compared with.</summary>
    public const string New = "new";

    /// <summary>It has no calls, and had some in the period that is compared with.</summary>
    public const string Gone = "gone";

    /// <summary>Code declares it, and no call has named it ever.</summary>
    public const string Never = "never-seen";

    /// <summary>Code declares it, and calls have named it, but in none of the periods.</summary>
    public const string Idle = "idle";
}
