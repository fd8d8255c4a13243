/* A link to an item or a term shows what it leads to: title, kind, confidence, first sentence. Never needed: the link leads there.
   By WCAG 1.4.13 it goes away with Escape, stays while the pointer is on it, and stays until the reader leaves. */
(function () {
  "use strict";
  const WAIT = 350, LEAVE = 250;
  const root = new URL("..", document.currentScript.src);
  let box, shownFor, timer, loading;

  function load() {
    loading = loading || new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = new URL("previews.js", root).href;
      script.onload = () => resolve(window.bookPreviews || {});
      script.onerror = () => resolve({});
      document.head.append(script);
    });
    return loading;
  }

  /* what a link leads to: an item by its id, a term by its page and place */
  function keyOf(link) {
    const to = new URL(link.href, location.href);
    if (to.origin !== root.origin || !to.pathname.startsWith(root.pathname)) return "";
    const page = decodeURIComponent(to.pathname.slice(root.pathname.length)), place = decodeURIComponent(to.hash.slice(1));
    if (link.classList.contains("gt-term")) return `${page}#${place}`;
    const record = page.match(/^id\/([\w-]+)\.html$/);
    return place && /^[A-Z][A-Z0-9]*_/.test(place) ? place : record && !place ? record[1] : "";
  }

  function hide() {
    clearTimeout(timer);
    if (shownFor) shownFor.removeAttribute("aria-describedby");
    if (box) box.remove();
    box = shownFor = undefined;
  }

  function later(what, wait) {
    clearTimeout(timer);
    timer = setTimeout(what, wait);
  }

  async function show(link) {
    const key = keyOf(link), told = (await load())[key];
    if (!told || shownFor === link || !(link.matches(":hover") || link.matches(":focus-visible"))) return;
    hide();
    box = document.createElement("div");
    box.id = "gt-preview";
    box.className = "gt-preview";
    box.setAttribute("role", "tooltip");
    told.forEach((text, place) => {
      if (!text) return;
      const line = document.createElement("p");
      line.textContent = text;
      line.className = ["gt-preview-title", "gt-preview-kind", "gt-preview-text"][place];
      box.append(line);
    });
    box.addEventListener("pointerenter", () => clearTimeout(timer));
    box.addEventListener("pointerleave", () => later(hide, LEAVE));
    document.getElementById("main").append(box); /* within a landmark, as all of a page */
    place(link);
    shownFor = link;
    link.setAttribute("aria-describedby", box.id);
  }

  function place(link) {
    // below the last of its lines or above the first: none of the link is covered
    const line = link.getClientRects()[0], room = document.documentElement.clientWidth - box.offsetWidth - 8;
    const below = [...link.getClientRects()].at(-1).bottom + 4, above = line.top - box.offsetHeight - 4;
    const top = below + box.offsetHeight > innerHeight && above > 0 ? above : below;
    box.style.top = `${top + scrollY}px`;
    box.style.left = `${Math.max(8, Math.min(line.left, room)) + scrollX}px`;
  }

  function previewed(event) {
    const link = event.target instanceof Element && event.target.closest(".gt-page a[href]:not(.headerlink, .value)");
    return link && keyOf(link) ? link : null;
  }

  document.addEventListener("pointerover", (event) => {
    const link = event.pointerType !== "touch" && previewed(event);
    if (link && link !== shownFor) later(() => show(link), WAIT);
    else if (link) clearTimeout(timer);
  });
  document.addEventListener("pointerout", (event) => {
    if (previewed(event) && document.activeElement !== shownFor) later(hide, LEAVE);
  });
  document.addEventListener("focusin", (event) => {
    const link = previewed(event);
    if (link && link.matches(":focus-visible")) show(link);
    else if (shownFor) hide();
  });
  document.addEventListener("focusout", () => later(hide, LEAVE));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  document.addEventListener("click", hide);
  addEventListener("pagehide", hide);
})();
