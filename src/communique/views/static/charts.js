/* Draws every figure.chart: the specification (Vega-Lite) comes from data-chart, what it shows from data-source.
   Colours that a specification names as var(--x) are the page's; a specification whose usermeta.zoom names the signal of
   its bound scale gets buttons for it. A chart is drawn anew when light turns to dark; without scripts its table stays. */
"use strict";
(() => {
  const TO_MUCH = 40; // steps of a zoom by hand that a chart can be away from its whole time
  const drawn = new Map();

  const fetched = async (address) => {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    return answer.json();
  };

  const variable = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const coloured = (value) => {
    if (typeof value === "string") return value.replace(/^var\((--[\w-]+)\)$/, (_, name) => variable(name));
    if (Array.isArray(value)) return value.map(coloured);
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, coloured(one)]));
    }
    return value;
  };

  const config = () => {
    const [ink, quiet, line] = ["--ink", "--quiet", "--line"].map(variable);
    const font = variable("--sans");
    return {
      background: null,
      font,
      view: { stroke: null },
      axis: { labelColor: ink, titleColor: quiet, gridColor: line, domainColor: line, tickColor: line, labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal" },
      legend: { labelColor: ink, titleColor: quiet, labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal" },
      text: { color: ink },
    };
  };

  const draw = async (figure) => {
    const before = drawn.get(figure);
    const [spec, data] = before?.known ?? await Promise.all([fetched(figure.dataset.chart), fetched(figure.dataset.source)]);
    const place = figure.querySelector(".drawing");
    const described = { ...spec, description: figure.querySelector("figcaption")?.textContent.trim().replace(/\s+/g, " ") ?? "" };
    const compiled = vegaLite.compile(
      { ...coloured(described), data: { ...spec.data, values: data } },
      { config: config(), logger: vega.logger(vega.Error) },
    ).spec;
    before?.view.finalize();
    const view = new vega.View(vega.parse(compiled, null, { ast: true }), {
      expr: vega.expressionInterpreter,
      renderer: "svg",
      container: place,
      hover: true,
      logLevel: vega.Error,
    });
    drawn.set(figure, { view, known: [spec, data] });
    await view.runAsync();
    place.dataset.drawn = "true";
    if (spec.usermeta?.zoom && !figure.querySelector(".zooming")) buttons(figure, place, spec.usermeta.zoom);
  };

  const buttons = (figure, place, signal) => {
    const now = () => drawn.get(figure).view;
    const whole = now().scale("x").domain().map(Number);
    const width = whole[1] - whole[0];
    const move = (change) => {
      const [first, last] = now().scale("x").domain().map(Number);
      const middle = (first + last) / 2;
      const wanted = change(first, last, middle);
      const wide = wanted && wanted[1] - wanted[0];
      if (wanted && (wide < width / 2 ** TO_MUCH || wide > 8 * width)) return;
      now().signal(signal, wanted).runAsync();
    };
    const made = document.createElement("div");
    made.className = "zooming noprint";
    made.setAttribute("role", "group");
    made.setAttribute("aria-label", "Part of the time that is shown");
    const whats = [
      ["−", "Zoom out", (a, b, m) => [m - (b - a), m + (b - a)]],
      ["+", "Zoom in", (a, b, m) => [m - (b - a) / 4, m + (b - a) / 4]],
      ["←", "Earlier", (a, b) => [a - (b - a) / 3, b - (b - a) / 3]],
      ["→", "Later", (a, b) => [a + (b - a) / 3, b + (b - a) / 3]],
      ["Whole time", "", () => null],
    ];
    for (const [sign, name, change] of whats) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      if (name) {
        button.setAttribute("aria-label", name);
        button.title = name;
      }
      button.addEventListener("click", () => move(change));
      made.append(button);
    }
    place.after(made);
  };

  const tell = (figure, error) => {
    const place = figure.querySelector(".drawing");
    place.removeAttribute("role");
    place.removeAttribute("aria-label");
    place.textContent = `The chart could not be drawn (${error.message}); the table below holds the same.`;
    figure.querySelector("details")?.setAttribute("open", "");
  };

  const all = (root) => {
    for (const figure of root.querySelectorAll("figure.chart[data-chart][data-source]")) {
      if (!figure.dataset.begun) {
        figure.dataset.begun = "true";
        draw(figure).catch((error) => tell(figure, error));
      }
    }
  };

  const again = () => {
    for (const figure of drawn.keys()) {
      if (figure.isConnected) draw(figure).catch((error) => tell(figure, error));
      else {
        drawn.get(figure).view.finalize();
        drawn.delete(figure);
      }
    }
  };

  all(document);
  document.addEventListener("htmx:load", (event) => all(event.target.parentElement ?? document));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
})();
