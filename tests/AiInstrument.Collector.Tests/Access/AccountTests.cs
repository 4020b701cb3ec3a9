using AiInstrument.Collector.Access;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Storage;

namespace AiInstrument.Collector.Tests.Access;

public sealed class AccountTests
{
    private const string Password = "correct horse battery";
    private static readonly Actor Ada = new(Workspaces.DefaultId, "ada");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_invited_person_chooses_a_password_once_and_signs_in()
    {
        await using var collector = await TestCollector.StartAsync();

        var code = await collector.Accounts.InviteAsync(Ada, " Grace@Example.org ", UserRole.Member, ["org-b", "org-a", "org-a"], Cancel);

        Assert.Null(await collector.SignIns.WithPasswordAsync("grace@example.org", "", Cancel));
        Assert.Equal("grace@example.org", await collector.Accounts.FindInvitedAsync(code!, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => collector.Accounts.AcceptAsync(code!, "too short", Cancel));
        Assert.Equal("grace@example.org", await collector.Accounts.AcceptAsync(code!, Password, Cancel));
        Assert.Null(await collector.Accounts.AcceptAsync(code!, "another long password", Cancel));
        var identity = await collector.SignIns.VerifyAsync((await collector.SignIns.WithPasswordAsync("GRACE@example.org", Password, Cancel))!, Cancel);
        Assert.Equal((UserRole.Member, "grace@example.org"), (identity!.Role, identity.Name));
        Assert.Equal(["org-a", "org-b"], identity.Organizations.Order());
        Assert.Equal(["org-a", "org-b"], identity.Audience.Organizations);
    }

    [Fact]
    public async Task An_invitation_ends_after_three_days_and_with_its_account()
    {
        await using var collector = await TestCollector.StartAsync();
        var old = await collector.Accounts.InviteAsync(Ada, "old", UserRole.Analyst, [], Cancel);
        collector.Time.Now += TimeSpan.FromDays(3);
        var fresh = await collector.Accounts.InviteAsync(Ada, "fresh", UserRole.Analyst, [], Cancel);
        var inactive = await collector.Accounts.InviteAsync(Ada, "inactive", UserRole.Analyst, [], Cancel);
        await collector.Accounts.ChangeAsync(Ada, 3, UserRole.Analyst, [], active: false, Cancel);

        Assert.Null(await collector.Accounts.FindInvitedAsync(old!, Cancel));
        Assert.Equal("fresh", await collector.Accounts.FindInvitedAsync(fresh!, Cancel));
        Assert.Null(await collector.Accounts.FindInvitedAsync(inactive!, Cancel));
        Assert.Null(await collector.Accounts.FindInvitedAsync("", Cancel));
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("cli")]
    [InlineData("key:7")]
    [InlineData("ab")]
    [InlineData("jürgen")]
    [InlineData("a b c")]
    public async Task A_name_that_the_audit_log_could_mistake_is_refused(string name)
    {
        await using var collector = await TestCollector.StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => collector.Accounts.InviteAsync(Ada, name, UserRole.Admin, [], Cancel));
    }

    [Fact]
    public async Task A_name_is_given_once()
    {
        await using var collector = await TestCollector.StartAsync();

        Assert.True(await collector.Accounts.CreateAsync(Ada, "grace", Password, UserRole.Admin, Cancel));
        Assert.False(await collector.Accounts.CreateAsync(Ada, "Grace", Password, UserRole.Admin, Cancel));
        Assert.Null(await collector.Accounts.InviteAsync(Ada, "grace", UserRole.Member, [], Cancel));
    }

