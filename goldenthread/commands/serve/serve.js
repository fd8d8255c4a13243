/* Only while the book is served: loads the page again when it was made again, and shows the problems of the book. */
(function () {
  "use strict";
  const own = document.currentScript;
  const made = Number(own.dataset.made);
  let later = null;

  const looks = document.createElement("link");
  looks.rel = "stylesheet";
  looks.href = own.src.replace("serve.js", "serve.css");
  document.head.append(looks);

  // The box is there from the beginning, so that what is put into it is read out.
  const box = document.createElement("section");
  box.className = "gt-serve";
  box.setAttribute("role", "alert");
  box.setAttribute("aria-label", "Problems of the book");
  box.hidden = true;
  document.body.append(box);
  let shown = "";

  function element(name, text) {
    const it = document.createElement(name);
    it.textContent = text;
    return it;
  }

  function hide() {
    box.hidden = true;
  }

  function show(heading, lines) {
    const now = JSON.stringify([heading, lines]);
    if (now === shown) return;
    shown = now;
    if (!heading) {
      hide();
      box.replaceChildren();
      return;
    }
    const list = document.createElement("ul");
    list.tabIndex = 0;
    lines.forEach((line) => list.append(element("li", line)));
    const button = element("button", "Hide");
    button.type = "button";
    button.addEventListener("click", hide);
    box.hidden = false;
    box.replaceChildren(element("h2", heading), ...(lines.length ? [list] : []), button);
  }

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && !box.hidden) hide();
  });

  // The words of the search are made with the downloads, a moment after the pages.
  function asksForWords() {
    return [...document.scripts].some((script) => script.src.endsWith("/search-book.js"));
  }

  const events = new EventSource(own.src.replace("serve.js", "events"));
  events.onmessage = function (event) {
    const told = JSON.parse(event.data);
    if (told.made !== made || (later !== null && told.later !== later && asksForWords())) {
      events.close();
      location.reload();
      return;
    }
    later = told.later;
    const count = told.count;
    const stay = made ? "The pages stay as they were." : "";
    if (!made) {
      const title = count ? "The pages cannot be made yet" : "The pages are being made";
      document.querySelector("h1").textContent = document.title = title;
    }
    const note = told.notes[own.dataset.page];
    if (count) show(`${count} problem${count === 1 ? "" : "s"}. ${stay}`, told.faults);
    else show(note ? "This page is shown here alone: it stands in no contents yet." : "", note ? [note] : []);
  };
  events.onerror = function () {
    show("These pages are no longer kept up to date: serving has ended.", []);
  };
})();
