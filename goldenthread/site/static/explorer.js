/* Finding items: narrows the list of all items by choices, and by words as the search does. Nothing here is needed to read. */
(function () {
  "use strict";
  const { translated, counted } = window.BookWords;
  const inLanguage = document.documentElement.lang; // of the page: 1,203 in English, 1 203 in French
  // rows laid out with each choice, so that it is answered at once; then so many more at a time; the rest only when asked for
  const AT_ONCE = 30, MORE = 60, SHOWN = 100;
  const asked = new URLSearchParams(location.search);
  const items = (many) => counted("{number} item", "{number} items", many);

  function make(name, text, attributes) {
    return Object.assign(document.createElement(name), { textContent: text || "" }, attributes);
  }

  // by its attribute: a name with a hyphen or a digit is another one in `dataset`
  const held = (row, name) => row.getAttribute(`data-${name}`);

  function explore(form) {
    const table = document.querySelector("table.gt-items"), body = table.tBodies[0];
    const count = document.querySelector(".gt-finder-count"), status = document.querySelector("p[role=status]");
    const selects = [...form.querySelectorAll("select")];
    const rank = new Map(selects.flatMap((one) => [...one.options].map((option, place) => [`${one.name}|${option.value}`, place])));
    const rows = [...body.rows].map((row, place) => {
      const keys = {};
      for (const { name } of selects) keys[name] = `|${held(row, name)}|`;
      return { row, place, keys, title: row.cells[0].textContent.trim().toLowerCase() };
    });
    const byId = new Map(rows.map((one) => [one.row.dataset.id, one]));
    const collator = new Intl.Collator(inLanguage, { numeric: true });
    const more = make("button", "", { type: "button", className: "gt-button", hidden: true });
    let sort = asked.get("sort") || "", limit = SHOWN, fitting = rows, waiting, searched, answer = {};
    table.parentElement.after(more);
    table.classList.add("gt-sortable");
    count.setAttribute("aria-hidden", "true"); // whoever hears the page hears the status, after a pause

    // the page has only the rows that are shown, for a browser goes through all that are there
    function show(most) {
      body.remove(); // rows move faster while they are on no page
      body.replaceChildren(...fitting.slice(0, most).map((one) => one.row));
      table.append(body);
    }

    function apply(atOnce = AT_ONCE) {
      const words = form.q.value.trim();
      const chosen = selects.filter((one) => one.value).map((one) => [one.name, `|${one.value}|`]);
      const fits = (one) => chosen.every(([name, key]) => one.keys[name].includes(key));
      answer = words && searched ? searched.search(words, (entry) => byId.has(entry.id)) : {};
      // the best first, unless a reader has chosen an order
      const found = answer.some ? [] : answer.found && answer.found.map(({ entry }) => byId.get(entry.id));
      const wanted = found && sort ? new Set(found) : null;
      fitting = !found ? rows.filter(fits) : sort ? rows.filter((one) => wanted.has(one) && fits(one)) : found.filter(fits);
      show(atOnce);
      recount(found ? (sort ? [...wanted] : found) : rows, chosen);
      const number = fitting.length, shown = number > limit ? translated(", of which the first {number} are shown", { number: limit }) : "";
      more.hidden = number <= limit;
      more.textContent = translated("Show all {items}", { items: items(number) });
      const meant = answer.meant ? translated(" Nothing has “{words}”. Did you mean “{meant}”?", { words, meant: answer.meant }) : "";
      const narrowed = chosen.length || words, all = rows.length.toLocaleString(inLanguage);
      const some = narrowed ? translated("{items} of {all}", { items: items(number), all }) : items(number);
      count.textContent = (narrowed && !number ? translated("No item fits. Choose less, or use fewer words.") : `${some}${shown}.`) + meant;
      clearTimeout(waiting);
      waiting = setTimeout(tell, 250);
    }

    // what each choice would find, given all others: a row counts for a field if no other field leaves it out
    function recount(among, chosen) {
      const counts = new Map();
      for (const one of among) {
        const against = chosen.filter(([name, key]) => !one.keys[name].includes(key));
        if (against.length > 1) continue;
        for (const { name } of against.length ? [{ name: against[0][0] }] : selects) {
          for (const value of held(one.row, name).split("|")) counts.set(`${name}|${value}`, (counts.get(`${name}|${value}`) || 0) + 1);
          counts.set(`${name}|`, (counts.get(`${name}|`) || 0) + 1);
        }
      }
      for (const { name, options } of selects) {
        for (const option of options) {
          option.textContent = option.textContent.replace(/\([\d.,\s]+\)$/, `(${(counts.get(`${name}|${option.value}`) || 0).toLocaleString(inLanguage)})`);
        }
      }
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

    const heads = [...table.tHead.rows[0].cells], FIXED = ["edition", "type", "sureness", "publisher", "standing"];
    // the dimensions of the book's framework stand between the others, in the order of their fields
    const own = selects.map((one) => one.name).filter((name) => !FIXED.includes(name));
    const names = ["title", "type", "edition", ...own, "sureness", "publisher", "weight"];
    function order() {
      const down = sort.startsWith("-"), name = sort.replace(/^-/, "");
      const key = name === "weight" ? (one) => Number(one.row.dataset.weight)
        : (one) => rank.get(`${name}|${held(one.row, name).split("|")[0]}`);
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
      window.BookSearch.engine().then((engine) => {
        searched = engine;
        form.dataset.ready = "true";
        if (form.q.value.trim()) apply();
      });
    }
    form.q.value = asked.get("q") || "";
    for (const one of selects) if (asked.has(one.name)) one.value = asked.get(one.name);
    for (const one of selects) if (one.selectedIndex < 0) one.value = "";
    if (!names.includes(sort.replace(/^-/, ""))) sort = "";
    function change() {
      limit = SHOWN;
      apply();
    }
    form.addEventListener("input", change);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      change();
      count.scrollIntoView({ block: "nearest" });
    });
    form.addEventListener("reset", () => setTimeout(change));
    form.q.addEventListener("focus", listen, { once: true });
    more.addEventListener("click", () => { limit = Infinity; apply(limit); fitting[SHOWN].row.querySelector("a").focus(); });
    form.querySelector(".gt-narrow").open = matchMedia("(min-width: 40.01rem)").matches || selects.some((one) => one.value);
    form.hidden = false;
    // paper has every row that fits
    let whole = false;
    function print(all) {
      if (all ? fitting.length <= limit : !whole) return;
      whole = all;
      limit = all ? Infinity : SHOWN;
      apply(limit);
    }
    addEventListener("beforeprint", () => print(true));
    addEventListener("afterprint", () => print(false));
    if (sort) order();
    if (form.q.value) listen();
    apply(SHOWN);
  }

  const form = document.querySelector("form.gt-finder[role=search]");
  if (form) explore(form);
})();
