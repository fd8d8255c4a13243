/* Finding items: narrows the list of all items, and adds items to the results of a search. Nothing here is needed to read. */
(function () {
  "use strict";
  // rows laid out with each choice, so that it is answered at once; then so many more at a time; the rest only when asked for
  const AT_ONCE = 30, MORE = 60, SHOWN = 500;
  const root = document.documentElement.dataset.content_root || "./";
  const asked = new URLSearchParams(location.search);
  const fold = (text) => text.toLowerCase().replace(/[‘’]/g, "'").replace(/\s{2,}|[^\S ]/g, " ");
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
    const count = document.querySelector(".gt-finder-count"), status = document.querySelector("p[role=status]");
    const selects = [...form.querySelectorAll("select")];
    const rank = new Map(selects.flatMap((one) => [...one.options].map((option, place) => [`${one.name}|${option.value}`, place])));
    const rows = [...body.rows].map((row, place) => {
      const keys = {};
      for (const { name } of selects) keys[name] = `|${row.dataset[name]}|`;
      const title = fold(row.cells[0].textContent);
      return { row, place, keys, title, text: title };
    });
    const collator = new Intl.Collator("en-GB", { numeric: true });
    const more = make("button", "", { type: "button", className: "gt-button", hidden: true });
    let sort = asked.get("sort") || "", limit = SHOWN, fitting = rows, waiting;
    table.parentElement.after(more);
    count.setAttribute("aria-hidden", "true"); // whoever hears the page hears the status, after a pause

    // the page has only the rows that are shown, for a browser goes through all that are there
    function show(most) {
      body.remove(); // rows move faster while they are on no page
      body.replaceChildren(...fitting.slice(0, most).map((one) => one.row));
      table.append(body);
    }

    function apply(atOnce = AT_ONCE) {
      const words = wordsOf(form.q.value);
      const chosen = selects.filter((one) => one.value).map((one) => [one.name, `|${one.value}|`]);
      fitting = rows.filter((one) => chosen.every(([name, key]) => one.keys[name].includes(key)) && words.every((word) => one.text.includes(word)));
      show(atOnce);
      const found = fitting.length, shown = found > limit ? `, of which the first ${limit} are shown` : "";
      more.hidden = found <= limit;
      more.textContent = `Show all ${items(found)}`;
      count.textContent = chosen.length + words.length === 0 ? `${items(found)}${shown}.`
        : found ? `${items(found)} of ${rows.length.toLocaleString("en-GB")}${shown}.` : "No item fits. Choose less, or use fewer words.";
      clearTimeout(waiting);
      waiting = setTimeout(tell, 250);
    }

    function tell() {
      status.textContent = count.textContent;
      const query = new URLSearchParams();
      if (form.q.value.trim()) query.set("q", form.q.value.trim());
      for (const one of selects) if (one.value) query.set(one.name, one.value);
      if (sort) query.set("sort", sort);
      history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
      fill();
    }

    function fill() {
      const there = body.children.length;
      if (there >= Math.min(limit, fitting.length)) return;
      body.append(...fitting.slice(there, Math.min(limit, there + (there < SHOWN ? MORE : SHOWN))).map((one) => one.row));
      waiting = setTimeout(fill, 30);
    }

    const heads = [...table.tHead.rows[0].cells], names = ["title", "type", "edition", "foundation", "challenge", "sureness", "publisher", "weight"];
    function order() {
      const down = sort.startsWith("-"), name = sort.replace("-", "");
      const key = name === "weight" ? (one) => Number(one.row.dataset.weight)
        : (one) => rank.get(`${name}|${one.row.dataset[name].split("|")[0]}`);
      const compare = !name ? () => 0 : name === "title" ? (a, b) => collator.compare(a.title, b.title) : (a, b) => a.key - b.key;
      for (const one of rows) one.key = name && name !== "title" ? key(one) : 0;
      rows.sort((a, b) => (down ? compare(b, a) : compare(a, b)) || a.place - b.place);
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
        for (const one of rows) one.text = fold(`${one.title} ${texts.get(one.row.dataset.id) || ""}`);
        if (form.q.value) apply();
      });
    }
    form.q.value = asked.get("q") || "";
    for (const one of selects) if (asked.has(one.name)) one.value = asked.get(one.name);
    for (const one of selects) if (one.selectedIndex < 0) one.value = "";
    if (!names.includes(sort.replace("-", ""))) sort = "";
    function change() {
      limit = SHOWN;
      apply();
    }
    form.addEventListener("input", change);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(change));
    form.q.addEventListener("focus", listen, { once: true });
    more.addEventListener("click", () => { limit = Infinity; apply(limit); fitting[SHOWN].row.querySelector("a").focus(); });
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
