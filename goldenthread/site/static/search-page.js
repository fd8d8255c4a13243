/* The page of the search: one list over all that is found, best first. */
(function () {
  "use strict";
  const { translated, counted } = window.BookWords;
  const inLanguage = document.documentElement.lang; // of the page: 1,203 in English, 1 203 in French
  const { engine, root } = window.BookSearch;
  const FIRST = 20, MORE = 40;
  const asked = (new URLSearchParams(location.search).get("q") || "").trim();
  const form = document.querySelector(".gt-search-again"), results = document.querySelector("#search-results");
  const status = document.querySelector("p[role=status]");

  function make(name, content, attributes) {
    const element = Object.assign(document.createElement(name), attributes);
    element.append(...[content ?? ""].flat());
    return element;
  }

  function entryOf(hit, searched) {
    const { entry } = hit, { anchor, heading, runs } = searched.excerpt(hit);
    const address = anchor && !entry.url.includes("#") ? `${entry.url}#${anchor}` : entry.url;
    const kind = make("span", entry.kind.label, { className: "kind" });
    const where = [entry.edition, entry.id, heading && translated("under “{heading}”", { heading })].filter(Boolean).map((words) => ` · ${words}`);
    const text = make("p", runs.map(([words, marked]) => (marked ? make("mark", words) : words)), { className: "gt-excerpt" });
    return make("li", [make("a", entry.title, { href: address }), make("p", [kind, ...where], { className: "gt-hit-kind" }), ...(runs.length ? [text] : [])]);
  }

  /* A list that shows some at first and the rest when asked. */
  function listOf(found, searched) {
    const list = make("ol", [], { className: "gt-hits" });
    const more = make("button", "", { type: "button", className: "gt-button" });
    function show(next) {
      const from = list.children.length;
      list.append(...found.slice(from, from + next).map((hit) => entryOf(hit, searched)));
      more.hidden = list.children.length >= found.length;
      more.textContent = translated("Show {some} more of {all}",
        { some: Math.min(MORE, found.length - list.children.length), all: found.length.toLocaleString(inLanguage) });
      return list.children[from];
    }
    more.addEventListener("click", () => show(MORE).querySelector("a").focus());
    show(FIRST);
    return [list, more];
  }

  /* The kinds of things that were found, each with how many, to see one kind alone. */
  function kindsOf(found, choose) {
    const kinds = new Map();
    for (const { entry } of found) kinds.set(entry.kind.label, (kinds.get(entry.kind.label) || 0) + 1);
    if (kinds.size < 2) return [];
    const everything = translated("All");
    const buttons = [["", found.length], ...kinds].map(([label, number]) => {
      const button = make("button", `${label || everything} (${number.toLocaleString(inLanguage)})`, { type: "button", className: "gt-button" });
      button.setAttribute("aria-pressed", String(!label));
      button.addEventListener("click", () => {
        for (const one of buttons) one.setAttribute("aria-pressed", String(one === button));
        choose(label);
      });
      return button;
    });
    const group = make("div", buttons, { className: "gt-kinds" });
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", translated("Show one kind alone"));
    return [group];
  }

  function sayWhat({ found, meant, some }) {
    const results = counted("{number} result", "{number} results", found.length);
    if (meant) {
      const link = make("a", meant, { href: `?${new URLSearchParams({ q: meant })}` });
      const [before, after] = translated("Nothing has “{words}”. Did you mean {meant}? {results} for that:", { words: asked, results, meant: "\0" }).split("\0");
      return [make("p", [before, make("strong", link), after])];
    }
    if (!found.length) return [make("p", translated("Nothing has “{words}”. Try fewer words, or another word for the same.", { words: asked }))];
    return [make("p", some ? translated("Nothing has all of “{words}”. {results} with some of the words:", { words: asked, results })
      : translated("{results} for “{words}”.", { words: asked, results }))];
  }

  function show(answer, searched) {
    const place = make("div");
    const choose = (label) => place.replaceChildren(...listOf(answer.found.filter(({ entry }) => !label || entry.kind.label === label), searched));
    const { explorer, narrowed_by: narrowedBy } = searched.data;
    const narrowed = explorer && !answer.some ? [make("p", make("a", translated("Narrow the items among these by {fields}", { fields: narrowedBy }),
      { href: `${root}${explorer}?${new URLSearchParams({ q: answer.meant || asked })}` }))] : [];
    const said = sayWhat(answer);
    results.replaceChildren(...said, ...kindsOf(answer.found, choose), place, ...(answer.found.length ? narrowed : []));
    choose("");
    status.textContent = said[0].textContent;
  }

  /* The pages for those who write and develop the book stand apart, and are searched only when someone looks there. */
  async function guides() {
    const place = make("details", make("summary", translated("Search the pages for authors and developers too")), { className: "gt-guides" });
    place.addEventListener("toggle", async () => {
      const searched = await engine("guides"), { found } = searched.search(asked);
      place.append(...(found.length ? listOf(found, searched) : [make("p", translated("None of those pages has these words."))]));
    }, { once: true });
    results.after(place);
  }

  form.hidden = false;
  document.querySelector("#search-again").value = asked;
  if (!asked) return;
  document.title = `${asked} – ${document.title}`;
  status.textContent = translated("Searching …");
  engine().then((searched) => {
    show(searched.search(asked), searched);
    if (searched.data.guides) guides();
  }, () => {
    status.textContent = translated("The list of words did not load. Load the page again, or follow the contents.");
    results.replaceChildren(make("p", status.textContent));
  });
})();
