/* The page "Respond". A draft stays in this browser; nothing is sent. Its file is read by `goldenthread intake`. */
(function () {
  "use strict";
  const { translated, counted } = window.BookWords;
  const place = document.querySelector(".gt-respond");
  if (!place) return;
  const point = place.querySelector(".gt-point"), sender = place.querySelector(".gt-sender");
  const quoted = place.querySelector(".gt-quoted"), list = place.querySelector(".gt-points");
  const key = `goldenthread.response.${place.dataset.book}`;
  const FORMAT = "goldenthread response 1";
  const MOST_BYTES = 20 * 1024 * 1024;
  const title = translated("Response to {title}", { title: place.dataset.title });
  const points = (number) => counted("{number} point", "{number} points", number);
  const chosen = place.querySelector(".gt-chosen"), attachedList = place.querySelector(".gt-attached");
  const standings = { moved: () => translated("These words stand elsewhere on the page now."),
    reworded: (annotation) => (annotation.now
      ? translated("The page was reworded. It says here now: “{words}”", { words: annotation.now })
      : translated("These words were taken out of the page.")),
    lost: () => translated("These words were not found again: the page was changed since.") };
  let attachments = [];  // files are kept in this page alone: a browser has too little room for them in a draft
  const purposes = { commenting: translated("The point"), editing: translated("What should change"), linking: translated("Evidence") };
  const line = (name, words) => translated("{name}: {words}", { name, words });
  let draft = kept(), target = null, edited = -1;

  function kept() {
    try {
      const found = JSON.parse(localStorage.getItem(key));
      if (found && Array.isArray(found.points)) return found;
    } catch { /* no draft, or a browser that keeps nothing */ }
    return { points: [], respondent: "", files: "", open: null };
  }

  function keep() {
    try { localStorage.setItem(key, JSON.stringify(draft)); return true; } catch { return false; }
  }

  function say(words) { place.querySelector(".gt-said").textContent = words; }

  function quoteOf(annotation) {
    const found = annotation.target.selector.find((one) => one.type === "TextQuoteSelector");
    return found ? found.exact : "";
  }

  function nameOf(about) {
    const option = [...point.about.options].find((one) => one.value === about);
    return option ? option.textContent : about;
  }

  function saidFor(annotation, purpose) {
    return annotation.body.filter((one) => one.purpose === purpose).map((one) => one.value).join("\n");
  }

  // the lines of a point, as the review and the saved file show them
  function linesOf(annotation) {
    const radio = [...point.criterion].find((one) => one.value === annotation.criterion);
    const lines = [line(translated("About"), nameOf(annotation.about))];
    if (annotation.criterion) lines.push(line(translated("Question"), radio ? radio.nextElementSibling.textContent : annotation.criterion));
    if (quoteOf(annotation)) lines.push(translated("On the words: “{words}”", { words: quoteOf(annotation) }));
    Object.keys(purposes).forEach((one) => {
      if (saidFor(annotation, one)) lines.push(line(purposes[one], saidFor(annotation, one)));
    });
    return lines;
  }

  function showTarget(about, selectors, source) {
    target = { type: "SpecificResource", source, selector: selectors };
    point.about.value = about;
    const words = quoteOf({ target });
    quoted.textContent = words;
    quoted.hidden = !words;
  }

  function fill(annotation) {
    point.reset();
    showTarget(annotation.about, annotation.target.selector, annotation.target.source);
    point.criterion.value = annotation.criterion;
    Object.keys(purposes).forEach((one) => { point[one].value = saidFor(annotation, one); });
  }

  function written() {
    const body = Object.keys(purposes).filter((one) => point[one].value.trim()).map((one) => (
      { type: "TextualBody", format: "text/plain", purpose: one, value: point[one].value.trim() }));
    const source = target && target.source ? target.source : point.about.value;
    return { "@context": "http://www.w3.org/ns/anno.jsonld", type: "Annotation", motivation: "commenting", about: point.about.value,
      criterion: point.criterion.value, body,
      target: { type: "SpecificResource", source, selector: target ? target.selector : [] } };
  }

  function show() {
    list.replaceChildren(...draft.points.map((annotation, number) => {
      const entry = document.createElement("li");
      linesOf(annotation).forEach((one) => entry.append(element("p", one)));
      if (standings[annotation.standing]) entry.append(element("p", standings[annotation.standing](annotation)));
      [[translated("Change"), translated("Change point {number}", { number: number + 1 }), () => { edited = number; fill(annotation); point.commenting.focus(); }],
        [translated("Take out"), translated("Take out point {number}", { number: number + 1 }), () => {
          draft.points.splice(number, 1);
          edited = -1;
          keep();
          show();
          say(translated("The point was taken out."));
        }]].forEach(([word, label, act]) => {
        const button = element("button", word);
        button.type = "button";
        button.className = "gt-button";
        button.setAttribute("aria-label", label);
        button.addEventListener("click", act);
        entry.append(button, " ");
      });
      return entry;
    }));
    place.querySelector(".gt-none").hidden = draft.points.length > 0;
  }

  function element(name, words) {
    const made = document.createElement(name);
    made.textContent = words;
    return made;
  }

  const inMegabytes = (bytes) => translated("{number} MB", { number: (bytes / 1024 / 1024).toLocaleString(document.documentElement.lang,
    { minimumFractionDigits: 1, maximumFractionDigits: 1 }) });

  function showAttached() {
    attachedList.replaceChildren(...attachments.map((one, number) => {
      const entry = element("li", `${one.name} (${inMegabytes(one.base64.length * 0.75)}) `), button = element("button", translated("Take out"));
      button.type = "button";
      button.className = "gt-button";
      button.setAttribute("aria-label", translated("Take out the file {name}", { name: one.name }));
      button.addEventListener("click", () => {
        attachments.splice(number, 1);
        showAttached();
        say(translated("{name} was taken out.", { name: one.name }));
        chosen.focus();
      });
      entry.append(button);
      return entry;
    }));
  }

  function bytesOf(one) {
    return new Promise((done, failed) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
      reader.onerror = () => failed(reader.error);
      reader.readAsDataURL(one);
    });
  }

  async function attach() {
    for (const one of [...chosen.files]) {
      const held = attachments.reduce((sum, other) => sum + other.base64.length * 0.75, 0);
      if (held + one.size > MOST_BYTES) {
        say(translated("{name} ({size}) was not put in: a response holds files of {most} in all. Send it with the e-mail, and write its name below.",
          { name: one.name, size: inMegabytes(one.size), most: inMegabytes(MOST_BYTES) }));
        chosen.value = "";
        return;
      }
      try {
        attachments.push({ name: one.name, base64: await bytesOf(one) });
        say(translated("{name} will be in the saved file.", { name: one.name }));
      } catch {
        say(translated("{name} could not be read. Choose it once more.", { name: one.name }));
      }
    }
    chosen.value = "";
    showAttached();
  }

  const isPoint = (one) => one && typeof one.about === "string" && Array.isArray(one.body) && one.target && Array.isArray(one.target.selector);

  // a file that this page has saved: its points come after those that are here
  async function reopen(one) {
    const saved = new DOMParser().parseFromString(await one.text(), "text/html").querySelectorAll("script.goldenthread-response");
    let count = 0;
    try {
      saved.forEach((script) => {
        const data = JSON.parse(script.textContent);
        if (data.format !== FORMAT || !data.points.every(isPoint)) throw new Error(data.format);
        if (data.book !== place.dataset.book) throw new RangeError(data.book);
        count += data.points.length;
        draft.points.push(...data.points);
        draft.respondent = draft.respondent || data.respondent || "";
        draft.files = [...new Set([...draft.files.split("\n"), ...(data.files || [])])].filter(Boolean).join("\n");
        attachments.push(...(data.attachments || []));
      });
    } catch (error) {
      say(error instanceof RangeError ? translated("{name} is a response to another book.", { name: one.name })
        : translated("{name} is damaged, or was saved by another version of this page.", { name: one.name }));
      return;
    }
    sender.respondent.value = draft.respondent;
    sender.files.value = draft.files;
    keep();
    show();
    showAttached();
    say(saved.length ? translated("{points} of {name} can be changed below.", { points: points(count), name: one.name })
      : translated("{name} is no response that this page has saved.", { name: one.name }));
  }

  function file() {
    const page = document.implementation.createHTMLDocument(title);
    page.documentElement.lang = document.documentElement.lang;
    page.head.prepend(Object.assign(page.createElement("meta"), { name: "charset" }));
    page.head.firstChild.removeAttribute("name");
    page.head.firstChild.setAttribute("charset", "utf-8");
    const shown = [];
    function add(name, words) {
      words.split("\n").forEach((one) => {
        const bare = one.trim();
        if (!bare) return;
        shown.push(bare);
        page.body.append(Object.assign(page.createElement(name), { textContent: bare }));
      });
    }
    add("h1", title);
    add("p", line(translated("From"), draft.respondent));
    const files = draft.files.split("\n").map((one) => one.trim()).filter(Boolean);
    draft.points.forEach((annotation, number) => {
      add("h2", translated("Point {number}", { number: number + 1 }));
      linesOf(annotation).forEach((one) => add("p", one));
    });
    files.forEach((one) => add("p", line(translated("Sent with it"), one)));
    attachments.forEach((one) => add("p", line(translated("In this file"), one.name)));
    const points = draft.points.map((one) => { const sent = { ...one }; delete sent.standing; delete sent.now; return sent; });
    const data = { format: FORMAT, book: place.dataset.book, respondent: draft.respondent, consent: true, points, files, attachments,
      shown };
    const script = JSON.stringify(data).replaceAll("<", "\\u003c");
    const html = page.documentElement.outerHTML.replace("</body>", "");
    return `<!doctype html>\n${html.replace("</html>", "")}<script type="application/json" class="goldenthread-response">${script}</script></body></html>\n`;
  }

  function save() {
    const address = URL.createObjectURL(new Blob([file()], { type: "text/html" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = `response-to-${place.dataset.book}.html`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    const mail = place.querySelector(".gt-mail");
    const many = points(draft.points.length);
    const text = translated("The response of {name}, {points}, is in the file attached.", { name: draft.respondent, points: many });
    mail.href = `mailto:${encodeURIComponent(place.dataset.address).replace("%40", "@")}?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(text)}`;
    mail.hidden = false;
    say(translated("The file {name} was saved with {points}. Attach it to an e-mail.", { name: link.download, points: many }));
  }

  point.addEventListener("submit", function (event) {
    event.preventDefault();
    const annotation = written();
    if (!annotation.body.length) { say(translated("Write your point, what should change, or your evidence.")); point.commenting.focus(); return; }
    if (edited < 0) draft.points.push(annotation);
    else draft.points[edited] = annotation;
    draft.open = null;
    point.reset();
    history.replaceState(null, "", location.pathname);  // the address names no words any more
    show();
    say(keep() ? translated("Point {number} is kept in this browser.", { number: edited < 0 ? draft.points.length : edited + 1 })
      : translated("The point is kept until you close this page: this browser keeps no drafts."));
    edited = -1;
  });
  point.addEventListener("reset", function () { target = null; quoted.hidden = true; quoted.textContent = ""; });
  point.addEventListener("input", function () { draft.open = written(); keep(); });
  point.about.addEventListener("change", function () { target = null; quoted.hidden = true; });
  sender.addEventListener("input", function () {
    draft.respondent = sender.respondent.value.trim();
    draft.files = sender.files.value;
    keep();
  });
  sender.addEventListener("submit", function (event) {
    event.preventDefault();
    if (point.commenting.value.trim() || point.editing.value.trim() || point.linking.value.trim()) {
      say(translated("The point above is not kept yet: keep it, or start it again."));
      point.commenting.focus();
    } else if (!draft.points.length) say(translated("You have kept no point yet."));
    else save();
  });
  place.querySelector(".gt-delete").addEventListener("click", function () {
    if (!confirm(translated("Delete all points and your name from this browser?"))) return;
    try { localStorage.removeItem(key); } catch { /* there is none */ }
    draft = { points: [], respondent: "", files: "", open: null };
    attachments = [];
    edited = -1;
    showAttached();
    point.reset();
    sender.reset();
    show();
    say(translated("The draft was deleted."));
  });

  chosen.addEventListener("change", attach);
  const earlier = place.querySelector(".gt-earlier");
  earlier.addEventListener("change", function () {
    if (earlier.files.length) reopen(earlier.files[0]).finally(() => { earlier.value = ""; });
  });

  place.querySelector(".gt-unscripted").hidden = true;
  place.querySelectorAll(".gt-actions").forEach((one) => { one.hidden = false; });
  sender.respondent.value = draft.respondent;
  sender.files.value = draft.files;
  show();
  const asked = new URLSearchParams(location.hash.slice(1));
  if (asked.get("about")) {
    const selectors = asked.get("exact") ? [
      { type: "TextQuoteSelector", exact: asked.get("exact"), prefix: asked.get("prefix") || "", suffix: asked.get("suffix") || "" },
      { type: "TextPositionSelector", start: Number(asked.get("start")), end: Number(asked.get("start")) + asked.get("exact").length }] : [];
    showTarget(asked.get("about"), selectors, asked.get("source") || asked.get("about"));
  } else if (draft.open && draft.open.body.length) fill(draft.open);
})();
