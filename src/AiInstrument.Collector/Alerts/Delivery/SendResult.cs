namespace AiInstrument.Collector.Alerts.Delivery;

/// <summary>What an attempt came to.</summary>
/// <param name="Delivered">Whether the channel took it.</param>
/// <param name="Final">Whether another attempt would be useless.</param>
/// <param name="Answer">For the delivery log: a status and at the most the first characters of the answer.</param>
/// <param name="RetryAfter">When the channel asks to be tried again, or null.</param>
internal sealed record SendResult(bool Delivered, bool Final, string Answer, TimeSpan? RetryAfter = null)
{
    public static SendResult Success(string answer) => new(true, true, answer);

    public static SendResult Useless(string answer) => new(false, true, answer);

    public static SendResult Again(string answer, TimeSpan? retryAfter = null) => new(false, false, answer, retryAfter);
}
