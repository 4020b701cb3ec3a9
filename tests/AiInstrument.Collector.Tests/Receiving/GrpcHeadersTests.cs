
using AiInstrument.Collector.Receiving.Grpc;

namespace AiInstrument.Collector.Tests.Receiving;

public sealed class GrpcHeadersTests
{
    [Theory]
    [InlineData("plain text.", "plain text.")]
    [InlineData("100% of\nit", "100%25 of%0Ait")]
    [InlineData("ü", "%C3%BC")]
    public void A_message_is_percent_encoded(string message, string encoded) => Assert.Equal(encoded, GrpcHeaders.PercentEncode(message));

    [Theory]
    [InlineData("2H", 7_200_000)]
    [InlineData("3M", 180_000)]
    [InlineData("4S", 4_000)]
    [InlineData("5m", 5)]
    [InlineData("6000u", 6)]
    [InlineData("7000000n", 7)]
    public void A_timeout_has_one_of_six_units(string header, int milliseconds)
    {
        Assert.True(GrpcHeaders.TryParseTimeout(header, out var timeout));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), timeout);
    }
}
