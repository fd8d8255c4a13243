/* Finding items: narrows the list of all items, and adds items to the results of a search. Nothing here is needed to read. */
(function () {
  "use strict";
  // rows laid out at once, so that typing stays quick; after a pause; the rest only when asked for
  const AT_ONCE = 100, SHOWN = 500;
  const root = document.documentElement.dataset.content_root || "./";
  const asked = new URLSearchParams(location.search);
  const fold = (text) => text.toLowerCase().replace(/[‘’]/g, "'").replace(/\s+/g, " ");
  // a last s is let go, so that a word in the plural finds the singular too
  const wordsOf = (text) => fold(text).split(" ").filter(Boolean).map((word) => (word.length > 3 ? word.replace(/s$/, "") : word));
  const items = (many) => `${many.toLocaleString("en-GB")} ${many === 1 ? "item" : "items"}`;

  function make(name, text, attributes) {
    return Object.assign(document.createElement(name), { textContent: text || "" }, attributes);
  }

  // the words of the items come as a script: a page that is opened as a file may not fetch
  let coming;
  function index() {
    coming = coming || new Promise((ready) => {
      const script = make("script", "", { src: `${root}itemindex.js` });
      script.addEventListener("load", () => ready(window.bookItems));
      document.head.append(script);
    });
    return coming;
  }

  function explore(form) {
    const table = document.querySelector("table.gt-items"), body = table.tBodies[0];
    const status = document.querySelector(".gt-finder-count"), selects = [...form.querySelectorAll("select")];
    const rank = new Map(selects.flatMap((one) => [...one.options].map((option, place) => [`${one.name}|${option.value}`, place])));
    const rows = [...body.rows].map((row, place) => {
      const keys = {};
      for (const { name } of selects) keys[name] = `|${row.dataset[name]}|`;
      return { row, place, keys, title: fold(row.cells[0].textContent), text: fold(row.cells[0].textContent), hidden: false };
    });
    const collator = new Intl.Collator("en-GB", { numeric: true });
    const more = make("button", "", { type: "button", className: "gt-button", hidden: true });
    let sort = asked.get("sort") || "", limit = SHOWN, waiting;
    table.parentElement.after(more);

    function show(most) {
      let seen = 0;
      for (const one of rows) {
        const hidden = !one.hit || ++seen > most;
        if (hidden !== one.hidden) one.row.hidden = one.hidden = hidden;
      }
    }

    function apply(atOnce = AT_ONCE) {
      const words = wordsOf(form.q.value);
      const chosen = selects.filter((one) => one.value).map((one) => [one.name, `|${one.value}|`]);
      let found = 0;
      for (const one of rows) {
        one.hit = chosen.every(([name, key]) => one.keys[name].includes(key)) && words.every((word) => one.text.includes(word));
        if (one.hit) found += 1;
      }
      show(atOnce);
      more.hidden = found <= limit;
      more.textContent = `Show all ${items(found)}`;
      clearTimeout(waiting);
      waiting = setTimeout(tell, 250, found, chosen, words);
    }

    function tell(found, chosen, words) {
      show(limit);
      const shown = found > limit ? `, of which the first ${limit} are shown` : "";
      status.textContent = chosen.length + words.length === 0 ? `${items(found)}${shown}.`
        : found ? `${items(found)} of ${rows.length.toLocaleString("en-GB")}${shown}.` : "No item fits. Choose less, or use fewer words.";
      const query = new URLSearchParams();
      if (form.q.value.trim()) query.set("q", form.q.value.trim());
      for (const one of selects) if (one.value) query.set(one.name, one.value);
      if (sort) query.set("sort", sort);
      history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
    }

    const heads = [...table.tHead.rows[0].cells], names = ["title", "type", "edition", "foundation", "challenge", "sureness", "publisher", "weight"];
    function order() {
      const down = sort.startsWith("-"), name = sort.replace("-", "");
      const key = name === "weight" ? (one) => Number(one.row.dataset.weight)
        : (one) => rank.get(`${name}|${one.row.dataset[name].split("|")[0]}`);
      const compare = !name ? () => 0 : name === "title" ? (a, b) => collator.compare(a.title, b.title) : (a, b) => a.key - b.key;
      for (const one of rows) one.key = name && name !== "title" ? key(one) : 0;
      rows.sort((a, b) => (down ? compare(b, a) : compare(a, b)) || a.place - b.place);
      body.remove(); // rows move faster while they are on no page
      body.append(...rows.map((one) => one.row));
      table.append(body);
      heads.forEach((head, place) => {
        if (names[place] === name) head.setAttribute("aria-sort", down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
    }
    heads.forEach((head, place) => {
      const button = make("button", head.textContent.trim(), { type: "button", className: "gt-sort" });
      button.addEventListener("click", () => {
        const name = names[place];
        sort = sort === name ? `-${name}` : sort === `-${name}` ? "" : name;
        order();
        apply();
      });
      head.replaceChildren(button);
    });

    function listen() {
      index().then((book) => {
        const texts = new Map(book.items.map((item) => [item[0], item[6]]));
        for (const one of rows) one.text = `${one.title} ${fold(texts.get(one.row.dataset.id) || "")}`;
        apply();
      });
    }
    form.q.value = asked.get("q") || "";
    for (const one of selects) if (asked.has(one.name)) one.value = asked.get(one.name);
    for (const one of selects) if (one.selectedIndex < 0) one.value = "";
    if (!names.includes(sort.replace("-", ""))) sort = "";
    form.addEventListener("input", () => { limit = SHOWN; apply(); });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => apply()));
    form.q.addEventListener("focus", listen, { once: true });
    more.addEventListener("click", () => { limit = Infinity; apply(limit); rows.filter((one) => one.hit)[SHOWN].row.querySelector("a").focus(); });
    form.hidden = false;
    if (sort) order();
    if (form.q.value) listen();
    apply(SHOWN);
  }

  function search(results) {
    const words = wordsOf(asked.get("q") || "");
    if (!words.length) return;
    index().then((book) => {
      const weigh = ([id, , , title]) => (id.toLowerCase() === fold(asked.get("q")).trim() ? 2 : 0) + words.every((word) => fold(title).includes(word));
      const found = book.items.filter((item) => words.every((word) => fold(`${item[3]} ${item[0]} ${item[6]}`).includes(word)))
        .sort((a, b) => weigh(b) - weigh(a));
      const part = make("section", "", { className: "gt-found" }), list = make("ul"), kinds = new Map();
      part.append(make("h2", "Items"), make("p", found.length ? `${items(found.length)} with these words.` : "No item with these words."));
      for (const [id, label, , title, edition, url] of found.slice(0, 10)) {
        const entry = make("li");
        entry.append(make("a", title, { href: root + url }), make("span", ` ${label} ${id}${edition ? `, ${edition}` : ""}`, { className: "item-id" }));
        list.append(entry);
      }
      for (const item of found) kinds.set(item[2], [item[1], (kinds.get(item[2]) || [0, 0])[1] + 1]);
      if (found.length) part.append(list);
      if (found.length > 1 && book.explorer) {
        const to = (text, type) => make("a", text, { href: `${root}${book.explorer}?${new URLSearchParams({ q: asked.get("q"), ...type })}` });
        const by = make("p", "Narrow them: ");
        by.append(to(`all ${items(found.length)}`));
        for (const [type, [label, many]] of kinds) by.append(", ", to(`${label} (${many})`, { type }));
        part.append(by);
      }
      results.before(part);
    });
  }

  const form = document.querySelector("form.gt-finder"), results = document.querySelector("#search-results");
  if (form) explore(form);
  if (results) {
    // a page that is opened as a file may not fetch the pages that it lists
    if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
    search(results);
  }
})();
