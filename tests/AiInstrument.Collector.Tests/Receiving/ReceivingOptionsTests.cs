using Microsoft.Extensions.Options;

namespace AiInstrument.Collector.Tests.Receiving;

public sealed class ReceivingOptionsTests
{
    public static TheoryData<string, Action<CollectorOptions>> WrongOptions => new()
    {
        { nameof(CollectorOptions.MaxRequestBytes), o => o.MaxRequestBytes = 0 },
        { nameof(CollectorOptions.MaxRequestBytes), o => o.MaxRequestBytes = int.MaxValue },
        { nameof(CollectorOptions.MaxAttributesPerSpan), o => o.MaxAttributesPerSpan = 0 },
        { nameof(CollectorOptions.MaxAttributeDepth), o => o.MaxAttributeDepth = 0 },
        { nameof(CollectorOptions.MaxAttributeDepth), o => o.MaxAttributeDepth = 10_000 },
        { nameof(CollectorOptions.MaxAttributeValueBytes), o => o.MaxAttributeValueBytes = 0 },
        { nameof(CollectorOptions.MaxArrayElements), o => o.MaxArrayElements = 0 },
        { nameof(CollectorOptions.MaxEventsPerSpan), o => o.MaxEventsPerSpan = -1 },
        { nameof(CollectorOptions.MaxLinksPerSpan), o => o.MaxLinksPerSpan = -1 },
        { nameof(CollectorOptions.MaxRequestMemoryBytes), o => o.MaxRequestMemoryBytes = 0 },
        { nameof(CollectorOptions.MaxConcurrentRequests), o => o.MaxConcurrentRequests = 0 },
    };

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public async Task A_wrong_option_ends_the_start_and_is_named(string option, Action<CollectorOptions> configure)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => TestCollector.StartAsync(configure));

        Assert.StartsWith(option, Assert.Single(error.Failures), StringComparison.Ordinal);
    }
}
