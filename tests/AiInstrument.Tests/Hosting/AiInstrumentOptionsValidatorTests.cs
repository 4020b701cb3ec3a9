using OpenTelemetry.Exporter;

namespace AiInstrument.Tests.Hosting;

public sealed class AiInstrumentOptionsValidatorTests
{
    private readonly AiInstrumentOptionsValidator _validator = new();

    [Fact]
    public void The_defaults_are_valid()
        => Assert.True(_validator.Validate(null, new AiInstrumentOptions()).Succeeded);

    [Fact]
    public void A_full_configuration_is_valid()
    {
        var options = new AiInstrumentOptions
        {
            ServiceName = "shop",
            Endpoint = new Uri("https://collector.example/otlp"),
            Protocol = OtlpExportProtocol.Grpc,
            FlushTimeout = TimeSpan.FromMinutes(1),
        };
        options.Headers["x-api-key"] = "a b; c=d, e";

        Assert.True(_validator.Validate(null, options).Succeeded);
    }

    [Fact]
    public void Each_wrong_setting_is_named()
    {
        var options = new AiInstrumentOptions
        {
            ServiceName = " ",
            Endpoint = new Uri("ftp://collector.example"),
            Protocol = (OtlpExportProtocol)9,
            FlushTimeout = TimeSpan.Zero,
        };
        options.Headers["bad name"] = "value";
        options.Headers["x-line"] = "secret\r\nvalue";
        options.Headers["x-empty"] = "";
        options.Headers["x-umlaut"] = "ü";
        options.Outbox.Directory = " ";
        options.Outbox.MaxBytes = 1;

        var failures = _validator.Validate(null, options).Failures!.ToList();
        string[] expected = ["ServiceName", "Endpoint", "Protocol", "FlushTimeout", "Outbox.Directory", "Outbox.MaxBytes", "Headers has the name 'bad name'", "Headers['x-line']", "Headers['x-empty']", "Headers['x-umlaut']"];
        Assert.Equal(expected.Length, failures.Count);
        Assert.All(expected.Zip(failures), static pair => Assert.StartsWith("AiInstrumentOptions." + pair.First, pair.Second, StringComparison.Ordinal));
        Assert.DoesNotContain("secret", string.Concat(failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ContentCapture.Off, false, null)]
    [InlineData(ContentCapture.Metadata, false, null)]
    [InlineData(ContentCapture.Redacted, false, null)]
    [InlineData(ContentCapture.Full, false, "AllowUnredactedContent")]
    [InlineData(ContentCapture.Full, true, null)]
    [InlineData((ContentCapture)9, true, "must be Off")]
    public void Content_leaves_redacted_or_with_a_second_switch(ContentCapture capture, bool allowed, string? complaint)
    {
        var result = _validator.Validate(null, new AiInstrumentOptions { CaptureContent = capture, AllowUnredactedContent = allowed });
        if (complaint is null)
        {
            Assert.True(result.Succeeded);
        }
        else
        {
            Assert.Contains(complaint, Assert.Single(result.Failures!), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_flush_longer_than_a_minute_is_refused()
        => Assert.True(_validator.Validate(null, new AiInstrumentOptions { FlushTimeout = TimeSpan.FromSeconds(61) }).Failed);

    [Theory]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("1", false)]
    [InlineData(null, false)]
    public void The_second_switch_may_come_from_the_environment(string? value, bool allowed)
    {
        Environment.SetEnvironmentVariable("AIINSTRUMENT_ALLOW_UNREDACTED_CONTENT", value);
        try
        {
            Assert.Equal(allowed, _validator.Validate(null, new AiInstrumentOptions { CaptureContent = ContentCapture.Full }).Succeeded);
        }
        finally
        {
            Environment.SetEnvironmentVariable("AIINSTRUMENT_ALLOW_UNREDACTED_CONTENT", null);
        }
    }
}
