// Draws the charts from the data beside them. Without this script the page shows the same figures as tables.
(() => {
  "use strict";

  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const language = document.documentElement.lang;

  // Values of a cost chart are billionths of the currency's unit: they are divided only when written.
  const writers = {
    cost: (value, symbol) => symbol + new Intl.NumberFormat(language === "tr" ? "tr-TR" : "en-US", {
      minimumFractionDigits: Math.abs(value) >= 1e9 || value === 0 ? 2 : 4,
      maximumFractionDigits: Math.abs(value) >= 1e9 || value === 0 ? 2 : 6,
    }).format(value / 1e9),
    calls: value => value.toLocaleString(language),
    tokens: value => value.toLocaleString(language),
    unpriced: value => value.toLocaleString(language),
  };

  const axisWriters = {
    cost: (value, symbol) => symbol + (value / 1e9).toLocaleString(language, { minimumFractionDigits: value === 0 ? 0 : 2, maximumFractionDigits: 6 }),
    calls: value => value.toLocaleString(language, { notation: "compact" }),
    tokens: value => value.toLocaleString(language, { notation: "compact" }),
    unpriced: value => value.toLocaleString(language, { notation: "compact" }),
  };

  // Two points make no area.
  const fewest = 3;

  // Custom properties come unresolved; a colour that is in use comes as the browser paints it.
  const paint = (element, property) => getComputedStyle(element).getPropertyValue(property);

  function colours(figure) {
    const swatches = [...figure.querySelectorAll(".series .swatch")].map(swatch => paint(swatch, "background-color"));
    const line = paint(figure.querySelector(".series"), "border-top-color");
    const ink = paint(figure.querySelector(".plot-data summary"), "color");
    const surface = paint(figure.closest(".panel"), "background-color");
    return { swatches, line, ink, surface };
  }

  function element(name, className, ...children) {
    const made = document.createElement(name);
    made.className = className;
    made.append(...children);
    return made;
  }

  function tooltip(data, rows) {
    const write = value => writers[data.measure](value, data.symbol);
    const total = rows.reduce((sum, row) => sum + row.value, 0);
    const shown = rows.filter(row => row.value !== 0).reverse();
    return element("div", "tip",
      element("div", "tip-head", element("span", "", rows[0].name), element("span", "", write(total))),
      ...shown.map(row => element("div", "tip-row",
        element("span", "swatch swatch-" + data.series[row.seriesIndex].slot),
        element("span", "", row.seriesName),
        element("span", "", write(row.value)))));
  }

  function options(figure, data) {
    const { swatches, line, ink, surface } = colours(figure);
    const font = { fontFamily: paint(document.body, "font-family"), fontSize: 11, color: ink };
    return {
      animation: !calm,
      animationDuration: 250,
      color: swatches,
      textStyle: font,
      grid: { left: 4, right: 4, top: 12, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
      tooltip: {
        trigger: "axis",
        axisPointer: data.labels.length < fewest ? { type: "shadow", shadowStyle: { color: line, opacity: 0.35 } } : { type: "line", lineStyle: { color: ink, type: "solid", opacity: 0.4 } },
        confine: true,
        padding: 0,
        borderWidth: 0,
        backgroundColor: "transparent",
        extraCssText: "box-shadow:none",
        transitionDuration: 0,
        formatter: rows => tooltip(data, rows),
      },
      xAxis: {
        type: "category",
        data: data.labels,
        boundaryGap: data.labels.length < fewest,
        axisLine: { lineStyle: { color: line } },
        axisTick: { show: false },
        axisLabel: { ...font, hideOverlap: true, margin: 10 },
      },
      yAxis: {
        type: "value",
        splitNumber: 4,
        splitLine: { lineStyle: { color: line } },
        axisLabel: { ...font, formatter: value => axisWriters[data.measure](value, data.symbol) },
      },
      series: data.series.map((series, index) => ({
        name: series.name,
        stack: "all",
        data: series.values,
        emphasis: { disabled: true },
        ...(data.labels.length < fewest
          ? { type: "bar", barMaxWidth: 28, barCategoryGap: "30%", itemStyle: { borderColor: surface, borderWidth: index === 0 ? 0 : 0.5 } }
          : { type: "line", showSymbol: false, lineStyle: { width: 1.5 }, areaStyle: { opacity: 0.3 } }),
      })),
    };
  }

  const drawn = new Map();

  // Draws what is new, and again what has other data than before.
  function drawAll() {
    for (const [figure, { chart }] of drawn) {
      if (!figure.isConnected) {
        chart.dispose();
        drawn.delete(figure);
      }
    }

    for (const figure of document.querySelectorAll("figure.plot")) {
      const text = figure.querySelector("script[type='application/json']").textContent;
      const known = drawn.get(figure);
      if (known?.text !== text) {
        const chart = known?.chart ?? begin(figure);
        drawn.set(figure, { chart, text });
        draw(figure);
      }
    }
  }

  function begin(figure) {
    const canvas = figure.querySelector(".plot-canvas");
    canvas.append(element("div", "plot-drawing"));
    const chart = echarts.init(canvas.firstChild);
    new ResizeObserver(() => chart.isDisposed() || chart.resize()).observe(canvas);
    return chart;
  }

  // The tooltip stays where it is while the lines below it change.
  function draw(figure) {
    const { chart, text } = drawn.get(figure);
    chart.setOption(options(figure, JSON.parse(text)), { replaceMerge: ["series"] });
  }

  drawAll();
  document.addEventListener("refreshed", drawAll);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => [...drawn.keys()].forEach(draw));
})();
