namespace AiInstrument.Collector.Access;

/// <summary>A person as a sign-in provider names them. The address is theirs for certain: whoever makes this has checked it.</summary>
/// <param name="Provider">The provider's name here.</param>
/// <param name="Subject">The provider's id of the person, which never changes and is never given to somebody else.</param>
/// <param name="Email">The e-mail address; the account of that name is theirs.</param>
public sealed record ProvidedPerson(string Provider, string Subject, string Email);
