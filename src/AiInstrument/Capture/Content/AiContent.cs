using System.ComponentModel;

namespace AiInstrument.Capture.Content;

/// <summary>What a call's adapters hear of its messages. It is redacted and written when the span ends. Not safe for several threads.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AiContent
{
    private readonly ContentSettings _settings;
    private readonly ContentSection _input;
    private readonly ContentSection _instructions;
    private ContentSection _output;
    private ContentSection? _current;
    private bool _inputNotCaptured;

    internal AiContent(ContentSettings settings)
    {
        _settings = settings;
        _input = new(settings.KeepsText);
        _instructions = new(settings.KeepsText);
        _output = new(settings.KeepsText);
    }

    /// <summary>Begins a message of the request. The parts that follow are its own.</summary>
    /// <param name="role"><c>system</c>, <c>user</c>, <c>assistant</c>, <c>tool</c>, or the provider's word.</param>
    public void Input(string role) => Begin(_input, role);

    /// <summary>Begins a message of the response.</summary>
    /// <param name="role">Almost always <c>assistant</c>.</param>
    public void Output(string role) => Begin(_output, role);

    /// <summary>Forgets the response so far: a stream's last event tells it as a whole.</summary>
    public void RestartOutput()
    {
        _output = new(_settings.KeepsText);
        _current = null;
    }

    /// <summary>Goes on with the response that is being streamed, or begins it.</summary>
    public void ContinueOutput()
    {
        BeginStream();
        _current = _output;
    }

    /// <summary>Adds a request of one plain text.</summary>
    /// <param name="text">The prompt. Null is ignored.</param>
    public void Prompt(string? text)
    {
        if (text is not null)
        {
            Input("user");
            Text(text);
        }
    }

    /// <summary>Adds instructions that stand beside the messages.</summary>
    /// <param name="text">The instructions. Null is ignored.</param>
    public void Instructions(string? text)
    {
        if (text is not null)
        {
            Begin(_instructions, "system");
            Text(text);
        }
    }

    /// <summary>Says that the request's messages could not be read without spending them.</summary>
    public void InputNotCaptured() => _inputNotCaptured = true;

    /// <summary>Adds a text.</summary>
    /// <param name="text">The text. Null is ignored.</param>
    public void Text(string? text) => Add(ContentPartKind.Text, text);

    /// <summary>Adds reasoning that the provider shows.</summary>
    /// <param name="text">The text. Null is ignored.</param>
    public void Reasoning(string? text) => Add(ContentPartKind.Reasoning, text);

    /// <summary>Adds a tool call.</summary>
    /// <param name="id">The call's id.</param>
    /// <param name="name">The tool.</param>
    /// <param name="arguments">JSON, or what the model wrote instead.</param>
    public void ToolCall(string? id, string? name, string? arguments) => _current?.Add(ContentPartKind.ToolCall, arguments ?? "{}", id, name);

    /// <summary>Adds a tool call whose arguments were read already.</summary>
    /// <param name="id">The call's id.</param>
    /// <param name="name">The tool.</param>
    /// <param name="arguments">The arguments by name.</param>
    public void ToolCall(string? id, string? name, IEnumerable<KeyValuePair<string, object?>>? arguments) => ToolCall(id, name, ContentValue.ToJson(arguments));

    /// <summary>Adds what a tool answered.</summary>
    /// <param name="id">The id of the tool call.</param>
    /// <param name="result">A text, JSON, or values.</param>
    public void ToolResult(string? id, object? result) => _current?.Add(ContentPartKind.ToolResult, result as string ?? ContentValue.ToJson(result), id);

    /// <summary>Names a part that is not kept: an image, a file.</summary>
    /// <param name="kind">What it is.</param>
    public void Other(string kind) => _current?.Add(ContentPartKind.Other, text: null, name: kind);

    /// <summary>Adds a piece of the text that is being streamed.</summary>
    /// <param name="piece">The piece. Null and empty are ignored.</param>
    public void TextDelta(string? piece) => Append(ContentPartKind.Text, piece);

    /// <summary>Adds a piece of the reasoning that is being streamed.</summary>
    /// <param name="piece">The piece. Null and empty are ignored.</param>
    public void ReasoningDelta(string? piece) => Append(ContentPartKind.Reasoning, piece);

    /// <summary>Adds a piece of a tool call that is being streamed.</summary>
    /// <param name="index">Which tool call of the response.</param>
    /// <param name="id">Its id, where the piece tells it.</param>
    /// <param name="name">The tool, where the piece tells it.</param>
    /// <param name="arguments">A piece of the arguments' JSON.</param>
    public void ToolCallDelta(int index, string? id, string? name, string? arguments)
    {
        BeginStream();
        _output.Append(ContentPartKind.ToolCall, arguments ?? "", id, name, index);
    }

    /// <summary>Writes what passed by. A redactor that throws leaves nothing written.</summary>
    internal void Write(ref SpanTags tags, string? finishReason)
    {
        if (!_settings.KeepsText)
        {
            tags.Set(ContentKeys.Counts, ContentWriter.Counts(_instructions, _input, _output));
        }
        else
        {
            var writer = new ContentWriter(_settings.Redactors);
            var instructions = writer.Instructions(_instructions);
            var input = writer.Messages(_input, finishReason: null);
            var output = writer.Messages(_output, finishReason);
            var redactions = writer.Redactions();
            tags.Set(ContentKeys.Instructions, instructions);
            tags.Set(ContentKeys.Input, input);
            tags.Set(ContentKeys.Output, output);
            tags.Set(ContentKeys.Redactions, redactions);
            if (writer.HasTruncated || _instructions.IsTruncated || _input.IsTruncated || _output.IsTruncated)
            {
                tags.Set(ContentKeys.Truncated, Boxes.True);
            }
        }

        if (_inputNotCaptured)
        {
            tags.Set(ContentKeys.NotCaptured, "input");
        }
    }

    private void Begin(ContentSection section, string role)
    {
        _current = section;
        section.Begin(role);
    }

    private void Add(ContentPartKind kind, string? text)
    {
        if (text is not null)
        {
            _current?.Add(kind, text);
        }
    }

    private void Append(ContentPartKind kind, string? piece)
    {
        if (!string.IsNullOrEmpty(piece))
        {
            BeginStream();
            _output.Append(kind, piece);
        }
    }

    private void BeginStream()
    {
        if (_output.IsEmpty)
        {
            Output("assistant");
        }
    }
}
