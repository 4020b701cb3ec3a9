using AiInstrument.Collector.Decoding.Batches;
using AiInstrument.Collector.Decoding.Interning;
using AiInstrument.Collector.Decoding.Protobuf;

namespace AiInstrument.Collector.Decoding.Json;

/// <summary>Reads the messages that all signals share, in JSON, as <see cref="ProtobufValues"/> does in protobuf. Thread-safe.</summary>
internal sealed class JsonValues(DecodingLimits limits)
{
    private readonly Utf8StringTable _names = new(maxLength: 64);
    private readonly Utf8StringTable _values = new(maxLength: 64);
    private readonly AttributeKeyTable _keys = new();

    /// <summary>Reads a text that repeats: a name.</summary>
    public string ReadName(ref JsonCursor json, ref Intake intake) => _names.Get(intake.Text(json.ReadText()));

    /// <summary>Reads a resource.</summary>
    public void ReadResource(ref JsonCursor json, DecodedResource resource, ref Intake intake)
    {
        if (!json.TryBeginObject())
        {
            return;
        }

        while (json.NextProperty())
        {
            if (json.Is("attributes"u8))
            {
                ReadAttributes(ref json, resource.Attributes, depth: 1, ref intake);
            }
            else if (json.Is("droppedAttributesCount"u8, "dropped_attributes_count"u8))
            {
                intake.Dropped.SetBySender(json.ReadInteger<uint>());
            }
            else
            {
                json.Skip();
            }
        }
    }

    /// <summary>Reads a scope.</summary>
    public void ReadScope(ref JsonCursor json, DecodedScope scope, ref Intake intake)
    {
        if (!json.TryBeginObject())
        {
            return;
        }

        while (json.NextProperty())
        {
            if (json.Is("name"u8))
            {
                scope.Name = ReadName(ref json, ref intake);
            }
            else if (json.Is("version"u8))
            {
                scope.Version = ReadName(ref json, ref intake);
            }
            else
            {
                json.Skip();
            }
        }
    }

    /// <summary>Reads an array of attributes.</summary>
    public void ReadAttributes(ref JsonCursor json, AttributeList attributes, int depth, ref Intake intake)
    {
        json.BeginArray();
        while (json.NextElement())
        {
            ReadAttribute(ref json, attributes, depth, ref intake);
        }
    }

    private void ReadAttribute(ref JsonCursor json, AttributeList attributes, int depth, ref Intake intake)
    {
        intake.TakeAttribute();
        AttributeKey? key = null;
        var value = default(AttributeValue);
        if (json.TryBeginObject())
        {
            while (json.NextProperty())
            {
                if (json.Is("key"u8))
                {
                    var name = json.ReadText();
                    intake.TakeKey(name.Length);
                    key = _keys.Get(name, attributes.Last);
                }
                else if (json.Is("value"u8))
                {
                    value = ReadValue(ref json, depth, ref intake);
                }
                else
                {
                    json.Skip();
                }
            }
        }

        attributes.SetOrDrop(key, value, limits.MaxAttributes, ref intake.Dropped);
    }

    /// <summary>Reads an AnyValue.</summary>
    public AttributeValue ReadValue(ref JsonCursor json, int depth, ref Intake intake)
    {
        if (depth > limits.MaxDepth)
        {
            intake.Dropped.Add();
            json.Skip();
            return default;
        }

        var value = default(AttributeValue);
        if (!json.TryBeginObject())
        {
            return value;
        }

        while (json.NextProperty())
        {
            if (json.Is("stringValue"u8, "string_value"u8))
            {
                value = AttributeValue.Of(_values.Get(intake.Text(json.ReadText())));
            }
            else if (json.Is("boolValue"u8, "bool_value"u8))
            {
                value = AttributeValue.Of(json.ReadBool());
            }
            else if (json.Is("intValue"u8, "int_value"u8))
            {
                value = AttributeValue.Of(json.ReadInteger<long>());
            }
            else if (json.Is("doubleValue"u8, "double_value"u8))
            {
                value = AttributeValue.Of(json.ReadDouble());
            }
            else if (json.Is("arrayValue"u8, "array_value"u8))
            {
                value = AttributeValue.Of(ReadArray(ref json, depth + 1, ref intake));
            }
            else if (json.Is("kvlistValue"u8, "kvlist_value"u8))
            {
                value = AttributeValue.Of(ReadMap(ref json, depth + 1, ref intake));
            }
            else if (json.Is("bytesValue"u8, "bytes_value"u8))
            {
                value = AttributeValue.Of(intake.Bytes(json.ReadBase64()).ToArray());
            }
            else
            {
                json.Skip();
            }
        }

        return value;
    }

    private List<AttributeValue> ReadArray(ref JsonCursor json, int depth, ref Intake intake)
    {
        intake.TakeContainer();
        List<AttributeValue> elements = [];
        if (!json.TryBeginObject())
        {
            return elements;
        }

        while (json.NextProperty())
        {
            if (json.Is("values"u8))
            {
                json.BeginArray();
                while (json.NextElement())
                {
                    if (elements.Count < limits.MaxArrayLength)
                    {
                        intake.TakeElement();
                        elements.Add(ReadValue(ref json, depth, ref intake));
                    }
                    else
                    {
                        intake.Dropped.Add();
                        json.Skip();
                    }
                }
            }
            else
            {
                json.Skip();
            }
        }

        return elements;
    }

    private AttributeList ReadMap(ref JsonCursor json, int depth, ref Intake intake)
    {
        intake.TakeContainer();
        var entries = new AttributeList();
        if (!json.TryBeginObject())
        {
            return entries;
        }

        while (json.NextProperty())
        {
            if (json.Is("values"u8))
            {
                ReadAttributes(ref json, entries, depth, ref intake);
            }
            else
            {
                json.Skip();
            }
        }

        return entries;
    }
}
