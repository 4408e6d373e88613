/* What every page does beyond links and forms: says what htmx could not do, and draws the charts. */
"use strict";
(() => {
  const told = (text) => {
    const place = document.getElementById("told");
    if (!place) return;
    place.textContent = text;
    clearTimeout(told.timer);
    told.timer = setTimeout(() => { place.textContent = ""; }, 8000);
  };
  window.communique = { told };

  // htmx leaves an answer that is an error alone; its reader should know.
  document.addEventListener("htmx:responseError", (event) => {
    const answer = event.detail.xhr;
    let text = `The server answered ${answer.status}.`;
    const page = new DOMParser().parseFromString(answer.responseText || "", "text/html");
    const lead = page.querySelector("main .lead");
    if (lead) text = lead.textContent;
    told(text);
  });
  document.addEventListener("htmx:sendError", () => told("The server does not answer."));

  // "/" leads to the search field, as on many sites; not while somebody writes.
  document.addEventListener("keydown", (event) => {
    const writes = /^(input|textarea|select)$/i.test(event.target.tagName) || event.target.isContentEditable;
    if (event.key === "/" && !writes && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      document.getElementById("find")?.focus();
    }
  });
})();
