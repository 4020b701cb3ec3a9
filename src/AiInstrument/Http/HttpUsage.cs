using AiInstrument.Capture;

namespace AiInstrument.Http;

/// <summary>The counts of a <c>usage</c> object, under the names of the OpenAI and the Anthropic API. A later one replaces an earlier one.</summary>
internal struct HttpUsage
{
    private long? _input;
    private long? _output;
    private long? _cached;
    private long? _cacheWrite;
    private long? _cacheWrite5m;
    private long? _cacheWrite1h;
    private long? _reasoning;
    private long? _audioInput;
    private long? _audioOutput;
    private long? _imageInput;
    private long? _imageOutput;

    /// <summary>Takes one count. False for a name that is not known, which adds nothing.</summary>
    public bool Take(ReadOnlySpan<byte> name, long count)
    {
        if (name.SequenceEqual("prompt_tokens"u8) || name.SequenceEqual("input_tokens"u8))
        {
            _input = count;
        }
        else if (name.SequenceEqual("completion_tokens"u8) || name.SequenceEqual("output_tokens"u8))
        {
            _output = count;
        }
        else if (name.SequenceEqual("cache_read_input_tokens"u8))
        {
            _cached = count;
        }
        else if (name.SequenceEqual("cache_creation_input_tokens"u8))
        {
            _cacheWrite = count;
        }
        else if (name.SequenceEqual("cache_creation.ephemeral_5m_input_tokens"u8))
        {
            _cacheWrite5m = count;
        }
        else if (name.SequenceEqual("cache_creation.ephemeral_1h_input_tokens"u8))
        {
            _cacheWrite1h = count;
        }
        else
        {
            var dot = name.IndexOf((byte)'.');
            return dot > 0 && TakeDetail(name[..dot], name[(dot + 1)..], count);
        }

        return true;
    }

    /// <summary>Puts the counts together: our input is inclusive of the cache, Anthropic's is not.</summary>
    public readonly AiUsage ToUsage(bool isAnthropic) => new()
    {
        InputTokens = isAnthropic ? _input + (_cached ?? 0) + (_cacheWrite ?? 0) : _input,
        OutputTokens = _output,
        CachedInputTokens = _cached,
        CacheWriteTokens = _cacheWrite,
        CacheWrite5mTokens = _cacheWrite5m,
        CacheWrite1hTokens = _cacheWrite1h,
        ReasoningTokens = _reasoning,
        AudioInputTokens = _audioInput,
        AudioOutputTokens = _audioOutput,
        ImageInputTokens = _imageInput,
        ImageOutputTokens = _imageOutput,
    };

    private bool TakeDetail(ReadOnlySpan<byte> group, ReadOnlySpan<byte> name, long count)
    {
        // Transcriptions say it in the singular.
        var isInput = group.SequenceEqual("prompt_tokens_details"u8) || group.SequenceEqual("input_tokens_details"u8) || group.SequenceEqual("input_token_details"u8);
        var isOutput = group.SequenceEqual("completion_tokens_details"u8) || group.SequenceEqual("output_tokens_details"u8) || group.SequenceEqual("output_token_details"u8);

        // Where a detail is rare, 0 means that the provider did not tell it.
        long? rare = count == 0 ? null : count;
        switch ((isInput, isOutput))
        {
            case (true, _) when name.SequenceEqual("cached_tokens"u8):
                _cached = count;
                return true;
            case (true, _) when name.SequenceEqual("cache_write_tokens"u8):
                _cacheWrite = count;
                return true;
            case (true, _) when name.SequenceEqual("audio_tokens"u8):
                _audioInput = rare;
                return true;
            case (true, _) when name.SequenceEqual("image_tokens"u8):
                _imageInput = rare;
                return true;
            case (_, true) when name.SequenceEqual("reasoning_tokens"u8) || name.SequenceEqual("thinking_tokens"u8):
                _reasoning = count;
                return true;
            case (_, true) when name.SequenceEqual("audio_tokens"u8):
                _audioOutput = rare;
                return true;
            case (_, true) when name.SequenceEqual("image_tokens"u8):
                _imageOutput = rare;
                return true;
            default:
                return false;
        }
    }
}
