using Microsoft.Extensions.Options;
using OpenTelemetry.Exporter;

namespace AiInstrument;

/// <summary>Says in one sentence for each setting what is wrong with it.</summary>
internal sealed class AiInstrumentOptionsValidator : IValidateOptions<AiInstrumentOptions>
{
    private const long MinOutboxBytes = 1024 * 1024;
    private const long MaxEstimatedTokens = 100_000_000;
    private static readonly TimeSpan s_maxAllowedAge = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_maxFlushTimeout = TimeSpan.FromMinutes(1);

    public ValidateOptionsResult Validate(string? name, AiInstrumentOptions options)
    {
        var failures = new ValidateOptionsResultBuilder();
        if (options.ServiceName is { } service && string.IsNullOrWhiteSpace(service))
        {
            failures.AddError("AiInstrumentOptions.ServiceName is blank: give the service a name or leave it null.");
        }

        if (options.Endpoint is { } endpoint && !(endpoint.IsAbsoluteUri && endpoint.Scheme is "http" or "https"))
        {
            failures.AddError($"AiInstrumentOptions.Endpoint is '{endpoint}': it must be an absolute http or https address such as http://localhost:4318.");
        }

        if (options.Protocol is not (null or OtlpExportProtocol.HttpProtobuf or OtlpExportProtocol.Grpc))
        {
            failures.AddError($"AiInstrumentOptions.Protocol is '{options.Protocol}': it must be HttpProtobuf or Grpc.");
        }

        if (options.FlushTimeout <= TimeSpan.Zero || options.FlushTimeout > s_maxFlushTimeout)
        {
            failures.AddError($"AiInstrumentOptions.FlushTimeout is {options.FlushTimeout}: it must be above zero and at most one minute.");
        }

        if (options.Outbox.Directory is { } directory && string.IsNullOrWhiteSpace(directory))
        {
            failures.AddError("AiInstrumentOptions.Outbox.Directory is blank: name a folder or leave it null.");
        }

        if (options.Outbox.MaxBytes < MinOutboxBytes)
        {
            failures.AddError(FormattableString.Invariant($"AiInstrumentOptions.Outbox.MaxBytes is {options.Outbox.MaxBytes}: it must be at least {MinOutboxBytes} (1 MiB)."));
        }

        switch (options.CaptureContent)
        {
            case ContentCapture.Full when !options.AllowUnredactedContent:
                failures.AddError("AiInstrumentOptions.CaptureContent is Full: prompts and answers would leave the process as they are. Set AllowUnredactedContent to true, or the environment variable AIINSTRUMENT_ALLOW_UNREDACTED_CONTENT, if that is meant, or use Redacted.");
                break;
            case ContentCapture.Off or ContentCapture.Metadata or ContentCapture.Redacted or ContentCapture.Full:
                break;
            default:
                failures.AddError($"AiInstrumentOptions.CaptureContent is '{options.CaptureContent}': it must be Off, Metadata, Redacted or Full.");
                break;
        }

        ValidateBudgets(options.Budgets, failures);

        // The values are secrets: only names are quoted.
        foreach (var header in options.Headers)
        {
            if (header.Key.Length == 0 || !header.Key.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            {
                failures.AddError($"AiInstrumentOptions.Headers has the name '{header.Key}': a header's name is of letters, digits, '-', '_' and '.'.");
            }
            else if (string.IsNullOrEmpty(header.Value) || !header.Value.All(static c => char.IsAscii(c) && !char.IsControl(c)))
            {
                failures.AddError($"AiInstrumentOptions.Headers['{header.Key}'] is empty, or has control characters or characters beyond ASCII.");
            }
        }

        return failures.Build();
    }

    private static void ValidateBudgets(AiBudgetOptions budgets, ValidateOptionsResultBuilder failures)
    {
        if (budgets.Endpoint is { } endpoint && !(endpoint.IsAbsoluteUri && endpoint.Scheme is "http" or "https"))
        {
            failures.AddError($"AiInstrumentOptions.Budgets.Endpoint is '{endpoint}': it must be an absolute http or https address such as http://localhost:4318.");
        }

        if (budgets.WhenUnknown is not (AiBudgetFallback.FailOpen or AiBudgetFallback.FailClosed))
        {
            failures.AddError($"AiInstrumentOptions.Budgets.WhenUnknown is '{budgets.WhenUnknown}': it must be FailOpen or FailClosed.");
        }

        if (budgets.AllowedAge <= TimeSpan.Zero || budgets.AllowedAge > s_maxAllowedAge)
        {
            failures.AddError($"AiInstrumentOptions.Budgets.AllowedAge is {budgets.AllowedAge}: it must be above zero and at most one day.");
        }

        foreach (var (name, tokens) in (ReadOnlySpan<(string, long)>)[(nameof(budgets.EstimatedInputTokens), budgets.EstimatedInputTokens), (nameof(budgets.EstimatedOutputTokens), budgets.EstimatedOutputTokens)])
        {
            if (tokens is < 0 or > MaxEstimatedTokens)
            {
                failures.AddError(FormattableString.Invariant($"AiInstrumentOptions.Budgets.{name} is {tokens}: it must be between 0 and {MaxEstimatedTokens}."));
            }
        }
    }
}
