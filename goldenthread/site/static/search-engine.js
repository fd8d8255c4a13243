/* The search of a book. MiniSearch keeps the words and weighs them; this says which words are the same, and in what order results stand. */
window.BookSearch = (function () {
  "use strict";
  const root = document.documentElement.dataset.content_root || "./";
  // a number; an abbreviation such as R&D, R+D or A.I.; any other word
  const WORD = /\p{N}[\p{N},]*(?:\.\p{N}+)?(?![\p{L}_])|\p{L}(?:[&+]\p{L})+(?!\p{L})|\p{L}(?:\.\p{L})+(?!\p{L})|[\p{L}\p{N}_]+(?:['’]\p{L}+)*/gu;
  const SMALL = new Set(("a about all an and any are as at be been but by can did do does for from had has have how i in into is it its " +
    "me many much my of on or our over than that the their them there these they this those to us was we were what when where which who " +
    "why will with would you your").split(" "));
  const ODD = new Map([["children", "child"], ["women", "woman"], ["men", "man"], ["lives", "life"], ["halves", "half"], ["news", "news"],
    ["buses", "bus"], ["campuses", "campus"], ["bonuses", "bonus"], ["censuses", "census"], ["surpluses", "surplus"], ["viruses", "virus"],
    ["analyses", "analysis"], ["crises", "crisis"], ["criteria", "criterion"], ["indices", "index"]]);
  const LONG = 5; // letters from which on a typing error is forgiven
  const AT_A_TIME = 8; // milliseconds for which entries are taken in before the page may do something else
  const WEIGHT_OF_KIND = { response: 0.5, action: 0.7, measure: 0.7 }; // what they are about counts for more than they
  const EXACT = 4, IN_TITLE = 3, MEANT_IN_TITLE = 2, BEGINS_IN_TITLE = 1, ELSEWHERE = 0;

  /* One form for singular and plural, accents or none, possessive or not; numbers lose the commas between their digits. */
  const folded = new Map();
  function fold(word) {
    if (!folded.has(word)) folded.set(word, folding(word));
    return folded.get(word);
  }
  function folding(word) {
    const plain = word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/['’]s?$/, "").replace(/(\p{N}),(?=\p{N})/gu, "$1")
      .replace(/^\p{L}(?:\.\p{L})+$/u, (letters) => letters.replaceAll(".", "")).replace(/^\p{L}(?:\+\p{L})+$/u, (letters) => letters.replaceAll("+", "&"));
    if (plain.length < 4 || /[\p{N}_]/u.test(plain)) return plain.replace(/,$/, "");
    if (ODD.has(plain)) return ODD.get(plain);
    if (plain.length > 4 && plain.endsWith("ies")) return `${plain.slice(0, -3)}y`;
    if (/(?:ss|sh|ch|x|zz|o)es$/.test(plain)) return plain.slice(0, -2);
    const one = /[^sui]s$/.test(plain) ? plain.slice(0, -1) : plain;
    return ODD.get(one) || one; // "women" of a possessive typed without its apostrophe
  }

  /* What was asked, written as the book writes it: £44bn as £44 billion, 10 per cent as 10, R & D as R&D. */
  const AMOUNTS = { bn: "billion", m: "million", k: "thousand" };
  function asWritten(asked) {
    return asked.replace(/([£€$]\s?)?(\p{N}[\p{N}.,]*)\s?(bn|m|k)(?![\p{L}\p{N}])/giu,
      (all, sign, number, unit) => (sign || unit.toLowerCase() === "bn" ? `${sign || ""}${number} ${AMOUNTS[unit.toLowerCase()]}` : all))
      .replace(/(\p{N})\s*(?:per\s?cent|percent|pour\s?cent|y\s?cant)(?!\p{L})/giu, "$1%")
      .replace(/(?<![\p{L}\p{N}])(\p{L})\s+[&+]\s+(\p{L})(?![\p{L}\p{N}])/gu, "$1&$2");
  }
  const wordsOf = (text) => text.match(WORD) || [];
  const termsOf = (text) => wordsOf(text).map(fold);

  /* Whether a word of a text is kept: no small word is, unless it stands in capitals as an abbreviation (IT, US, WHO). */
  const tells = (word) => !SMALL.has(word.toLowerCase()) || (word.length > 1 && word === word.toUpperCase());

  /* Whether two words differ by one letter too many, missing or wrong, or by two that changed places. */
  function oneErrorApart(one, other) {
    if (Math.abs(one.length - other.length) > 1 || one === other) return false;
    let start = 0, end = 0;
    while (start < Math.min(one.length, other.length) && one[start] === other[start]) start += 1;
    while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
    const left = one.slice(start, one.length - end), right = other.slice(start, other.length - end);
    return (left.length < 2 && right.length < 2) || (left.length === 2 && right === left[1] + left[0]);
  }

  /* Lets the page do what waits, without the pause of at least four milliseconds that a timer makes. */
  function pause() {
    return new Promise((go) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { port1.close(); go(); };
      port2.postMessage(0);
    });
  }

  class Engine {
    constructor(data) {
      this.data = data;
      this.vocabulary = new Map(); // each word of the book: how often it stands there, and as it is written
      this.groups = data.synonyms.map((group) => group.map(termsOf).filter((terms) => terms.length));
      this.mini = new window.MiniSearch({
        fields: ["title", "id", "more", "text"], idField: "number",
        tokenize: (text, field) => (field === "id" ? [text, ...text.split(/[_-]/)] : field === "title" ? wordsOf(text) : wordsOf(text).filter(tells)),
        processTerm: (word) => {
          const term = fold(word);
          const known = this.vocabulary.get(term);
          if (!known) this.vocabulary.set(term, { count: 1, written: word, forms: new Set([word]) });
          else {
            known.count += 1;
            known.forms.add(word);
            if (word === word.toLowerCase()) known.written = word; // what is a name is never written small
          }
          return term;
        },
      });
    }

    /* Takes in all entries, a few at a time so that the page answers meanwhile. */
    async fill() {
      this.entries = [];
      let since = performance.now();
      for (const row of this.data.entries) {
        this.take(row);
        if (performance.now() - since < AT_A_TIME) continue;
        await pause();
        since = performance.now();
      }
      return this;
    }

    take([kind, id, title, edition, url, text, more]) {
      const entry = {
        number: this.entries.length, kind: this.data.kinds[kind], id, title, edition, url: root + url, more: more || "",
        sections: typeof text === "string" ? [["", "", text]] : text, titleTerms: new Set(termsOf(title)),
      };
      this.entries.push(entry);
      this.mini.add({ ...entry, text: entry.sections.map((section) => `${section[1]} ${section[2]}`).join(" ") });
    }

    /* What was asked, in parts: each a word or a phrase with all that it may also be called. */
    parts(asked) {
      const words = wordsOf(asked), terms = words.map(fold), parts = [];
      const shouted = asked === asked.toUpperCase();
      for (let at = 0; at < words.length;) {
        const [length, meanings] = this.meanings(terms, at);
        const raw = words.slice(at, at + length);
        parts.push({
          raw, terms: terms.slice(at, at + length), meanings,
          small: length === 1 && !meanings.length && SMALL.has(raw[0].toLowerCase()) && (shouted || raw[0] !== raw[0].toUpperCase() || raw[0].length < 2),
          // an abbreviation or a number is meant whole; so is what is too short to begin anything
          whole: raw.some((word) => word.length < 3 || /[.&+]/.test(word) || (word === word.toUpperCase() && !word.includes("_") && !shouted) || /^\p{N}[\p{N},.]*$/u.test(word)
            || (shouted && word.length < 6 && !word.includes("_"))),
        });
        at += length;
      }
      return telling(parts, (part) => !part.small);
    }

    /* The longest phrase that begins at a word and stands in a group of synonyms: its length, and the rest of the group. */
    meanings(terms, at) {
      let length = 1, meanings = [];
      for (const group of this.groups) {
        for (const phrase of group) {
          if (phrase.length >= length && phrase.every((term, place) => terms[at + place] === term) && (phrase.length > length || !meanings.length)) {
            length = phrase.length;
            meanings = group.filter((other) => other !== phrase);
          }
        }
      }
      return [length, meanings];
    }

    /* The entries that have every part, best first; `keep` says which entries count. */
    find(parts, asked, keep, combineWith = "AND") {
      const all = (terms, options) => ({ combineWith: "AND", queries: telling(terms, (term) => !SMALL.has(term)), ...options });
      const query = {
        combineWith, queries: parts.map((part) => ({
          combineWith: "OR", queries: [all(part.terms, { prefix: !part.whole }),
            ...part.meanings.map((terms) => all(terms, { prefix: false, boostTerm: () => 0.6 }))],
        })),
      };
      const title = termsOf(asked).join(" ");
      return this.mini.search(query, {
        tokenize: (term) => [term], processTerm: (term) => term, boost: { title: 6, id: 6, more: 2 }, weights: { prefix: 0.2, fuzzy: 0 },
        boostDocument: (number) => WEIGHT_OF_KIND[this.entries[number].kind.name] || 1,
        filter: keep && ((result) => keep(this.entries[result.id])),
      }).map((result) => {
        const entry = this.entries[result.id];
        return { entry, score: result.score, terms: new Set(result.terms), tier: tier(entry, parts, title, asked) };
      }).sort((one, other) => other.tier - one.tier || other.score - one.score || one.entry.number - other.entry.number);
    }

    /* What a reader asked for: `found` best first; `meant` when a typing error was mended; `some` when no entry has all words. */
    search(typed, keep) {
      const asked = asWritten(typed), parts = this.parts(asked);
      if (!parts.length) return { found: [], parts };
      const found = this.find(parts, asked, keep);
      if (found.length) return { found, parts };
      if (asked.includes("_")) return this.search(asked.replace(/_+/g, " "), keep); // an id without its beginning: PRI_SKILLS
      const mended = this.mend(asked, parts);
      if (mended) {
        const other = this.parts(mended), there = this.find(other, mended, keep);
        if (there.length) return { found: there, parts: other, meant: mended };
      }
      return { found: parts.length > 1 ? this.find(parts, asked, keep, "OR") : [], parts, some: true };
    }

    /* What was probably meant: two words as one that the book has, or one that stands nowhere as the most like it, or as two. */
    mend(asked, parts) {
      let mended = asked;
      for (const [place, { raw: [word], terms, meanings }] of parts.entries()) {
        const [term] = terms, next = parts[place + 1];
        if (meanings.length || terms.length > 1) continue;
        const joined = next && this.vocabulary.get(fold(word + next.raw[0]));
        if (joined) {
          mended = mended.replace(new RegExp(`${literal(word)}[\\s-]+${literal(next.raw[0])}`, "u"), () => joined.written);
        } else if (term.length >= LONG && !/[\p{N}_]/u.test(term) && !this.vocabulary.has(term)) {
          const meant = this.nearest(term, word) || this.apart(term);
          if (meant) mended = mended.replace(word, () => meant);
        }
      }
      return mended === asked ? "" : mended;
    }

    /* The word of the book most like one that it does not have, in the form that is most like what was typed. */
    nearest(term, word) {
      let best = "", most = 0;
      const weigh = (other, count, written) => {
        // the first letter is seldom mistyped
        const weight = other[0] === term[0] ? count * 100 : count;
        if (weight > most && oneErrorApart(term, other)) [best, most] = [written, weight];
      };
      const like = ({ forms, written }) => {
        const near = [...forms].filter((form) => oneErrorApart(form.toLowerCase(), word.toLowerCase()));
        return near.find((form) => form === form.toLowerCase()) || near[0] || written;
      };
      for (const [other, known] of this.vocabulary) weigh(other, known.count, known);
      for (const other of this.groups.flat(2)) weigh(other, 1, other);
      return typeof best === "string" ? best : like(best);
    }

    /* Two words of the book that were typed as one, those that it has most often. */
    apart(term) {
      let best = "", most = 0;
      for (let at = 3; at <= term.length - 3; at += 1) {
        const [one, other] = [term.slice(0, at), term.slice(at)].map((half) => this.vocabulary.get(fold(half)));
        const count = one && other ? Math.min(one.count, other.count) : 0;
        if (count > most) [best, most] = [`${term.slice(0, at)} ${term.slice(at)}`, count];
      }
      return best;
    }

    /* A piece of an entry's text about the words found: the anchor of its section, and runs of text that are marked or not. */
    excerpt({ entry, terms }, length = 200) {
      let best = { weight: -1 };
      for (const [anchor, heading, text] of entry.sections) {
        const places = [...text.matchAll(WORD)].filter((word) => terms.has(fold(word[0])));
        const inHeading = termsOf(heading).some((term) => terms.has(term)) ? 0.5 : 0;
        if (inHeading > best.weight && !places.length) best = { weight: inHeading, anchor, heading, text, from: 0 };
        places.forEach((place, number) => {
          const near = places.slice(number).filter((other) => other.index < place.index + length - 40);
          const weight = new Set(near.map((other) => fold(other[0]))).size + inHeading;
          if (weight > best.weight) best = { weight, anchor, heading, text, from: place.index };
        });
      }
      if (best.weight < 0) best = { anchor: "", heading: "", text: entry.sections[0] ? entry.sections[0][2] : "", from: 0 };
      return { anchor: best.anchor, heading: best.heading, runs: runs(cut(best.text, best.from, length), terms) };
    }
  }

  const literal = (word) => word.replace(/[.+]/g, "\\$&");

  /* Those of a list that tell something, or all when none does. */
  function telling(all, tells) {
    const some = all.filter(tells);
    return some.length ? some : all;
  }

  function tier(entry, parts, title, asked) {
    if (entry.id.toLowerCase() === asked.trim().toLowerCase() || [...entry.titleTerms].join(" ") === [...new Set(title.split(" "))].join(" ")) return EXACT;
    const has = (terms) => terms.every((term) => entry.titleTerms.has(term));
    if (parts.every((part) => has(part.terms))) return IN_TITLE;
    if (parts.every((part) => [part.terms, ...part.meanings].some(has))) return MEANT_IN_TITLE;
    const begins = (part) => !part.whole && part.terms.every((term) => [...entry.titleTerms].some((word) => word.startsWith(term)));
    return parts.every((part) => begins(part) || has(part.terms)) ? BEGINS_IN_TITLE : ELSEWHERE;
  }

  /* About so many letters of a text from shortly before a place, from the beginning of a sentence or a word. */
  function cut(text, from, length) {
    const sentence = Math.max(text.lastIndexOf(". ", from - 1) + 2, 0);
    let start = from < 60 ? 0 : from - sentence < 80 && sentence > 1 ? sentence : text.indexOf(" ", from - 50) + 1;
    if (text.length - start < length * 0.6) start = Math.max(0, text.indexOf(" ", Math.max(text.length - length, 0)) * (text.length > length));
    const end = text.length - start > length ? text.lastIndexOf(" ", start + length) : text.length;
    return `${start > 0 && start !== sentence ? "… " : ""}${text.slice(start, end).trim()}${end < text.length ? " …" : ""}`;
  }

  function runs(text, terms) {
    const pieces = [];
    let done = 0;
    for (const word of text.matchAll(WORD)) {
      if (!terms.has(fold(word[0]))) continue;
      if (word.index > done) pieces.push([text.slice(done, word.index), false]);
      pieces.push([word[0], true]);
      done = word.index + word[0].length;
    }
    return done < text.length ? [...pieces, [text.slice(done), false]] : pieces;
  }

  /* The words come as a script, packed: a page that is opened as a file may load one, but may not fetch. */
  const coming = new Map();
  function engine(name = "book") {
    if (!coming.has(name)) {
      coming.set(name, new Promise((ready, failed) => {
        const script = Object.assign(document.createElement("script"), { src: `${root}search-${name}.js` });
        script.addEventListener("load", () => ready(window.searchWords[name]));
        script.addEventListener("error", () => failed(new Error(`search-${name}.js did not load`)));
        document.head.append(script);
      }).then(unpack).then((data) => new Engine(data).fill()));
    }
    return coming.get(name);
  }

  async function unpack(packed) {
    const bytes = Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));
    return JSON.parse(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text());
  }

  return { engine, Engine, fold, oneErrorApart, root };
})();
