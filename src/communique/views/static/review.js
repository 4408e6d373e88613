/* Deciding with keys: keys press the buttons that stand on the page, and the name of who judges stays in the browser. */
"use strict";
(() => {
  const NAME = "communique.by";
  const KEYS = "communique.keys";
  const read = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const write = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private windows keep nothing */ } };
  const one = (selector) => document.querySelector(selector);
  // What stands on the page already is told to those who listen, and not shown a second time.
  const told = (text, stands = false) => {
    document.getElementById("told")?.classList.toggle("hidden", stands);
    window.communique.told(text.replace(/\s+/g, " ").trim());
  };
  const field = () => document.getElementById("by");
  const name = () => (field() ? field().value.trim() : "");
  let picking = false;
  let busy = false;

  const fill = () => {
    for (const hidden of document.querySelectorAll('input[type="hidden"][name="by"]')) hidden.value = name();
  };
  const pick = (on) => {
    picking = on;
    for (const button of document.querySelectorAll("#review [data-split]")) button.closest(".card").classList.toggle("picked", on);
  };
  const question = () => one("#question")?.focus({ preventScroll: false });

  const begin = () => {
    const place = field();
    if (place) {
      const kept = read(NAME);
      if (kept) place.value = kept;
      else if (name()) write(NAME, name());
    }
    const keys = document.getElementById("keys");
    if (keys) keys.checked = read(KEYS) !== "off";
    fill();
    pick(false);
  };
  begin();

  document.addEventListener("input", (event) => {
    if (event.target.id !== "by") return;
    write(NAME, name());
    fill();
  });
  document.addEventListener("change", (event) => {
    if (event.target.id === "keys") write(KEYS, event.target.checked ? "on" : "off");
  });

  // Nothing is judged without a name; the field for it is nearer than the server's answer.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.id === "who") {
      event.preventDefault();
      write(NAME, name());
      fill();
      told(`You judge as ${name()}.`);
      question();
      return;
    }
    if (!form.querySelector('input[type="hidden"][name="by"]') || name()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    told("Nothing was judged: write your name first, under “You judge as”.");
    field()?.focus();
  }, true);

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "review") return;
    const waited = event.detail.elt?.classList?.contains("looking");
    fill();
    pick(false);
    const said = one("#review [data-told]");
    if (said) told(said.textContent, true);
    const open = one("#review .ask[open] input:not([type=hidden]), #review .ask[open] select");
    if (open) open.focus();
    else if (!waited || document.activeElement === document.body) question();
  });
  document.addEventListener("htmx:beforeRequest", (event) => { busy = !event.detail.elt.classList.contains("looking"); });
  document.addEventListener("htmx:afterRequest", () => { busy = false; });
  document.addEventListener("htmx:historyRestore", begin);

  const ask = (key) => {
    const form = document.getElementById(`ask-${key}`);
    if (!form) return false;
    form.open = true;
    (key === "v" ? form.querySelector('input[name="value"]') : form.querySelector('select[name="field"]')).focus();
    return true;
  };
  const split = (key) => {
    const button = one(`#review [data-split="${key}"]`);
    if (!button) return false;
    pick(false);
    button.click();
    return true;
  };
  const press = (key) => {
    if (picking && /^[1-9]$/.test(key)) return split(key);
    if (key === "s" && !one('#review [data-key="s"]')) {
      const cards = [...document.querySelectorAll("#review [data-split]")].map((card) => card.dataset.split);
      if (!cards.length) {
        told("No claim here can be split off: each is the only one of its event.");
        return true;
      }
      pick(true);
      told(`Which claim does not belong to its event? Press ${cards.join(" or ")}, or Esc.`);
      return true;
    }
    if (key === "w" || key === "v") return ask(key);
    if (key === "?") {
      const help = document.getElementById("help");
      if (!help) return false;
      help.open = !help.open;
      help.querySelector("summary").focus();
      return true;
    }
    if (busy && /^[jkynmu]$/.test(key)) {
      told("The last answer is still being kept.");
      return true;
    }
    const found = /^[jkynmu]$|^s$/.test(key) ? one(`#review [data-key="${key}"]`) : null;
    if (found) found.click();
    else if (key === "j") told("This is the last thing of the queue.");
    else if (key === "k") told("This is the first thing of the queue.");
    else if (key === "u") told("Nothing was judged in this sitting.");
    else if (key === "m") told("There are no two events here to merge.");
    else return false;
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !one("#review")) return;
    if (event.key === "Escape") {
      pick(false);
      const open = one("#review .ask[open]");
      if (open) open.open = false;
      question();
      return;
    }
    const target = event.target;
    const writes = /^(textarea|select)$/i.test(target.tagName) || target.isContentEditable
      || (target.tagName === "INPUT" && target.type !== "checkbox");
    if (writes || document.getElementById("keys")?.checked === false) return;
    if (press(event.key)) event.preventDefault();
  });
})();