    [Theory]
    [InlineData("grace")]
    [InlineData("nobody")]
    public async Task Five_failures_in_a_row_lock_a_name_for_a_quarter_of_an_hour_whether_or_not_it_is_somebodys(string name)
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.Accounts.CreateAsync(Ada, "grace", Password, UserRole.Admin, Cancel);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.Null(await collector.SignIns.WithPasswordAsync(name, "wrong", Cancel));
        }

        Assert.Equal(1L, await collector.SqlAsync("SELECT count(*) FROM sign_in_failures WHERE locked_until_unix_ms IS NOT NULL"));
        Assert.Null(await collector.SignIns.WithPasswordAsync(name, Password, Cancel));

        collector.Time.Now += TimeSpan.FromMinutes(15);

        Assert.Equal(name == "grace", await collector.SignIns.WithPasswordAsync(name, Password, Cancel) is not null);
        Assert.Equal(name == "grace" ? 1L : 0L, await collector.SqlAsync("SELECT count(*) FROM audit_log WHERE action = 'user.locked'"));
    }

    [Fact]
    public async Task Many_attempts_at_once_are_not_one()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.Accounts.CreateAsync(Ada, "grace", Password, UserRole.Admin, Cancel);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => collector.SignIns.WithPasswordAsync("grace", "wrong", Cancel)));

        Assert.Null(await collector.SignIns.WithPasswordAsync("grace", Password, Cancel));
    }

    [Fact]
    public async Task A_success_forgets_the_failures_before_it()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.Accounts.CreateAsync(Ada, "grace", Password, UserRole.Admin, Cancel);
        for (var attempt = 0; attempt < 12; attempt++)
        {
            Assert.Equal(attempt % 4 == 3, await collector.SignIns.WithPasswordAsync("grace", attempt % 4 == 3 ? Password : "wrong", Cancel) is not null);
        }
    }

    [Theory]
    [InlineData("role")]
    [InlineData("organizations")]
    [InlineData("deactivated")]
    [InlineData("reset")]
    [InlineData("password")]
    [InlineData("everywhere")]
    [InlineData("sign-out")]
    public async Task What_takes_rights_away_ends_the_session_at_once(string change)
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.Accounts.CreateAsync(Ada, "grace", Password, UserRole.Analyst, Cancel);
        var secret = (await collector.SignIns.WithPasswordAsync("grace", Password, Cancel))!;

        // Remembered by now, and no time passes.
        Assert.NotNull(await collector.SignIns.VerifyAsync(secret, Cancel));
        Assert.NotNull(await collector.SignIns.VerifyAsync(secret, Cancel));

        switch (change)
        {
            case "role":
                await collector.Accounts.ChangeAsync(Ada, 1, UserRole.Member, [], active: true, Cancel);
                break;
            case "organizations":
                await collector.Accounts.ChangeAsync(Ada, 1, UserRole.Analyst, ["org-a"], active: true, Cancel);
                break;
            case "deactivated":
                await collector.Accounts.ChangeAsync(Ada, 1, UserRole.Analyst, [], active: false, Cancel);
                Assert.Null(await collector.SignIns.WithPasswordAsync("grace", Password, Cancel));
                Assert.Null(await collector.SignIns.FindAsync("grace", Cancel));
                break;
            case "reset":
                Assert.NotNull(await collector.Accounts.ResetPasswordAsync(Ada, 1, Cancel));
                Assert.Null(await collector.SignIns.WithPasswordAsync("grace", Password, Cancel));
                break;
            case "password":
                Assert.False(await collector.Accounts.ChangePasswordAsync(1, "wrong", "another long password", null, Cancel));
                Assert.NotNull(await collector.SignIns.VerifyAsync(secret, Cancel));
                Assert.True(await collector.Accounts.ChangePasswordAsync(1, Password, "another long password", null, Cancel));
                break;
            case "everywhere":
                Assert.Equal(1, await collector.SignIns.EndAsync(1, null, null, Cancel));
                break;
            default:
                await collector.SignIns.EndAsync(secret, Cancel);
                break;
        }

        Assert.Null(await collector.SignIns.VerifyAsync(secret, Cancel));
    }

    [Fact]
    public async Task A_new_password_keeps_the_session_that_chose_it()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.Accounts.CreateAsync(Ada, "grace", Password, UserRole.Analyst, Cancel);
        var here = (await collector.SignIns.WithPasswordAsync("grace", Password, Cancel))!;
        var elsewhere = (await collector.SignIns.WithPasswordAsync("grace", Password, Cancel))!;
        var session = (await collector.SignIns.VerifyAsync(here, Cancel))!.SessionId;

        await collector.Accounts.ChangePasswordAsync(1, Password, "another long password", session, Cancel);

        Assert.NotNull(await collector.SignIns.VerifyAsync(here, Cancel));
        Assert.Null(await collector.SignIns.VerifyAsync(elsewhere, Cancel));
        Assert.Equal([session!.Value], (await collector.SignIns.ListAsync(1, Cancel)).Select(row => row.Id));
    }

    [Fact]
    public async Task A_session_that_is_not_used_for_a_day_is_over_and_one_that_is_used_lasts_a_month()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.Accounts.CreateAsync(Ada, "grace", Password, UserRole.Analyst, Cancel);
        var used = (await collector.SignIns.WithPasswordAsync("grace", Password, Cancel))!;
        var left = (await collector.SignIns.WithPasswordAsync("grace", Password, Cancel))!;
        for (var day = 0; day < 30; day++)
        {
            collector.Time.Now += TimeSpan.FromHours(23.9);
            Assert.NotNull(await collector.SignIns.VerifyAsync(used, Cancel));
        }

        Assert.Null(await collector.SignIns.VerifyAsync(left, Cancel));

        collector.Time.Now += TimeSpan.FromHours(23.9);
        Assert.Null(await collector.SignIns.VerifyAsync(used, Cancel));
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once()
    {
        await using var collector = await TestCollector.StartAsync();
        var key = await collector.ApiKeys.CreateAsync(Ada, "reports", ApiKeyScopes.Read, Cancel);
        Assert.Equal(ApiKeyScopes.Read, (await collector.Access.VerifyApiKeyAsync(key, Cancel))!.Scopes);
        var info = Assert.Single(await collector.ApiKeys.ListAsync(Workspaces.DefaultId, Cancel));

        Assert.True(await collector.ApiKeys.RevokeAsync(Ada, info.Id, Cancel));

        Assert.Null(await collector.Access.VerifyApiKeyAsync(key, Cancel));
        Assert.False(await collector.ApiKeys.RevokeAsync(Ada, info.Id, Cancel));
        Assert.False(await collector.ApiKeys.RevokeAsync(Ada with { WorkspaceId = 2 }, info.Id, Cancel));
    }

    [Fact]
    public async Task A_reset_ends_the_old_token_and_what_it_signed_in()
    {
        var folder = TestCollector.NewFolder();
        Directory.CreateDirectory(folder);
        string session;
        await using (var collector = await TestCollector.StartAsync(folder))
        {
            await collector.Access.EnsureAdminAsync("chosen by hand", Cancel);
            session = (await collector.SignIns.WithTokenAsync("chosen by hand", Cancel))!;
            Assert.Equal(UserRole.Admin, (await collector.SignIns.VerifyAsync(session, Cancel))!.Role);
        }

        var token = await CollectorMaintenance.ResetAdminAsync(folder, Cancel);

        await using (var collector = await TestCollector.StartAsync(folder))
        {
            Assert.Null(await collector.SignIns.VerifyAsync(session, Cancel));
            Assert.Null(await collector.SignIns.WithTokenAsync("chosen by hand", Cancel));
            Assert.NotNull(await collector.SignIns.WithTokenAsync(token, Cancel));
            Assert.Equal(1L, await collector.SqlAsync("SELECT count(*) FROM audit_log WHERE action = 'admin.reset' AND actor = 'cli'"));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Changes_are_audited_and_hold_no_secret()
    {
        await using var collector = await TestCollector.StartAsync();
        var code = await collector.Accounts.InviteAsync(Ada, "grace", UserRole.Member, ["org-a"], Cancel);
        await collector.Accounts.AcceptAsync(code!, Password, Cancel);
        await collector.Accounts.ChangeAsync(Ada, 1, UserRole.Analyst, [], active: true, Cancel);
        await collector.Accounts.ChangeAsync(Ada, 1, UserRole.Analyst, [], active: true, Cancel);
        var key = await collector.ApiKeys.CreateAsync(Ada, "reports", ApiKeyScopes.Read, Cancel);

        var entries = await new AuditLog(collector.Database).ReadAsync(Workspaces.DefaultId, null, 100, Cancel);

        Assert.Equal(["api_key.created", "user.changed", "user.accepted", "user.invited"], entries.Select(entry => entry.Action));
        Assert.Equal(["ada", "ada", "grace", "ada"], entries.Select(entry => entry.Actor));
        Assert.Equal("""{"role":"Analyst","organizations":[],"active":true,"before":{"role":"Member","organizations":["org-a"],"active":true}}""", entries[1].Details);
        Assert.All(entries, entry => Assert.All([code!, Password, key], secret => Assert.DoesNotContain(secret, entry.ToString(), StringComparison.Ordinal)));
    }
}
