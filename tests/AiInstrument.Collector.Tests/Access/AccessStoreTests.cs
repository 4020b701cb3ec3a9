using AiInstrument.Collector.Access;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Storage;

namespace AiInstrument.Collector.Tests.Access;

public sealed class AccessStoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_admin_gets_a_random_token_that_is_shown_once()
    {
        await using var collector = await TestCollector.StartAsync();

        var token = await collector.Access.EnsureAdminAsync(null, Cancel);

        Assert.StartsWith("aii_", token, StringComparison.Ordinal);
        Assert.Equal("aii_".Length + 43, token!.Length);
        Assert.Null(await collector.Access.EnsureAdminAsync(null, Cancel));
        Assert.Equal(new AdminIdentity(1, "admin", Workspaces.DefaultId), await collector.Access.VerifyAdminTokenAsync(token, Cancel));
        Assert.Null(await collector.Access.VerifyAdminTokenAsync(token[..^1], Cancel));
        Assert.Null(await collector.Access.VerifyAdminTokenAsync("", Cancel));
    }

    [Fact]
    public async Task A_configured_admin_token_works_and_is_not_shown()
    {
        await using var collector = await TestCollector.StartAsync();

        Assert.Null(await collector.Access.EnsureAdminAsync("chosen by hand", Cancel));

        Assert.NotNull(await collector.Access.VerifyAdminTokenAsync("chosen by hand", Cancel));
        Assert.Null(await collector.Access.VerifyAdminTokenAsync("Chosen by hand", Cancel));
    }

    [Fact]
    public async Task A_configured_key_is_added_once_and_its_scopes_follow_the_configuration()
    {
        await using var collector = await TestCollector.StartAsync();
        Assert.False(await collector.Access.HasApiKeysAsync(Cancel));

        await collector.Access.EnsureApiKeyAsync("key-1", ApiKeyScopes.Ingest, Cancel);
        await collector.Access.EnsureApiKeyAsync("key-1", ApiKeyScopes.Ingest | ApiKeyScopes.Read, Cancel);

        Assert.True(await collector.Access.HasApiKeysAsync(Cancel));
        Assert.Equal(1L, await collector.SqlAsync("SELECT count(*) FROM api_keys"));
        Assert.Equal(
            new ApiKeyIdentity(1, Workspaces.DefaultId, ApiKeyScopes.Ingest | ApiKeyScopes.Read),
            await collector.Access.VerifyApiKeyAsync("key-1", Cancel));
        Assert.Null(await collector.Access.VerifyApiKeyAsync("key-2", Cancel));
        Assert.Null(await collector.Access.VerifyApiKeyAsync(new string('x', 1_000_000), Cancel));
    }

    [Fact]
    public async Task A_revoked_key_stops_working_within_a_minute_and_ingest_stays_closed()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.Access.EnsureApiKeyAsync("key-1", ApiKeyScopes.Ingest, Cancel);
        Assert.NotNull(await collector.Access.VerifyApiKeyAsync("key-1", Cancel));

        await collector.SqlAsync("UPDATE api_keys SET revoked_unix_ms = 1");

        collector.Time.Now += TimeSpan.FromSeconds(61);
        Assert.Null(await collector.Access.VerifyApiKeyAsync("key-1", Cancel));
        Assert.True(await collector.Access.HasApiKeysAsync(Cancel));
    }

    [Fact]
    public async Task A_verified_key_is_not_hashed_again_within_a_minute()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.Access.EnsureApiKeyAsync("key-1", ApiKeyScopes.Ingest, Cancel);
        Assert.NotNull(await collector.Access.VerifyApiKeyAsync("key-1", Cancel));

        // Nothing is left to verify against: only what is remembered can answer.
        await collector.SqlAsync("DELETE FROM api_keys");

        Assert.NotNull(await collector.Access.VerifyApiKeyAsync("key-1", Cancel));
    }

    [Fact]
    public async Task Neither_tokens_nor_keys_are_in_the_file()
    {
        await using var collector = await TestCollector.StartAsync();
        var token = await collector.Access.EnsureAdminAsync(null, Cancel);
        await collector.Access.EnsureApiKeyAsync("key-in-plain-sight", ApiKeyScopes.Ingest, Cancel);
        await collector.SqlAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        await collector.StopAsync();

        var file = await File.ReadAllBytesAsync(Path.Combine(collector.Folder, "aiinstrument.db"), Cancel);

        // The search finds what is there, so that not finding means something.
        Assert.True(file.AsSpan().IndexOf("configured"u8) >= 0);
        Assert.True(file.AsSpan().IndexOf("key-in-plain-sight"u8) < 0);
        Assert.True(file.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(token!)) < 0);
    }
}
