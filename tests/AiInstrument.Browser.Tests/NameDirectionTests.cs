using System.Net;
using AiInstrument.Dashboard.Tests.Support;
using Microsoft.Playwright;

namespace AiInstrument.Browser.Tests;

/// <summary>Names that are written from right to left, or turn the direction of what follows, on every page.</summary>
public sealed class NameDirectionTests(Chromium chromium)
{
    // Texts with a direction of their own that neither stand in an element that isolates them, nor alone in a block, nor between isolating marks.
    private const string Reordering = """
        () => {
          const directed = /[\u0590-\u08FF\u202A-\u202E\u2066\u2067]/, found = [];
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, text => directed.test(text.data) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP);
          while (walk.nextNode()) {
            const text = walk.currentNode, holder = text.parentElement, { unicodeBidi, display } = getComputedStyle(holder);
            const inline = node => node.nodeType === Node.TEXT_NODE ? node.data.trim() !== "" : node.nodeType === Node.ELEMENT_NODE && getComputedStyle(node).display.startsWith("inline");
            const alone = [...holder.childNodes].every(node => node === text || !inline(node));
            if (!/^(SCRIPT|STYLE|TEXTAREA)$/.test(holder.nodeName) && !(display === "inline" ? /isolate|plaintext/.test(unicodeBidi) : alone) && !text.data.includes("\u2068")) {
              found.push(holder.outerHTML.slice(0, 160));
            }
          }
          if (directed.test(document.title) && !document.title.startsWith("\u2068")) {
            found.push(document.title);
          }
          return [...new Set(found)].slice(0, 5);
        }
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_reorder_nothing_beside_them()
    {
        await using var server = await RunningServer.StartAsync([.. ((string[])["مهمة (عاجل) 7", "a\u202Etxt.exe", "\u2066\u2067mixed\u2069", "שלום/{id}"]).Select(name => new TestSpan
        {
            Feature = name, Route = name, Model = name, Provider = name, Category = name, Organization = name, User = name, Project = name, Failed = name.Length % 2 == 0,
            More = new Dictionary<string, string> { ["session.id"] = name, ["error.type"] = name, ["code.file.path"] = name, ["code.function.name"] = name, ["code.line.number"] = "3", ["aiinstrument.call_site.id"] = name },
        })]);
        var cookies = new CookieContainer();
        using var admin = await server.SignInAsync(cookies);
        var pages = await EveryPage.FindAsync(server.Server.Services, admin, Cancellation);
        await using var context = await chromium.OpenAsync(1440, ColorScheme.Light);
        await context.AddCookiesAsync(cookies.GetCookies(server.Server.Http).Select(cookie => new Microsoft.Playwright.Cookie { Name = cookie.Name, Value = cookie.Value, Url = server.Server.Http.ToString() }));
        var page = await context.NewPageAsync();

        var complaints = new List<string>();
        foreach (var address in pages.Addresses)
        {
            await page.GotoAsync(new Uri(server.Server.Http, address).ToString(), new() { WaitUntil = WaitUntilState.Load });
            complaints.AddRange((await page.EvaluateAsync<string[]>(Reordering)).Select(text => $"{address}: {text}"));
        }

        Assert.Equal("", string.Join('\n', complaints));
    }
}
