using AiInstrument.Redaction;

namespace AiInstrument.Tests.Redaction;

public sealed class BuiltInRedactorTests
{
    [Theory]
    [InlineData("Mail ann@example.com, or bob@example.org.", "Mail [REDACTED:email], or [REDACTED:email].")]
    [InlineData("Card 4111 1111 1111 1111 and 4111 1111 1111 1112", "Card [REDACTED:credit_card] and 4111 1111 1111 1112")]
    [InlineData("SSN 123-45-6789, not 000-45-6789", "SSN [REDACTED:us_ssn], not 000-45-6789")]
    [InlineData("social security number 123456789", "social security number [REDACTED:us_ssn]")]
    [InlineData("phone: 5551234567", "phone: [REDACTED:phone]")]
    [InlineData("call (532) 123-4567 at 10:30", "call [REDACTED:phone] at 10:30")]
    [InlineData("3 lines: 0532 123 45 67 2 kez", "3 lines: [REDACTED:phone] 2 kez")]
    [InlineData("GB82 WEST 1234 5698 7654 32.", "[REDACTED:iban].")]
    [InlineData("from 10.0.0.1:8080 to [::1]", "from [REDACTED:ip_address]:8080 to [[REDACTED:ip_address]]")]
    [InlineData("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "aws_secret_access_key = [REDACTED:aws_key]")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIE", "[REDACTED:private_key]")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMIIE", null)]
    [InlineData("version 4.8.1.0 of 2024-11-21, 09:15:30", null)]
    [InlineData("", null)]
    [InlineData("@", null)]
    [InlineData("+", null)]
    [InlineData("1", null)]
    public void A_text_is_redacted(string text, string? expected) =>
        Assert.Equal(expected, new BuiltInRedactor().Redact(text, new AiRedactionCounts()));

    [Fact]
    public void Counts_are_by_type_and_own_patterns_count_under_their_name()
    {
        var counts = new AiRedactionCounts();
        var redactor = new BuiltInRedactor(new RedactionOptions().AddPattern("employee", "EMP-[0-9]{4}"));

        Assert.Equal("[REDACTED:employee] [REDACTED:email] [REDACTED:email]", redactor.Redact("EMP-1234 a@b.io c@d.io", counts));
        Assert.Equal([new("employee", 1), new("email", 2)], counts.Types);
    }

    [Fact]
    public void A_pattern_that_reaches_into_another_find_takes_both_away()
    {
        var redactor = new BuiltInRedactor(new RedactionOptions().AddPattern("pair", "to a@b"));

        Assert.Equal("mail [REDACTED:pair]!", redactor.Redact("mail to a@b.io!", new AiRedactionCounts()));
    }

    [Theory]
    [InlineData("Name", "x")]
    [InlineData("a b", "x")]
    [InlineData("a", "(")]
    public void A_pattern_that_cannot_be_used_is_refused(string name, string pattern) =>
        Assert.ThrowsAny<ArgumentException>(() => new RedactionOptions().AddPattern(name, pattern));

    [Fact]
    public void A_pattern_that_needs_backtracking_is_refused() =>
        Assert.Throws<NotSupportedException>(() => new RedactionOptions().AddPattern("a", @"(?<=b)a"));

    [Fact]
    public void Any_text_is_read_without_a_fault()
    {
        var random = new Random(7);
        var redactor = new BuiltInRedactor();
        const string Alphabet = "01234567890@-_:.AJeykskxoxghp /()+#aZ\ud83d\u00e9\n";
        for (var i = 0; i < 20_000; i++)
        {
            var text = new string(random.GetItems<char>(Alphabet, random.Next(80)));
            var redacted = redactor.Redact(text, new AiRedactionCounts());
            Assert.True(redacted is null || redacted.Contains("[REDACTED:", StringComparison.Ordinal));
        }
    }
}
