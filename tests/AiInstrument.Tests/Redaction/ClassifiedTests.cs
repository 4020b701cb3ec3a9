using System.Text.Json.Serialization;
using AiInstrument.Redaction;
using Microsoft.AspNetCore.Identity;

namespace AiInstrument.Tests.Redaction;

public sealed class ClassifiedTests
{
    private static readonly BuiltInRedactor Redactor = new(new RedactionOptions().AddClassified<Customer>().AddClassified<Tools>());

    [Theory]
    [InlineData("""{"name":"Ann Lee","city":"Bursa"}""", """{"name":"[REDACTED:personal_data]","city":"Bursa"}""", 1)]
    [InlineData("""{ "Name" : "Ann \"A\" Lee", "birth_day":null, "n":1 }""", """{ "Name" : "[REDACTED:personal_data]", "birth_day":null, "n":1 }""", 1)]
    [InlineData("""[{"birth_day":{"year":1980,"text":"a}b"}},{"salary":5.5e3}]""", """[{"birth_day":"[REDACTED:personal_data]"},{"salary":"[REDACTED:protected_personal_data]"}]""", 2)]
    [InlineData("""{"customerName":"ann@example.com","mail":"ann@example.com"}""", """{"customerName":"[REDACTED:personal_data_of]","mail":"[REDACTED:email]"}""", 2)]
    [InlineData("""{"na\u006de":"Ann"}""", """{"na\u006de":"[REDACTED:personal_data]"}""", 1)]
    [InlineData("""{"text":"name","name":[]}""", """{"text":"name","name":"[REDACTED:personal_data]"}""", 1)]
    [InlineData("""name: "Ann Lee" """, null, 0)]
    [InlineData("""{"city":"Bursa"}""", null, 0)]
    public void Members_that_an_attribute_classifies_go_by_their_names(string json, string? expected, int count)
    {
        var counts = new AiRedactionCounts();

        Assert.Equal(expected, Redactor.Redact(json, counts));
        Assert.Equal(count, counts.Types.Sum(type => type.Value));
    }

    [Fact]
    public void A_type_without_classified_members_is_a_mistake() =>
        Assert.Contains("ClassifiedTests", Assert.Throws<InvalidOperationException>(() => new RedactionOptions().AddClassified<ClassifiedTests>()).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("(", typeof(ArgumentException), "'customer' is no regular expression")]
    [InlineData("(?<=a)b", typeof(NotSupportedException), "'customer' cannot run in linear time")]
    [InlineData(@"(a)\1", typeof(NotSupportedException), "'customer' cannot run in linear time")]
    public void A_wrong_pattern_is_named_at_the_start(string pattern, Type type, string message)
    {
        var thrown = Assert.ThrowsAny<Exception>(() => new RedactionOptions().AddPattern("customer", pattern));

        Assert.IsType(type, thrown);
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
    }

    private sealed class Customer
    {
        [PersonalData]
        public string Name { get; set; } = "";

        [PersonalData]
        [JsonPropertyName("birth_day")]
        public DateOnly BirthDay { get; set; }

        [ProtectedPersonalData]
        public decimal Salary { get; set; }

        public string City { get; set; } = "";
    }

    private sealed class Tools
    {
        public static string Find([PersonalDataOf] string customerName, int most) => customerName + most;
    }

    [AttributeUsage(AttributeTargets.Parameter)]
    private sealed class PersonalDataOfAttribute : PersonalDataAttribute;
}
