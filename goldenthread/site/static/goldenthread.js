/* Five comforts; without this script every page is complete. */
(function () {
  "use strict";
  const schemes = { auto: "automatic", light: "light", dark: "dark" };

  function kept() {
    try { return localStorage.getItem("theme"); } catch { return null; }
  }

  // 1. Colours: light, dark, or as the reader's machine says. Set before anything is painted.
  function choose(scheme) {
    document.body.dataset.theme = scheme;
    const button = document.querySelector(".gt-scheme span");
    if (button) button.textContent = schemes[scheme];
    try { localStorage.setItem("theme", scheme); } catch { /* private windows keep nothing */ }
  }
  const first = kept() in schemes ? kept() : "auto";
  document.body.dataset.theme = first;

  // 2. A region that shows all it has is no stop for the Tab key.
  function scrolls(region) {
    if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
    else region.removeAttribute("tabindex");
  }

  document.addEventListener("DOMContentLoaded", function () {
    const button = document.querySelector(".gt-scheme");
    button.hidden = false;
    button.querySelector("span").textContent = schemes[first];
    button.addEventListener("click", function () {
      const names = Object.keys(schemes);
      choose(names[(names.indexOf(document.body.dataset.theme) + 1) % names.length]);
    });
    const watch = new ResizeObserver((seen) => seen.forEach((one) => scrolls(one.target)));
    document.querySelectorAll(".gt-scroll").forEach((region) => watch.observe(region));
    // 3. A list of contents in front of the page goes away once the reader has chosen from it.
    document.querySelectorAll("[popover]").forEach((list) => list.addEventListener("click", function (event) {
      if (event.target.closest("a") && list.matches(":popover-open")) list.hidePopover();
    }));
    if ("popover" in HTMLElement.prototype) document.querySelectorAll("a[data-working]").forEach(showsWorking);
    document.querySelectorAll(".gt-copy").forEach(copies);
  });

  // 4. A number shows its working beside it; the link leads to the same on the dataset's page.
  function showsWorking(number) {
    const panel = document.getElementById(number.dataset.working);
    if (!panel) return;
    number.setAttribute("aria-haspopup", "dialog");
    number.addEventListener("click", function (event) {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      number.focus();  // to where a panel gives the focus back; a click alone does not move it everywhere
      panel.showPopover();
      placeAt(panel, number.getClientRects()[0]);
      panel.focus({ preventScroll: true });
      panel.onkeydown = (key) => leaveByTab(key, panel, number);
    });
  }

  function placeAt(panel, line) {
    panel.style.top = panel.style.left = "";
    if (getComputedStyle(panel).position === "fixed") return;  // a narrow screen has it at its foot
    const room = document.documentElement.clientWidth - panel.offsetWidth - 16;
    const below = line.bottom + 6, above = line.top - panel.offsetHeight - 6;
    const top = below + panel.offsetHeight > window.innerHeight && above > 0 ? above : below;
    panel.style.top = `${top + window.scrollY}px`;
    panel.style.left = `${Math.max(8, Math.min(line.left, room)) + window.scrollX}px`;
  }

  function leaveByTab(key, panel, number) {
    if (key.key !== "Tab") return;
    const stops = panel.querySelectorAll("a, button");
    const last = key.shiftKey ? [panel, stops[0]] : [stops[stops.length - 1]];
    if (!last.includes(document.activeElement)) return;
    key.preventDefault();
    panel.hidePopover();
    number.focus();
  }

  // 5. A citation can be copied; where the book does not know its own address, the page's own is put in.
  function copies(button) {
    const words = document.getElementById(button.dataset.copies);
    button.hidden = !navigator.clipboard && !document.execCommand;
    button.addEventListener("click", async function () {
      const address = words.querySelector("a");
      const text = words.textContent.replace(address.textContent, address.href);
      let done = "Copied";
      try { await navigator.clipboard.writeText(text); } catch { done = marked(words); }
      button.nextElementSibling.textContent = done;
    });
  }

  // a page that is opened as a file may not write to the clipboard: then the words are marked, ready to be copied
  function marked(words) {
    getSelection().selectAllChildren(words);
    return document.execCommand("copy") ? "Copied" : "Marked: copy it with the keyboard";
  }
})();
