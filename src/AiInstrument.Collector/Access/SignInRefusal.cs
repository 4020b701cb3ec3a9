namespace AiInstrument.Collector.Access;

/// <summary>Why a person whom a provider named was not let in.</summary>
public enum SignInRefusal
{
    /// <summary>There is no account of that address, or it is inactive.</summary>
    NoAccount,

    /// <summary>The account belongs to another person at the provider, who had the address before.</summary>
    AnotherPerson,

    /// <summary>The address cannot be an account's name (<see cref="AccountRules.IsName"/>).</summary>
    NoName,
}
