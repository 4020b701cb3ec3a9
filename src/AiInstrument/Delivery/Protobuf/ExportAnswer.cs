namespace AiInstrument.Delivery.Protobuf;

/// <summary>Reads what a receiver answers: OTLP's <c>ExportTraceServiceResponse</c> and <c>google.rpc.Status</c>.</summary>
internal static class ExportAnswer
{
    private static ReadOnlySpan<byte> RetryInfo => "type.googleapis.com/google.rpc.RetryInfo"u8;

    /// <summary>The spans that a partial success rejects.</summary>
    public static long RejectedSpans(ReadOnlySpan<byte> response)
    {
        var answer = new ProtoReader(response);
        while (answer.Next())
        {
            if (answer.Field == 1)
            {
                var partial = new ProtoReader(answer.Bytes);
                while (partial.Next())
                {
                    if (partial.Field == 1)
                    {
                        return Math.Max((long)partial.Number, 0);
                    }
                }
            }
        }

        return 0;
    }

    /// <summary>The delay of the status's <c>RetryInfo</c>, or null when it has none.</summary>
    public static TimeSpan? RetryDelay(ReadOnlySpan<byte> status)
    {
        var fields = new ProtoReader(status);
        while (fields.Next())
        {
            if (fields.Field == 3 && DelayOfAny(fields.Bytes) is { } delay)
            {
                return delay;
            }
        }

        return null;
    }

    private static TimeSpan? DelayOfAny(ReadOnlySpan<byte> any)
    {
        ReadOnlySpan<byte> type = default, value = default;
        var fields = new ProtoReader(any);
        while (fields.Next())
        {
            if (fields.Field == 1)
            {
                type = fields.Bytes;
            }
            else if (fields.Field == 2)
            {
                value = fields.Bytes;
            }
        }

        return type.SequenceEqual(RetryInfo) ? Duration(value) : null;
    }

    private static TimeSpan Duration(ReadOnlySpan<byte> retryInfo)
    {
        var info = new ProtoReader(retryInfo);
        while (info.Next())
        {
            if (info.Field == 1)
            {
                double seconds = 0;
                var duration = new ProtoReader(info.Bytes);
                while (duration.Next())
                {
                    seconds += duration.Field == 1 ? (long)duration.Number : duration.Field == 2 ? (int)duration.Number / 1e9 : 0;
                }

                return TimeSpan.FromSeconds(Math.Clamp(seconds, 0, int.MaxValue));
            }
        }

        return TimeSpan.Zero;
    }
}
