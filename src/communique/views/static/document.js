/* The page of a document: what is marked, what a click opens, which claim the address points to. */
"use strict";
(() => {
  const text = document.getElementById("text");
  const panel = document.getElementById("panel");
  const opened = document.getElementById("opened");
  const form = document.querySelector(".toggles");
  if (!text || !panel || !form) return;
  form.classList.add("scripted");
  let opener = null;

  const href = (id) => `/${id[0] === "c" ? "claims" : "statements"}/${encodeURIComponent(id)}`;
  const idsOf = (segment) => (segment.dataset.marks || "").split(" ").filter(Boolean);
  const shows = (id) => text.classList.contains(id[0] === "c" ? "show-claims" : "show-statements");
  // The marks stand innermost first; what is not shown cannot be meant.
  const meant = (segment) => idsOf(segment).find(shows) || "";
  const segmentsOf = (id) => [...text.querySelectorAll(`[data-marks~="${CSS.escape(id)}"]`)];
  const listed = (id) => document.querySelector(`#found [data-opens="${CSS.escape(id)}"]`);

  const light = (id, name) => {
    document.querySelectorAll(`.${name}`).forEach((e) => e.classList.remove(name));
    if (!id) return;
    segmentsOf(id).forEach((e) => e.classList.add(name));
    listed(id)?.classList.add("lit");
  };

  // Toggles: at once, and in the address.
  const tidy = () => {
    for (const segment of text.querySelectorAll("[data-marks]")) {
      const id = meant(segment);
      segment.classList.toggle("opens", Boolean(id));
      if (segment.tagName === "A") segment.tabIndex = id ? 0 : -1;
    }
  };
  const toggle = () => {
    const boxes = [...form.querySelectorAll("input[type=checkbox]")];
    for (const box of boxes) text.classList.toggle(`show-${box.value}`, box.checked);
    const shown = boxes.filter((box) => box.checked).map((box) => box.value);
    const address = new URL(location.href);
    address.searchParams.delete("marks");
    const rest = address.searchParams.toString();
    const asked = shown.length === boxes.length ? "" : `marks=${shown.join(",")}`;
    const query = [rest, asked].filter(Boolean).join("&");
    history.replaceState(null, "", `${address.pathname}${query ? `?${query}` : ""}${address.hash}`);
    tidy();
  };
  form.addEventListener("change", toggle);
  tidy();

  // The panel: a claim or statement beside the text.
  const open = (id, from) => {
    if (panel.hidden || !panel.contains(from)) opener = from;
    light(id, "held");
    history.replaceState(null, "", `${location.pathname}${location.search}#${id}`);
    htmx.ajax("GET", href(id), { target: "#opened", swap: "innerHTML" });
  };
  opened.addEventListener("htmx:afterSwap", () => {
    panel.hidden = false;
    panel.scrollTop = 0;
    panel.parentElement.scrollTop = 0;
    light(opened.querySelector("a.id")?.textContent || "", "held"); // of two answers the later counts
    opened.querySelector("h2")?.focus({ preventScroll: getComputedStyle(panel).position === "fixed" });
  });
  const close = () => {
    if (panel.hidden) return;
    panel.hidden = true;
    opened.replaceChildren();
    light("", "held");
    history.replaceState(null, "", `${location.pathname}${location.search}`);
    const back = opener && opener.matches("a[href]") ? opener : opener && segmentsOf(meant(opener)).find((e) => e.matches("a[href]"));
    back?.focus({ preventScroll: true });
  };
  document.getElementById("close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) { event.preventDefault(); close(); }
  });
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0) return;
    const link = event.target.closest("[data-opens]");
    const segment = event.target.closest("#text [data-marks]");
    const id = link ? link.dataset.opens : segment ? meant(segment) : "";
    if (segment && !link && segment.tagName === "A") event.preventDefault();
    const selects = event.detail > 0 && String(getSelection()); // who drags over words wants to copy them
    if (!id || !window.htmx || selects) return;
    event.preventDefault();
    open(id, link || segment);
    if (link && !panel.contains(link)) show(id);
  });

  // Hovering or reaching a segment lights all of its claim.
  const over = (event) => {
    const segment = event.target.closest?.("#text [data-marks]");
    const link = event.target.closest?.("[data-opens]");
    document.querySelectorAll("#found .lit").forEach((e) => e.classList.remove("lit"));
    light(link ? link.dataset.opens : segment ? meant(segment) : "", "lit");
  };
  document.addEventListener("mouseover", over);
  document.addEventListener("focusin", over);

  // The address may point to a claim or statement.
  const show = (id) => segmentsOf(id)[0]?.scrollIntoView({ block: "center" });
  const pointed = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (!/^[cs]-[0-9a-f]+$/.test(id)) return;
    light(id, "held");
    show(id);
  };
  addEventListener("hashchange", pointed);
  pointed();
})();
