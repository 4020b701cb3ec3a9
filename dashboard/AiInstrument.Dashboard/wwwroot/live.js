// Keeps a page up to date while somebody looks at it. The server draws everything: when the stream says that something is new, the page is asked for again and the
// parts that change are taken from the answer, so that all figures are those of one moment. Without this script the page stays as it was loaded.
(() => {
  "use strict";

  const line = document.querySelector("[data-live]");
  if (!line || !("EventSource" in window)) {
    return;
  }

  const { live: address, liveKind: kind, liveRegions: regions } = line.dataset;
  const state = line.querySelector("[data-live-state]");
  const pause = line.querySelector("[data-live-pause]");
  const show = line.querySelector("[data-live-show]");
  const between = 5000;
  const longest = 60000;

  let source = null;
  let last = null;
  let known = null;
  let arrived = 0;
  let uncounted = false;
  let patience = between;
  let retry = 0;
  let refresh = 0;
  let refreshed = Date.now();

  const remembered = {
    get paused() { try { return sessionStorage.getItem("live") === "paused"; } catch { return false; } },
    set paused(value) { try { sessionStorage.setItem("live", value ? "paused" : "on"); } catch { /* It holds for this page then. */ } },
  };
  let paused = remembered.paused;

  function say(word) {
    const text = line.dataset[word + "Says"];
    line.dataset.state = word;
    if (state.textContent !== text) {
      state.textContent = text;
    }
  }

  function close() {
    clearTimeout(retry);
    source?.close();
    source = null;
  }

  function open() {
    close();
    const wanted = new URL(address, location.href);
    if (last !== null) {
      wanted.searchParams.set("after", last);
    }

    say("waiting");
    source = new EventSource(wanted);
    source.addEventListener("open", () => {
      patience = between;
      say("live");
    });
    source.addEventListener("totals", event => hear(event, totals));
    source.addEventListener("records", event => hear(event, records));
    source.addEventListener("error", () => {
      say("waiting");

      // The browser connects again by itself after a lost connection, but not after a refusal.
      if (source?.readyState === EventSource.CLOSED) {
        close();
        retry = setTimeout(follow, patience);
        patience = Math.min(patience * 2, longest);
      }
    });
  }

  function follow() {
    if (paused || document.hidden) {
      close();
      say("paused");
    } else if (source === null) {
      open();
    }
  }

  function hear(event, take) {
    last = event.lastEventId;
    take(JSON.parse(event.data));
  }

  function totals(data) {
    if (kind === "first" && data.totals.calls > 0) {
      location.reload();
      return;
    }

    const now = JSON.stringify(data.totals);
    if (known !== null && known !== now) {
      change();
    }

    known = now;
  }

  function records(data) {
    arrived += data.items.length;
    uncounted ||= data.more;
    change();
  }

  function change() {
    if (kind === "refresh" && refresh === 0) {
      refresh = setTimeout(take, Math.max(0, refreshed + between - Date.now()));
    } else if (kind === "offer" && arrived > 0) {
      const many = arrived.toLocaleString(document.documentElement.lang) + (uncounted ? "+" : "");
      show.textContent = (arrived === 1 && !uncounted ? line.dataset.oneSays : line.dataset.manySays).replace("{0}", many);
      show.hidden = false;
    }
  }

  const parts = page => regions ? [...page.querySelectorAll(regions)] : [];
  const reachable = part => [...part.querySelectorAll("a[href], button, input, select, summary")];

  async function take() {
    refresh = 0;
    refreshed = Date.now();
    let answer;
    try {
      answer = await fetch(location.href, { headers: { accept: "text/html" }, redirect: "error" });
    } catch {
      return;
    }

    if (!answer.ok) {
      return;
    }

    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [old, fresh] = [parts(document), parts(page)];
    if (old.length !== fresh.length) {
      location.reload();
      return;
    }

    old.forEach((part, index) => {
      const focus = reachable(part).indexOf(document.activeElement);
      const next = document.adoptNode(fresh[index]);
      part.replaceWith(next);
      reachable(next)[focus]?.focus({ preventScroll: true });
    });
    arrived = 0;
    uncounted = false;
  }

  show.addEventListener("click", async () => {
    await take();
    show.hidden = true;
    pause.focus({ preventScroll: true });
  });

  pause.addEventListener("click", () => {
    paused = !paused;
    remembered.paused = paused;
    pause.setAttribute("aria-pressed", String(paused));
    follow();
  });

  pause.setAttribute("aria-pressed", String(paused));
  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", close);
  addEventListener("pageshow", event => event.persisted && follow());
  follow();
})();
