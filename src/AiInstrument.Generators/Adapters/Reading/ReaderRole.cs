namespace AiInstrument.Generators.Adapters.Reading;

/// <summary>Where in a call a type is met.</summary>
internal enum ReaderRole
{
    /// <summary>The client that is called.</summary>
    Target,

    /// <summary>An argument.</summary>
    Request,

    /// <summary>What the call returns.</summary>
    Response,

    /// <summary>One part of a stream.</summary>
    Update,
}
