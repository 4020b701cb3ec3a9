namespace AiInstrument.Redaction.Scanning;

/// <summary>What the built-in redactor finds.</summary>
internal static class RedactionTypes
{
    public const string Email = "email";
    public const string Phone = "phone";
    public const string Ssn = "us_ssn";
    public const string Card = "credit_card";
    public const string Iban = "iban";
    public const string ApiKey = "api_key";
    public const string AwsKey = "aws_key";
    public const string PrivateKey = "private_key";
    public const string Jwt = "jwt";
    public const string IpAddress = "ip_address";
}
