/* Draws the network from its tables: the same picture for the same tables, and none where there is no room for it. */
"use strict";
(() => {
  const box = document.getElementById("network");
  if (!box || typeof cytoscape === "undefined") return;
  const figure = box.closest("figure");
  if (!matchMedia("(min-width: 40.01rem)").matches) return;
  figure.hidden = false;

  const nodes = [...document.querySelectorAll("#nodes tbody tr")].map((row) => row.dataset);
  const pairs = [...document.querySelectorAll("#pairs tbody tr")].map((row) => row.dataset);
  const most = (rows) => Math.max(1, ...rows.map((row) => Number(row.events)));
  const topNode = Math.sqrt(most(nodes));
  const topPair = Math.sqrt(most(pairs));

  // The layout moves what stands where it was put: on a circle, in the order of the table. Without that it would begin
  // with chance, and the same network would look another way each time.
  const elements = nodes.map((node, at) => {
    const turn = (2 * Math.PI * at) / nodes.length;
    return {
      data: { id: node.code, label: node.name, size: 10 + (26 * Math.sqrt(Number(node.events))) / topNode },
      position: { x: 300 * Math.cos(turn), y: 300 * Math.sin(turn) },
      classes: node.code === box.dataset.around ? "centre" : "",
    };
  });
  for (const pair of pairs) {
    elements.push({
      data: {
        id: `${pair.one}-${pair.two}`, source: pair.one, target: pair.two,
        width: 1 + (7 * Math.sqrt(Number(pair.events))) / topPair,
        near: Math.sqrt(Number(pair.events)) / topPair,
      },
      classes: pair.leaning,
    });
  }

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  // What is drawn is as large on the screen at first, however far it had to be moved away to fit: `by` makes up for that.
  const looks = (by) => [
    { selector: "node", style: {
      label: "data(label)", width: (node) => by * node.data("size"), height: (node) => by * node.data("size"),
      "background-color": colour("--link"),
      "border-width": 2 * by, "border-color": colour("--raised"), color: colour("--ink"), "font-size": 12.5 * by,
      "text-valign": "bottom", "text-margin-y": 3 * by, "text-outline-width": 3 * by,
      "text-outline-color": colour("--raised"),
      "font-family": "system-ui, DejaVu Sans, sans-serif", "min-zoomed-font-size": 5,
    } },
    { selector: "node.centre", style: { "border-width": 4 * by, "border-color": colour("--focus") } },
    { selector: "edge", style: {
      width: (edge) => by * edge.data("width"), "curve-style": "straight", opacity: 0.75, "line-color": colour("--quiet"), "line-style": "dashed", "line-dash-pattern": [1.5 * by, 4 * by],
    } },
    { selector: "edge.cooperation", style: { "line-color": colour("--coop"), "line-style": "solid" } },
    { selector: "edge.conflict", style: { "line-color": colour("--conflict"), "line-dash-pattern": [7 * by, 4 * by] } },
    { selector: "node.unnamed", style: { "text-opacity": 0, "text-outline-opacity": 0 } },
    { selector: "node.named", style: { "text-opacity": 1, "text-outline-opacity": 1, "z-index": 9 } },
    { selector: ".dim", style: { opacity: 0.15 } },
  ];

  const cy = cytoscape({
    container: box,
    elements,
    style: looks(1),
    layout: {
      name: nodes.length > 2 ? "cose" : "preset", animate: false, randomize: false, fit: true, padding: 30, numIter: 1500,
      nodeRepulsion: () => 900000, idealEdgeLength: (edge) => 130 - 50 * edge.data("near"), gravity: 1, nodeOverlap: 40,
      componentSpacing: 140, nodeDimensionsIncludeLabels: true,
    },
    userZoomingEnabled: false, // the wheel scrolls the page; the buttons zoom
    boxSelectionEnabled: false,
    autoungrabify: false,
  });
  // The layout is about as high as wide, the box is not: there is room to draw things apart.
  const extent = cy.nodes().boundingBox({ includeLabels: false });
  const stretch = Math.min(2.4, Math.max(1, (box.clientWidth / box.clientHeight) * (extent.h / Math.max(1, extent.w))));
  cy.nodes().positions((node) => ({ x: node.position("x") * stretch, y: node.position("y") }));
  const fit = () => {
    cy.fit(undefined, 30);
    if (cy.zoom() > 1.6) {
      cy.zoom(1.6);
      cy.center();
    }
  };
  fit();
  const by = 1 / cy.zoom();
  cy.style(looks(by));
  // Names that would lie upon one another are moved apart, the larger circles first; what finds no free place waits
  // until the pointer is on its circle or there is more room.
  const place = () => {
    const taken = cy.nodes().map((node) => node.renderedBoundingBox({ includeLabels: false, includeOverlays: false }));
    const free = (name) => !taken.some((other) => name.x1 < other.x2 && other.x1 < name.x2 && name.y1 < other.y2 && other.y1 < name.y2);
    const far = cy.zoom() * by;
    const names = [];
    const sides = [["center", "bottom", 0, 3], ["center", "top", 0, -3], ["right", "center", 4, 0], ["left", "center", -4, 0]];
    for (const node of cy.nodes().sort((one, two) => two.data("size") - one.data("size") || (one.id() < two.id() ? -1 : 1))) {
      const at = node.renderedPosition();
      const half = (node.data("size") / 2 + 3) * far;
      const wide = node.data("label").length * 7.4 * far;
      const high = 15 * far;
      const found = sides.find(([halign, valign]) => {
        const x1 = halign === "center" ? at.x - wide / 2 : halign === "right" ? at.x + half : at.x - half - wide;
        const y1 = valign === "center" ? at.y - high / 2 : valign === "bottom" ? at.y + half : at.y - half - high;
        const name = { x1, x2: x1 + wide, y1, y2: y1 + high };
        if (!free(name) || name.x1 < 0 || name.x2 > box.clientWidth || name.y1 < 0 || name.y2 > box.clientHeight) return false;
        taken.push(name);
        names.push([node.id(), x1, y1, x1 + wide, y1 + high].map((at) => (at.toFixed ? at.toFixed() : at)).join(" "));
        return true;
      });
      node.toggleClass("unnamed", !found);
      const [halign, valign, x, y] = found || sides[0];
      node.style({ "text-halign": halign, "text-valign": valign, "text-margin-x": x * by, "text-margin-y": y * by });
    }
    box.dataset.names = names.join("; ");
  };
  place();

  cy.on("tap", "node", (event) => { location.href = `/${encodeURIComponent(event.target.id())}`; });
  cy.on("tap", "edge", (event) => {
    const edge = event.target.data();
    location.href = `/${encodeURIComponent(edge.source)}/${encodeURIComponent(edge.target)}`;
  });
  cy.on("mouseover", "node", (event) => {
    cy.elements().difference(event.target.closedNeighborhood()).addClass("dim");
    event.target.closedNeighborhood("node").addClass("named");
    box.style.cursor = "pointer";
  });
  cy.on("mouseover", "edge", (event) => {
    cy.elements().difference(event.target.union(event.target.connectedNodes())).addClass("dim");
    event.target.connectedNodes().addClass("named");
    box.style.cursor = "pointer";
  });
  cy.on("mouseout", "node, edge", () => {
    cy.elements().removeClass("dim named");
    box.style.cursor = "";
  });
  for (const button of figure.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => {
      const more = Number(button.dataset.zoom);
      if (!more) fit();
      else cy.zoom({ level: cy.zoom() * more, renderedPosition: { x: box.clientWidth / 2, y: box.clientHeight / 2 } });
      place();
    });
  }
  cy.on("dragfree", "node", place);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(looks(by)));
  // Where everything stands, so that a test can see that it is the same each time.
  box.dataset.places = cy.nodes().map((node) => {
    const { x, y } = node.position();
    return `${node.id()} ${Math.round(x)} ${Math.round(y)}`;
  }).join("; ");
})();
