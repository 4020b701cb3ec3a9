using AiInstrument.Collector.Decoding.Batches;
using AiInstrument.Collector.Decoding.Interning;

namespace AiInstrument.Collector.Decoding.Protobuf;

/// <summary>
/// Reads the messages that all signals share, in protobuf: resource, scope, attributes and their values. Thread-safe; repeated strings are shared
/// between all that is read.
/// </summary>
internal sealed class ProtobufValues(DecodingLimits limits)
{
    private readonly Utf8StringTable _names = new(maxLength: 64);
    private readonly Utf8StringTable _values = new(maxLength: 64);
    private readonly AttributeKeyTable _keys = new();

    /// <summary>Reads a text that repeats: a name.</summary>
    public string ReadName(ref WireReader message, ref Intake intake) => _names.Get(intake.Text(message.ReadBytes()));

    /// <summary>Reads a resource, or a part of one, into what is there.</summary>
    public void ReadResource(WireReader message, DecodedResource resource, ref Intake intake)
    {
        while (message.NextField())
        {
            switch (message.Tag)
            {
                case OtlpTags.Resource.Attributes:
                    ReadAttribute(message.ReadMessage(), resource.Attributes, depth: 1, ref intake);
                    break;
                case OtlpTags.Resource.DroppedAttributesCount:
                    intake.Dropped.SetBySender((uint)message.ReadVarint());
                    break;
                default:
                    message.Skip();
                    break;
            }
        }
    }

    /// <summary>Reads a scope, or a part of one, into what is there.</summary>
    public void ReadScope(WireReader message, DecodedScope scope, ref Intake intake)
    {
        while (message.NextField())
        {
            switch (message.Tag)
            {
                case OtlpTags.Scope.Name:
                    scope.Name = ReadName(ref message, ref intake);
                    break;
                case OtlpTags.Scope.Version:
                    scope.Version = ReadName(ref message, ref intake);
                    break;
                default:
                    message.Skip();
                    break;
            }
        }
    }

    /// <summary>Reads an attribute.</summary>
    public void ReadAttribute(WireReader message, AttributeList attributes, int depth, ref Intake intake)
    {
        intake.TakeAttribute();
        AttributeKey? key = null;
        var value = default(AttributeValue);
        while (message.NextField())
        {
            switch (message.Tag)
            {
                case OtlpTags.KeyValue.Key:
                    var name = message.ReadBytes();
                    intake.TakeKey(name.Length);
                    key = _keys.Get(name, attributes.Last);
                    break;
                case OtlpTags.KeyValue.Value:
                    value = ReadValue(message.ReadMessage(), value, depth, ref intake);
                    break;
                default:
                    message.Skip();
                    break;
            }
        }

        attributes.SetOrDrop(key, value, limits.MaxAttributes, ref intake.Dropped);
    }

    /// <summary>Reads an AnyValue over what an earlier part of the same field gave: lists join, anything else is replaced.</summary>
    public AttributeValue ReadValue(WireReader message, AttributeValue value, int depth, ref Intake intake)
    {
        if (depth > limits.MaxDepth)
        {
            intake.Dropped.Add();
            return default;
        }

        while (message.NextField())
        {
            switch (message.Tag)
            {
                case OtlpTags.AnyValue.String:
                    value = AttributeValue.Of(_values.Get(intake.Text(message.ReadBytes())));
                    break;
                case OtlpTags.AnyValue.Bool:
                    value = AttributeValue.Of(message.ReadVarint() != 0);
                    break;
                case OtlpTags.AnyValue.Int:
                    value = AttributeValue.Of((long)message.ReadVarint());
                    break;
                case OtlpTags.AnyValue.Double:
                    value = AttributeValue.Of(message.ReadDouble());
                    break;
                case OtlpTags.AnyValue.Array:
                    intake.TakeContainer();
                    var elements = value.Elements as List<AttributeValue> ?? [];
                    ReadArray(message.ReadMessage(), elements, depth + 1, ref intake);
                    value = AttributeValue.Of(elements);
                    break;
                case OtlpTags.AnyValue.KeyValueList:
                    intake.TakeContainer();
                    var entries = value.Entries ?? new AttributeList();
                    ReadMap(message.ReadMessage(), entries, depth + 1, ref intake);
                    value = AttributeValue.Of(entries);
                    break;
                case OtlpTags.AnyValue.Bytes:
                    value = AttributeValue.Of(intake.Bytes(message.ReadBytes()).ToArray());
                    break;
                default:
                    message.Skip();
                    break;
            }
        }

        return value;
    }

    private void ReadArray(WireReader message, List<AttributeValue> elements, int depth, ref Intake intake)
    {
        while (message.NextField())
        {
            switch (message.Tag)
            {
                case OtlpTags.ArrayValue.Values when elements.Count < limits.MaxArrayLength:
                    intake.TakeElement();
                    elements.Add(ReadValue(message.ReadMessage(), default, depth, ref intake));
                    break;
                case OtlpTags.ArrayValue.Values:
                    intake.Dropped.Add();
                    message.Skip();
                    break;
                default:
                    message.Skip();
                    break;
            }
        }
    }

    private void ReadMap(WireReader message, AttributeList entries, int depth, ref Intake intake)
    {
        while (message.NextField())
        {
            switch (message.Tag)
            {
                case OtlpTags.KeyValueList.Values:
                    ReadAttribute(message.ReadMessage(), entries, depth, ref intake);
                    break;
                default:
                    message.Skip();
                    break;
            }
        }
    }
}
