namespace AiInstrument.Screenshots;

/// <summary>A picture cannot be taken; the message names it and says why.</summary>
internal sealed class PictureException(string message, Exception? inner = null) : Exception(message, inner);
