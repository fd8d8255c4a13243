/* Words of a page can be marked and commented on, and those of a draft are found again: W3C Web Annotation selectors. */
(function () {
  "use strict";
  const AROUND = 32, MOST = 1500;
  const main = document.getElementById("main"), offer = document.querySelector(".gt-comment");
  if (!main || !offer) return;
  const page = main.querySelector(".gt-page"), draftKey = `goldenthread.response.${offer.dataset.book}`;

  function offsetOf(node, offset) {
    const before = document.createRange();
    before.setStart(page, 0);
    before.setEnd(node, offset);
    return before.toString().length;
  }

  document.addEventListener("selectionchange", function () {
    const chosen = getSelection();
    const range = chosen.rangeCount ? chosen.getRangeAt(0) : null;
    const exact = range && page.contains(range.commonAncestorContainer) ? range.toString() : "";
    offer.hidden = !exact.trim() || exact.length > MOST;
    if (offer.hidden) return;
    const start = offsetOf(range.startContainer, range.startOffset), text = page.textContent;
    const around = range.startContainer.nodeType === 1 ? range.startContainer : range.startContainer.parentElement;
    const item = around.closest("article.gt-item");
    const asked = new URLSearchParams({ about: item ? item.id : offer.dataset.about, source: offer.dataset.source, exact, start,
      prefix: text.slice(Math.max(0, start - AROUND), start), suffix: text.slice(start + exact.length, start + exact.length + AROUND) });
    offer.href = `${offer.dataset.respond}#${asked}`;
  });

  const bare = (text) => text.replace(/\s+/g, " ").trim();

  // whether the words still stand on this page, however its lines are broken now
  function found(annotation) {
    const quote = annotation.target.selector.find((one) => one.type === "TextQuoteSelector");
    if (!quote) return true;
    return bare(page.textContent).includes(bare(quote.exact));
  }

  try {
    const draft = JSON.parse(localStorage.getItem(draftKey));
    draft.points.filter((one) => one.target.source === offer.dataset.source).forEach((one) => { one.moved = !found(one); });
    localStorage.setItem(draftKey, JSON.stringify(draft));
  } catch { /* no draft */ }
})();
