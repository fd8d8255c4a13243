/* Words of a page can be marked and commented on, and those of a draft are found again: W3C Web Annotation selectors. */
(function () {
  "use strict";
  const AROUND = 32, FEWEST = 8, MOST = 1500;
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

  // every place of some words in a text
  function placesOf(words, text) {
    const places = [];
    for (let at = words ? text.indexOf(words) : -1; at >= 0; at = text.indexOf(words, at + 1)) places.push(at);
    return places;
  }

  // how many letters two texts have in common, from the end of the first and from the beginning of the second
  function before(text, at, prefix) {
    let count = 0;
    while (count < prefix.length && text[at - 1 - count] === prefix[prefix.length - 1 - count]) count += 1;
    return count;
  }

  function behind(text, at, suffix) {
    let count = 0;
    while (count < suffix.length && text[at + count] === suffix[count]) count += 1;
    return count;
  }

  // what became of a quotation: "found", "moved" to another place of the page, "reworded" (with the words that stand there now), "lost"
  function standing(quote, text) {
    const exact = bare(quote.exact), prefix = bare(quote.prefix || "").slice(-AROUND), suffix = bare(quote.suffix || "").slice(0, AROUND);
    const near = (place) => before(text, text.slice(0, place).trimEnd().length, prefix)
      + behind(text.slice(place + exact.length).trimStart(), 0, suffix);
    const places = placesOf(exact, text);
    const known = prefix.length + suffix.length;
    if (places.length) return { standing: !known || Math.max(...places.map(near)) * 2 >= known ? "found" : "moved" };
    // the words around it still stand, not far from each other: what is between them now took its place
    for (const start of placesOf(prefix, text)) {
      const from = start + prefix.length, to = suffix ? text.indexOf(suffix, from) : -1;
      if (prefix.length >= FEWEST && suffix.length >= FEWEST && to >= 0 && to - from <= exact.length * 3 + 100) {
        return { standing: "reworded", now: bare(text.slice(from, to)) };
      }
    }
    return { standing: "lost" };
  }

  try {
    const draft = JSON.parse(localStorage.getItem(draftKey)), text = bare(page.textContent);
    draft.points.filter((one) => one.target.source === offer.dataset.source).forEach((one) => {
      const quote = one.target.selector.find((selector) => selector.type === "TextQuoteSelector");
      if (quote) Object.assign(one, { standing: "", now: "" }, standing(quote, text));
    });
    localStorage.setItem(draftKey, JSON.stringify(draft));
  } catch { /* no draft */ }
})();
