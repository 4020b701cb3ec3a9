using AiInstrument.Collector.Decoding;

namespace AiInstrument.Collector.Tests.Decoding;

public sealed class AttributeValueTests
{
    [Fact]
    public void Arrays_maps_and_bytes_are_equal_by_content()
    {
        static AttributeValue Value(params (string Key, long Value)[] entries)
        {
            var map = new AttributeList();
            foreach (var (key, value) in entries)
            {
                map.Set(key, AttributeValue.Of(value));
            }

            return AttributeValue.Of([AttributeValue.Of(map), AttributeValue.Of(new byte[] { 1, 2 })]);
        }

        Assert.Equal(Value(("a", 1), ("b", 2)), Value(("b", 2), ("a", 1)));
        Assert.Equal(Value(("a", 1), ("b", 2)).GetHashCode(), Value(("b", 2), ("a", 1)).GetHashCode());
        Assert.NotEqual(Value(("a", 1)), Value(("a", 2)));
        Assert.NotEqual(Value(("a", 1)), Value(("a", 1), ("b", 2)));
        Assert.NotEqual(AttributeValue.Of(new byte[] { 1 }), AttributeValue.Of(new byte[] { 2 }));
    }

    [Fact]
    public void The_same_text_in_another_kind_is_another_value()
    {
        Assert.NotEqual(AttributeValue.Of("1"), AttributeValue.Of(1L));
        Assert.NotEqual(AttributeValue.Of(1L), AttributeValue.Of(true));
    }
}
