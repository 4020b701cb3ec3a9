// Runs before a page's own scripts: notes what the page must not do.
(() => {
  const notes = { shift: 0, shifts: [], policy: [] };
  window.__notes = notes;
  addEventListener("securitypolicyviolation", event => notes.policy.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
      if (!entry.hadRecentInput) {
        notes.shift += entry.value;
        notes.shifts.push(...entry.sources.map(source => source.node?.outerHTML?.slice(0, 120) ?? String(source.node)));
      }
    }
  }).observe({ type: "layout-shift", buffered: true });

  const name = element => `<${element.localName} class="${element.getAttribute("class") ?? ""}"> ${element.textContent.trim().slice(0, 60)}`;

  // The nearest box that hides or scrolls what runs out of it.
  const holder = element => {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== "visible") {
        return at;
      }
    }
    return null;
  };

  const unseen = element => !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || element.closest("svg, .visually-hidden, .skip, script, select, canvas") !== null;

  // What a reader sees that is wrong with the page as it stands.
  window.__look = () => {
    const wrong = [];
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width) {
      wrong.push(`scrolls sideways: ${document.documentElement.scrollWidth} of ${width}`);
    }

    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const told = new Set();
    while (texts.nextNode()) {
      const text = texts.currentNode;
      const element = text.parentElement;
      if (!text.data.trim() || told.has(element) || unseen(element)) {
        continue;
      }

      range.selectNodeContents(text);
      const box = range.getBoundingClientRect();
      if (box.width < 1 || box.bottom < 0) {
        continue;
      }

      const around = holder(element);
      if (around && around.clientWidth <= 2) {
        // A word for readers who do not see the icon beside it.
        continue;
      }

      const overflow = around ? getComputedStyle(around).overflowX : "visible";
      let block = element;
      while (getComputedStyle(block).display.startsWith("inline") || getComputedStyle(block).display === "contents") {
        block = block.parentElement;
      }

      const inside = block.getBoundingClientRect();
      if (overflow === "visible" && (box.right > width + 1 || box.left < -1)) {
        told.add(element);
        wrong.push(`text leaves the window: ${name(element)}`);
      } else if (around !== block && (box.right > inside.right + 2 || box.left < inside.left - 2) && overflow !== "hidden" && overflow !== "clip") {
        told.add(element);
        wrong.push(`text leaves its box: ${name(element)}`);
      } else if ((overflow === "hidden" || overflow === "clip") && getComputedStyle(around).textOverflow !== "ellipsis" && box.right > around.getBoundingClientRect().right + 2) {
        told.add(element);
        wrong.push(`text is cut off: ${name(element)}`);
      }
    }

    for (const plot of document.querySelectorAll(".plot-canvas")) {
      if (plot.checkVisibility() && !plot.querySelector("canvas")) {
        wrong.push("a chart is not drawn");
      }
    }

    const moving = document.getAnimations().filter(animation => animation.playState === "running" && animation.effect.getComputedTiming().duration > 1);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches && moving.length > 0) {
      wrong.push(`moves although less motion is wanted: ${moving.map(animation => name(animation.effect.target)).join(", ")}`);
    }
    return wrong;
  };

  // Whatever can be used without a mouse, and whether the keyboard's place is seen there.
  window.__focusables = () => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter(element => !element.disabled && element.type !== "hidden" && element.tabIndex >= 0 && element.checkVisibility({ visibilityProperty: true }));

  // Elements that stand in the same elements look the same: one of each kind is tried.
  const kind = element => {
    const chain = [];
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      chain.push(`${at.localName}.${at.className}.${at.id}.${at.type ?? ""}.${at.getAttribute("aria-current") ?? at.getAttribute("aria-pressed") ?? ""}`);
    }
    return chain.join(">");
  };

  window.__unmarked = () => {
    const look = element => {
      const style = getComputedStyle(element);
      return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.backgroundColor, style.borderColor, style.textDecorationLine].join("|");
    };
    const kinds = new Map(window.__focusables().map(element => [kind(element), element]));
    return [...kinds.values()].filter(element => {
      const before = look(element);
      element.focus({ focusVisible: true, preventScroll: true });
      const seen = document.activeElement === element && look(element) !== before;
      element.blur();
      return !seen;
    }).map(name);
  };

  // Of rows that are built alike all but two are out of the way meanwhile: the checker's time grows with the page and not with what is on it.
  window.__check = async () => {
    const shape = element => `${element.localName}.${element.className.baseVal ?? element.className}(${[...element.children].map(shape).join()})`;
    const seen = new Map();
    const alike = [...document.querySelectorAll("tbody > tr, li")].filter(element => {
      if (element.hidden || element.querySelector("tr, li")) {
        return false;
      }
      const key = [...element.closest("table, ul, ol").classList].join() + shape(element);
      seen.set(key, (seen.get(key) ?? 0) + 1);
      return seen.get(key) > 2;
    });
    alike.forEach(element => { element.hidden = true; });
    const found = await axe.run(document, { resultTypes: ["violations"], preload: false });
    alike.forEach(element => { element.hidden = false; });
    return found.violations.map(v => `${v.impact}: ${v.help} ${v.nodes.slice(0, 2).map(n => n.html.slice(0, 200)).join(" ")}`);
  };
})();
