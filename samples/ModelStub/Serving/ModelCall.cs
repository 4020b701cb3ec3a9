using System.Text.Json;
using ModelStub.Ledger;

namespace ModelStub.Serving;

/// <summary>One request to a model and its entry in the ledger.</summary>
internal sealed class ModelCall
{
    private readonly HttpContext _context;
    private readonly CallLedger _ledger;
    private readonly CancellationToken _gone;
    private LedgerEntry _entry;

    public ModelCall(HttpContext context, CallLedger ledger, string provider, string api, JsonElement body, CancellationToken gone)
    {
        _context = context;
        _ledger = ledger;
        _gone = gone;
        Body = body;
        Prompt = PromptText.Of(body);
        Behavior = StubBehavior.Parse(Prompt);
        Model = body.GetProperty("model").GetString()!;
        Provider = provider;
        Streamed = body.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;
        _entry = ledger.Open(id => new LedgerEntry
        {
            Id = id,
            Provider = provider,
            Api = api,
            Model = Model,
            Streamed = Streamed,
            Tag = PromptTag.Parse(Prompt),
        });
    }

    public JsonElement Body { get; }

    public string Prompt { get; }

    public StubBehavior Behavior { get; }

    public string Provider { get; }

    /// <summary>The requested model.</summary>
    public string Model { get; }

    public string AnsweringModel => StubModel.AnsweringName(Model);

    public bool Streamed { get; }

    /// <summary>Unique among the ids of one server, the same from run to run.</summary>
    public string NewId(string prefix) => $"{prefix}{_entry.Id:d6}";

    public LedgerTokens Bill(string maxOutputMember) => StubModel.Bill(
        Model,
        Prompt,
        Body.TryGetProperty(maxOutputMember, out var max) && max.ValueKind == JsonValueKind.Number ? max.GetInt64() : null,
        Provider == Providers.Anthropic ? CacheUse.Marked(Body) : CacheUse.Automatic);

    /// <summary>Answers in one piece.</summary>
    public async Task JsonAsync(object answer, LedgerTokens tokens)
    {
        await _context.Response.WriteAsJsonAsync(answer, _gone);
        Told(tokens);
        Close(LedgerOutcome.Completed);
    }

    /// <summary>Answers with bytes, which have no place for usage.</summary>
    public async Task BytesAsync(string contentType, ReadOnlyMemory<byte> bytes)
    {
        _context.Response.ContentType = contentType;
        await _context.Response.Body.WriteAsync(bytes, _gone);
        Close(LedgerOutcome.Completed);
    }

    /// <summary>Answers with an error in the provider's shape.</summary>
    public async Task FailAsync(int status)
    {
        _context.Response.StatusCode = status;
        _entry = _ledger.Update(_entry, _entry with { Status = status });
        var message = $"The prompt asked for status {status}.";
        object error = Provider == Providers.Anthropic
            ? new { type = "error", error = new { type = status == 429 ? "rate_limit_error" : "api_error", message } }
            : new { error = new { message, type = status == 429 ? "rate_limit_exceeded" : "server_error", param = (string?)null, code = (string?)null } };
        await _context.Response.WriteAsJsonAsync(error, _gone);
        Close(LedgerOutcome.Failed);
    }

    /// <summary>Sends one server-sent event; <paramref name="told"/> is what the client knows of its bill once it has it.</summary>
    public async Task EventAsync(string? name, object data, LedgerTokens? told = null)
    {
        _context.Response.ContentType ??= "text/event-stream";
        var text = data as string ?? JsonSerializer.Serialize(data);
        await _context.Response.WriteAsync(name is null ? $"data: {text}\n\n" : $"event: {name}\ndata: {text}\n\n", _gone);
        await _context.Response.Body.FlushAsync(_gone);
        Told(told ?? _entry.Tokens);
    }

    /// <summary>Sends each piece of the answer as an event; holds where the prompt asks for it.</summary>
    public async Task PiecesAsync(string? name, Func<string, object> data)
    {
        var sent = 0;
        foreach (var piece in StubModel.Answer(Prompt))
        {
            await EventAsync(name, data(piece));
            if (++sent == Behavior.HoldAfter)
            {
                await Task.Delay(Timeout.Infinite, _gone);
            }
        }
    }

    public void Close(LedgerOutcome outcome)
    {
        if (_entry.Outcome == LedgerOutcome.Running)
        {
            _entry = _ledger.Update(_entry, _entry with { Outcome = outcome });
        }
    }

    private void Told(LedgerTokens tokens) => _entry = _ledger.Update(_entry, _entry with { Model = AnsweringModel, Tokens = tokens });
}
