/* A long table, of a dataset or of the points of a consultation: narrowed, sorted, a page at a time. Without this script all rows of
   it stand there, or this area's rows first and the others behind one link. */
(function () {
  "use strict";
  const { translated } = window.BookWords;
  const inLanguage = document.documentElement.lang; // of the page: 1,203 in English, 1 203 in French
  const signs = Object.fromEntries(new Intl.NumberFormat(inLanguage).formatToParts(12345.6).map((part) => [part.type, part.value]));
  const PAGE = 50, MOST_AREAS = 400;
  const collator = new Intl.Collator(inLanguage, { numeric: true });

  function make(tag, text, attributes) {
    const one = Object.assign(document.createElement(tag), attributes);
    if (text) one.textContent = text;
    return one;
  }

  /* words with a space before each, so that one is found whole and from its beginning, but not from its inside; 8,200 is 8200 */
  const grouped = new RegExp(`(\\d)[${signs.group}](?=\\d{3})`, "g");
  function words(text) {
    const plain = text.toLowerCase().replace(grouped, "$1").normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
    return plain.split(/[^\p{L}\p{N}.]+/u).filter(Boolean).map((word) => ` ${word}`);
  }

  function number(text) {
    const found = text.replaceAll(signs.group, "").replace(signs.decimal, ".").replace("\u2212", "-").match(/-?\d+(\.\d+)?/);
    return found ? Number(found[0]) : -Infinity;
  }

  /* one table of both, with what a row says by column */
  function gather(table) {
    const section = table.closest("section"), others = section.querySelector("table.gt-other-rows");
    const rows = [...table.tBodies[0].rows].map((row) => ({ row, first: true }));
    if (others) {
      rows.push(...[...others.tBodies[0].rows].map((row) => ({ row, first: false })));
      others.closest("details").remove();
      section.querySelector(".gt-rows-words").remove();
    }
    rows.forEach((one, place) => {
      one.place = place;
      one.cells = [...one.row.cells].map((cell) => cell.textContent.trim());
      /* a cell may hold several entries, and a row is found by any of them */
      one.entries = [...one.row.cells].map((cell) => [...cell.querySelectorAll(".gt-entry")].map((entry) => entry.textContent.trim()))
        .map((entries, column) => (entries.length ? entries : [one.cells[column]]));
      one.text = words(one.cells.join(" ")).join("");
    });
    return rows;
  }

  function choice(name, label, values, first) {
    const select = make("select", "", { name, id: `rows-${name}` });
    select.append(...first, ...values.map((value) => make("option", value, { value: `=${value}` })));
    const field = make("p");
    field.append(make("label", label, { htmlFor: select.id }), select);
    return { field, select };
  }

  function distinct(rows, column) {
    return [...new Set(rows.flatMap((one) => one.entries[column]))];
  }

  /* the fields above the table: words, area, and each column before the value that says the same of several rows */
  function fields(form, rows, heads, valueAt, ownWords) {
    const line = make("p");
    const input = make("input", "", { id: "rows-words", name: "words", type: "search", autocomplete: "off" });
    line.append(make("label", translated("Words in a row"), { htmlFor: input.id }), input);
    form.append(line);
    const selects = [], more = make("details", "", { className: "gt-narrow", open: matchMedia("(min-width: 40.01rem)").matches });
    const choices = make("div");
    more.append(make("summary", translated("Narrow the table")), choices);
    form.append(more);
    for (let column = 0; column < valueAt; column++) {
      const values = distinct(rows, column);
      if (values.length < 2 || values.length > MOST_AREAS || (valueAt === heads.length && values.length === rows.length)) continue;
      if (valueAt === heads.length) values.sort(collator.compare);
      const first = [make("option", translated("All ({number})", { number: values.length.toLocaleString(inLanguage) }), { value: "" })];
      if (!column && ownWords) first.unshift(make("option", ownWords, { value: "own" }));
      const { field, select } = choice(`column-${column}`, heads[column].textContent.trim(), values, first);
      choices.append(field);
      selects.push({ select, column });
    }
    const again = make("p", "", { className: "gt-finder-buttons" });
    again.append(make("button", translated("Show all rows"), { type: "button", className: "gt-button" }));
    line.after(again);
    return { input, selects, again: again.firstChild };
  }

  function pages(table) {
    const bar = make("div", "", { className: "gt-rows-pages" });
    const before = make("button", translated("Rows before"), { type: "button", className: "gt-button" });
    const after = make("button", translated("Rows after"), { type: "button", className: "gt-button" });
    const where = make("span");
    where.setAttribute("role", "status");
    bar.append(before, after, where);
    table.closest(".gt-scroll").before(bar);
    return { before, after, where };
  }

  function start(table) {
    const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
    const numberAt = heads.findIndex((head) => head.classList.contains("number"));
    const valueAt = numberAt < 0 ? heads.length : numberAt;
    const isOwn = table.classList.contains("gt-own-rows"), rows = gather(table);
    const form = make("form", "", { className: "gt-finder" });
    form.setAttribute("aria-label", translated("Narrow the table"));
    const mixed = isOwn && rows.some((one) => !one.first);
    const { input, selects, again } = fields(form, rows, heads, valueAt, mixed ? translated("This area") : "");
    table.closest(".gt-scroll").before(form);
    const { before, after, where } = pages(table);
    let fitting = rows, from = 0, sort = { column: -1, down: false };
    table.classList.add("gt-sortable");
    body.append(...rows.map((one) => one.row));

    function show() {
      const seen = new Set(fitting.slice(from, from + PAGE));
      for (const one of rows) one.row.hidden = !seen.has(one);
      const last = Math.min(from + PAGE, fitting.length), words = [];
      if (fitting.length) words.push(translated("Rows {first} to {last} of {all}", { first: from + 1, last, all: fitting.length.toLocaleString(inLanguage) }));
      else words.push(translated("No row fits. Choose less, or use fewer words."));
      if (fitting.length && fitting.length < rows.length) words.push(translated("({number} in the whole table)", { number: rows.length.toLocaleString(inLanguage) }));
      where.textContent = words.join(" ");
      before.disabled = !from;
      after.disabled = last >= fitting.length;
    }

    function apply() {
      const wanted = words(input.value);
      fitting = rows.filter((one) => wanted.every((word) => one.text.includes(word)) && selects.every(({ select, column }) =>
        !select.value || (select.value === "own" ? one.first : one.entries[column].includes(select.value.slice(1)))));
      from = 0;
      show();
    }

    function order() {
      const { column, down } = sort;
      const compare = column < 0 ? () => 0
        : column === valueAt ? (a, b) => number(a.cells[column]) - number(b.cells[column])
          : (a, b) => collator.compare(a.cells[column], b.cells[column]);
      rows.sort((a, b) => (down ? compare(b, a) : compare(a, b)) || a.place - b.place);
      body.append(...rows.map((one) => one.row));
      heads.forEach((head, place) => {
        if (place === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      apply();
    }

    /* the row that a link leads to is shown, whatever the fields say */
    function arrive() {
      const wanted = rows.find((one) => one.row.id && `#${one.row.id}` === decodeURIComponent(location.hash));
      for (const one of rows) one.row.classList.toggle("gt-here", one === wanted);
      if (!wanted) return;
      if (!fitting.includes(wanted)) clear();
      from = Math.floor(fitting.indexOf(wanted) / PAGE) * PAGE;
      show();
      wanted.row.scrollIntoView({ block: "center" });
    }

    function clear() {
      input.value = "";
      for (const { select } of selects) select.value = "";
      apply();
    }

    heads.slice(0, valueAt + 1).forEach((head, place) => {
      const button = make("button", head.textContent.trim(), { type: "button", className: "gt-sort" });
      button.addEventListener("click", () => {
        sort = sort.column !== place ? { column: place, down: false } : sort.down ? { column: -1, down: false } : { column: place, down: true };
        order();
      });
      head.replaceChildren(button);
    });
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    again.addEventListener("click", () => { clear(); input.focus(); });
    before.addEventListener("click", () => { from = Math.max(0, from - PAGE); show(); });
    after.addEventListener("click", () => { from += PAGE; show(); });
    addEventListener("hashchange", arrive);
    addEventListener("beforeprint", () => { for (const one of rows) one.row.hidden = !fitting.includes(one); });
    addEventListener("afterprint", show);
    apply();
    arrive();
  }

  document.querySelectorAll("table.gt-rows").forEach(start);
})();
