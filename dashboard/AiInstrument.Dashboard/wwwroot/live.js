// Keeps a page up to date while somebody looks at it. The server draws everything: when the stream says that something is new, the page is asked for again and what differs
// is changed in its place, so that all figures are those of one moment and what the reader points at, reads or has opened stays. In a table that somebody is reading, figures change
// but rows neither come, go nor move until the reader has left it. Without this script the page stays as it was loaded.
(() => {
  "use strict";

  const line = document.querySelector("[data-live]");
  if (!line || !("EventSource" in window)) {
    return;
  }

  const { live: address, liveKind: kind } = line.dataset;
  const state = line.querySelector("[data-live-state]");
  const pause = line.querySelector("[data-live-pause]");
  const show = line.querySelector("[data-live-show]");
  const between = 5000;

  // The page takes at most this part of the time to be made, however long it takes.
  const share = 1 / 20;
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
  let rest = between;

  // The table below the mouse, and the one that was scrolled last.
  let under = null;
  let scrolled = null;
  let settled = 0;
  let waiting = false;
  let wanted = false;

  const remembered = {
    get paused() { try { return sessionStorage.getItem("live") === "paused"; } catch { return false; } },
    set paused(value) { try { sessionStorage.setItem("live", value ? "paused" : "on"); } catch { /* It holds for this page then. */ } },
  };
  let paused = remembered.paused;

  // How long a mark stays, and how long a table counts as read after it was scrolled.
  const marked = 4000;
  const reading = 10000;

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
      note();
    }

    known = now;
  }

  function records(data) {
    arrived += data.items.length;
    uncounted ||= data.more;
    note();
  }

  function note() {
    if (kind === "refresh" && refresh === 0) {
      refresh = setTimeout(take, Math.max(0, refreshed + rest - Date.now()));
    } else if (kind === "offer" && arrived > 0) {
      const many = arrived.toLocaleString(document.documentElement.lang) + (uncounted ? "+" : "");
      show.textContent = (arrived === 1 && !uncounted ? line.dataset.oneSays : line.dataset.manySays).replace("{0}", many);
      show.hidden = false;
    }
  }

  // What the reader or another script fills is theirs.
  const kept = "form, .plot-canvas, [data-live], script[src]";

  // An element is the same as long as it is the same thing of its place.
  const key = node => node.nodeType === Node.ELEMENT_NODE ? [node.nodeName, node.id || node.getAttribute("aria-labelledby") || node.classList[0]].join(" ") : node.nodeName;

  function change(old, fresh) {
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.data !== fresh.data) {
        old.data = fresh.data;
      }
    } else if (old.localName === "tbody" && keysOf(old) !== null && keysOf(fresh) !== null) {
      changeRows(old, fresh);
    } else if (!old.matches(kept)) {
      for (const { name } of [...old.attributes].filter(one => one.name !== "open" && !fresh.hasAttribute(one.name))) {
        old.removeAttribute(name);
      }

      for (const { name, value } of fresh.attributes) {
        if (old.getAttribute(name) !== value) {
          old.setAttribute(name, value);
        }
      }

      changeAll(old, fresh);
    }
  }

  // A row is that of what its first link leads to. Null where rows have none, or two have the same.
  function keysOf(body) {
    const keys = new Map([...body.rows].map(row => [row.querySelector("a[href]")?.getAttribute("href") ?? "", row]));
    return body.rows.length > 0 && keys.size === body.rows.length && !keys.has("") ? keys : null;
  }

  function changeRows(old, fresh) {
    const known = keysOf(old);
    const rows = [...keysOf(fresh)];
    const moves = rows.length !== known.size || [...known.keys()].some((one, place) => one !== rows[place][0]);
    const holds = moves && !wanted && isRead(old.closest("table"));
    waiting ||= holds;
    let at = old.firstElementChild;
    for (const [name, next] of rows) {
      const row = known.get(name);
      if (row) {
        const before = row.textContent;
        change(row, next);
        if (row.textContent !== before) {
          mark(row);
        }
      }

      if (holds) {
        continue;
      }

      if (row && row === at) {
        at = at.nextElementSibling;
      } else {
        old.insertBefore(row ?? mark(document.adoptNode(next)), at);
      }
    }

    for (const [name, row] of holds ? [] : known) {
      if (!rows.some(([fresh]) => fresh === name)) {
        row.remove();
      }
    }
  }

  function mark(row) {
    row.dataset.changed = "";
    setTimeout(() => delete row.dataset.changed, marked);
    return row;
  }

  // Whether somebody points at a table, is in it with the keyboard, has selected something of it, or has just scrolled it.
  function isRead(table) {
    const selection = getSelection();
    return table === under
      || table.contains(document.activeElement)
      || table.parentElement === document.activeElement
      || table === scrolled
      || (!selection.isCollapsed && selection.rangeCount > 0 && selection.getRangeAt(0).intersectsNode(table));
  }

  // What was held back comes when nobody reads any more.
  function release() {
    if (waiting && source !== null && refresh === 0 && ![...document.querySelectorAll("main table")].some(isRead)) {
      refresh = setTimeout(take, Math.max(0, refreshed + rest - Date.now()));
    }
  }

  function changeAll(old, fresh) {
    let at = old.firstChild;
    for (const next of [...fresh.childNodes]) {
      let same = at;
      while (same !== null && key(same) !== key(next)) {
        same = same.nextSibling;
      }

      if (same === null) {
        old.insertBefore(document.adoptNode(next), at);
        continue;
      }

      while (at !== same) {
        at = remove(at);
      }

      change(same, next);
      at = same.nextSibling;
    }

    while (at !== null) {
      at = remove(at);
    }
  }

  function remove(node) {
    const next = node.nextSibling;
    node.remove();
    return next;
  }

  async function take() {
    refresh = 0;
    refreshed = Date.now();
    let page;
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" }, redirect: "error" });
      if (!answer.ok) {
        return;
      }

      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      return;
    } finally {
      rest = Math.max(between, (Date.now() - refreshed) / share);
      refreshed = Date.now();
    }

    // Somebody else's page, or another one's: the session is over.
    const fresh = page.querySelector("main");
    if (page.querySelector("[data-live]") === null) {
      return;
    }

    waiting = false;
    changeAll(document.querySelector("main"), fresh);
    say(source === null ? "paused" : waiting ? "held" : line.dataset.state === "held" ? "live" : line.dataset.state);
    document.dispatchEvent(new Event("refreshed"));
    arrived = 0;
    uncounted = false;
  }

  show.addEventListener("click", async () => {
    wanted = true;
    await take();
    wanted = false;
    show.hidden = true;
    pause.focus({ preventScroll: true });
  });

  pause.addEventListener("click", () => {
    paused = !paused;
    remembered.paused = paused;
    pause.setAttribute("aria-pressed", String(paused));
    follow();
    release();
  });

  pause.setAttribute("aria-pressed", String(paused));
  document.addEventListener("visibilitychange", follow);
  document.addEventListener("pointerover", event => {
    under = event.pointerType === "touch" ? null : event.target.closest("table");
    release();
  });
  document.documentElement.addEventListener("pointerleave", () => {
    under = null;
    release();
  });
  document.addEventListener("scroll", event => {
    scrolled = event.target instanceof Element ? event.target.querySelector("table") : scrolled;
    clearTimeout(settled);
    settled = setTimeout(() => {
      scrolled = null;
      release();
    }, reading);
  }, { capture: true, passive: true });
  document.addEventListener("focusout", () => setTimeout(release));
  document.addEventListener("selectionchange", release);
  addEventListener("pagehide", close);
  addEventListener("pageshow", event => event.persisted && follow());
  follow();
})();
