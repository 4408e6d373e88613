/* Giving articles: files can be dropped anywhere on the page, and what cannot be sent is said before it is sent. */
"use strict";
(() => {
  const form = document.getElementById("give");
  if (!form) return;
  const files = form.querySelector("#files");
  const chosen = form.querySelector(".chosen");
  const problem = form.querySelector(".problem");
  const button = form.querySelector("button");
  const drop = document.querySelector(".drop");
  const most = Number(form.dataset.most);

  const say = (text) => {
    problem.textContent = text;
    problem.hidden = !text;
  };

  const show = () => {
    chosen.replaceChildren();
    let bytes = 0;
    for (const file of files.files) {
      bytes += file.size;
      if (chosen.childElementCount < 12) {
        const line = document.createElement("li");
        line.textContent = file.name;
        chosen.append(line);
      }
    }
    if (files.files.length > 12) {
      const line = document.createElement("li");
      line.textContent = `and ${files.files.length - 12} more`;
      chosen.append(line);
    }
    chosen.hidden = !files.files.length;
    say(bytes > most ? "More than 64 MB at once. Build larger heaps with: communique build PATH" : "");
    button.disabled = bytes > most;
  };

  files.addEventListener("change", show);
  form.addEventListener("submit", (event) => {
    const given = files.files.length || form.querySelector("#text").value.trim() || form.querySelector("#address").value.trim();
    if (!given) {
      event.preventDefault();
      say("Nothing was given to read: drop files, paste a text or name an address.");
      return;
    }
    button.disabled = true;
    button.textContent = "Sending …";
  });
  // Back from the next page finds this one as it was left.
  window.addEventListener("pageshow", () => {
    button.textContent = "Add to the record";
    show();
  });

  const brings = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  let depth = 0; // enter and leave come for each element that is passed over
  const cover = (change) => {
    depth = Math.max(depth + change, 0);
    drop.hidden = depth === 0;
  };
  document.addEventListener("dragenter", (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    cover(1);
  });
  document.addEventListener("dragleave", (event) => { if (brings(event)) cover(-1); });
  document.addEventListener("dragover", (event) => { if (brings(event)) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    cover(-depth);
    files.files = event.dataTransfer.files;
    show();
    form.scrollIntoView({ block: "center" });
    button.focus();
  });
})();
