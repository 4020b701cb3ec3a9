// Exports with progress and a way to stop. Without this script the form is a plain download.
(() => {
  "use strict";

  const LINE = 10;
  const QUOTE = 34;
  const TAIL = 400;

  // Above this the file is left to the browser's own download, which needs no memory.
  const MOST = 500_000;

  const language = document.documentElement.lang;
  const write = (text, ...figures) => text.replace(/\{(\d)\}/g, (_, place) => figures[place].toLocaleString(language));

  // Counts lines; a line break within quotes is none.
  function counter(isCsv) {
    let lines = 0;
    let quoted = false;
    let tail = new Uint8Array();
    return {
      add(bytes) {
        for (const byte of bytes) {
          if (byte === QUOTE && isCsv) {
            quoted = !quoted;
          } else if (byte === LINE && !quoted) {
            lines++;
          }
        }

        const joined = new Uint8Array(tail.length + bytes.length);
        joined.set(tail);
        joined.set(bytes, tail.length);
        tail = joined.slice(-TAIL);
      },

      // Beside the records CSV has a header, and a whole file its end.
      records: () => Math.max(0, lines - (isCsv ? 1 : 0)),

      // How many records the file says it has; null when it does not say that it is whole.
      said() {
        const last = new TextDecoder().decode(tail).trimEnd().split("\n").at(-1);
        const found = isCsv ? /^"?# complete: (\d+) records/.exec(last) : /"complete":true,"records":(\d+)/.exec(last);
        return found && Number(found[1]);
      },
    };
  }

  for (const form of document.querySelectorAll("form.export")) {
    const [start, stop] = form.querySelectorAll("button");
    const bar = form.querySelector("progress");
    const status = form.querySelector("[role=status]");
    let request;

    const running = on => {
      start.disabled = on;
      stop.hidden = bar.hidden = !on;
    };

    async function save(address) {
      const answer = await fetch(address, { signal: request.signal });
      if (!answer.ok) {
        throw new Error(answer.statusText);
      }

      const total = answer.headers.has("x-records-total") ? Number(answer.headers.get("x-records-total")) : null;
      if (total > MOST) {
        request.abort();
        location.assign(address);
        return;
      }

      const expectsEnd = address.searchParams.get("end") !== "false";
      const count = counter(address.searchParams.get("format") === "csv");
      const parts = [];
      const reader = answer.body.getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        parts.push(part.value);
        count.add(part.value);
        if (total === null) {
          status.textContent = write(form.dataset.counting, count.records());
        } else {
          bar.max = Math.max(1, total);
          bar.value = count.records();
          status.textContent = write(form.dataset.running, Math.min(count.records(), total), total);
        }
      }

      const records = expectsEnd ? count.said() : count.records();
      if (records === null || (expectsEnd && records !== count.records() - 1)) {
        throw new Error("The file is not whole.");
      }

      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob(parts, { type: answer.headers.get("content-type") }));
      link.download = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition"))[1];
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      status.textContent = write(form.dataset.done, records);
    }

    stop.addEventListener("click", () => request.abort());
    form.addEventListener("submit", async event => {
      event.preventDefault();
      request = new AbortController();
      bar.removeAttribute("value");
      running(true);
      try {
        const address = new URL(form.action);
        address.search = new URLSearchParams(new FormData(form));
        await save(address);
      } catch (error) {
        status.textContent = error.name === "AbortError" ? form.dataset.stopped : form.dataset.failed;
      } finally {
        running(false);
      }
    });
  }
})();
