namespace AiInstrument.Capture;

public sealed partial class AiCall
{
    /// <summary>Null for most calls, of which none of it is known.</summary>
    private Rare? _beside;

    private Rare Beside => _beside ??= new Rare();

    /// <summary>Sets how many tool calls the response asks for (<c>aiinstrument.response.tool_call.count</c>).</summary>
    /// <param name="count">The tool calls of all choices. Zero and less are left out: most calls offer no tools.</param>
    public void SetToolCallCount(int count)
    {
        if (count > 0)
        {
            Beside.ToolCalls = count;
        }
    }

    /// <summary>Adds tool calls that one part of a stream begins.</summary>
    /// <param name="count">How many begin in this part.</param>
    public void AddToolCalls(int count)
    {
        if (count > 0)
        {
            Beside.ToolCalls = (Beside.ToolCalls ?? 0) + count;
        }
    }

    /// <summary>Sets what images were made (<c>aiinstrument.image.count</c>, <c>aiinstrument.image.size</c>).</summary>
    /// <param name="count">How many came back. Zero and less are left out.</param>
    /// <param name="size">The size in the provider's words: <c>1024x1024</c>. Null is left out.</param>
    public void SetImages(int count, string? size)
    {
        if (count > 0)
        {
            Beside.Images = count;
        }

        if (size is not null)
        {
            Beside.ImageSize = size;
        }
    }

    /// <summary>Sets the length of the audio that was transcribed or made (<c>aiinstrument.audio.seconds</c>).</summary>
    /// <param name="seconds">Seconds. Values that are no length are left out.</param>
    public void SetAudioSeconds(double seconds)
    {
        if (seconds >= 0 && double.IsFinite(seconds))
        {
            Beside.AudioSeconds = seconds;
        }
    }

    /// <summary>Sets the characters that are billed, for example the text that is spoken (<c>aiinstrument.characters</c>).</summary>
    /// <param name="count">UTF-16 characters, or what the provider counted.</param>
    public void SetCharacters(int count) => Beside.Characters = count;

    /// <summary>Sets the length of each embedding (<c>gen_ai.embeddings.dimension.count</c>).</summary>
    /// <param name="dimensions">The dimensions. Zero and less are left out.</param>
    public void SetEmbeddingDimensions(int dimensions)
    {
        if (dimensions > 0)
        {
            Beside.EmbeddingDimensions = dimensions;
        }
    }

    /// <summary>Sets how many inputs were embedded in one request (<c>aiinstrument.embeddings.input.count</c>).</summary>
    /// <param name="count">The inputs. Zero and less are left out.</param>
    public void SetEmbeddingInputs(int count)
    {
        if (count > 0)
        {
            Beside.EmbeddingInputs = count;
        }
    }

    /// <summary>Facts that few calls have: all others are smaller by as much.</summary>
    private sealed class Rare
    {
        public string? Operation { get; set; }

        public double? TopP { get; set; }

        public string? RequestServiceTier { get; set; }

        public int? ToolCalls { get; set; }

        public int? Images { get; set; }

        public string? ImageSize { get; set; }

        public double? AudioSeconds { get; set; }

        public int? Characters { get; set; }

        public int? EmbeddingDimensions { get; set; }

        public int? EmbeddingInputs { get; set; }

        public void Write(ref SpanTags tags)
        {
            tags.Set(AmountKeys.ToolCalls, ToolCalls);
            tags.Set(AmountKeys.Images, Images);
            tags.Set(AmountKeys.ImageSize, ImageSize);
            tags.Set(AmountKeys.AudioSeconds, AudioSeconds);
            tags.Set(AmountKeys.Characters, Characters);
            tags.Set(AmountKeys.EmbeddingDimensions, EmbeddingDimensions);
            tags.Set(AmountKeys.EmbeddingInputs, EmbeddingInputs);
        }
    }
}
