using System.Net;
using AiInstrument.Collector.Alerts.Delivery;
using Microsoft.Extensions.Options;

namespace AiInstrument.Collector.Tests.Alerts;

public sealed class AddressPolicyTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.8.8")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:0:1::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("ff02::1")]
    public void What_is_not_public_is_refused(string address) => Assert.False(Policy().Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::808:808")]
    public void What_is_public_is_allowed(string address)
    {
        Assert.True(Policy().Allows(IPAddress.Parse(address)));
        Assert.False(Policy().IsNamed(IPAddress.Parse(address)));
    }

    [Fact]
    public void A_network_that_the_options_name_is_allowed_and_nothing_beside_it()
    {
        var policy = Policy("10.20.0.0/16");

        Assert.True(policy.Allows(IPAddress.Parse("10.20.3.4")));
        Assert.True(policy.Allows(IPAddress.Parse("::ffff:10.20.3.4")));
        Assert.False(policy.Allows(IPAddress.Parse("10.21.0.1")));
    }

    [Fact]
    public void A_network_that_is_none_is_refused_with_its_text() =>
        Assert.Contains("'10.0.0.0/99'", Assert.Throws<OptionsValidationException>(() => Policy("10.0.0.0/99")).Message, StringComparison.Ordinal);

    private static AddressPolicy Policy(params string[] networks) => new(Options.Create(new CollectorOptions { NotificationNetworks = networks }));
}
