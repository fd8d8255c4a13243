/* Three comforts; without this script every page is complete. */
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
  });
})();
