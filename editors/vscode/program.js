// How the program is started and what its tasks are; needs no editor, so that it can be tested without one.
"use strict";

const fs = require("node:fs");
const path = require("node:path");

// the command line as a list: what the author set, the book's own environment, or the program on the path
function programOf(folder, set) {
  if (set && set.length) return set;
  const own = process.platform === "win32" ? [".venv", "Scripts", "python.exe"] : [".venv", "bin", "python"];
  const python = path.join(folder, ...own);
  // -I: Python takes nothing from the current folder
  return fs.existsSync(python) ? [python, "-I", "-m", "goldenthread"] : ["goldenthread"];
}

const TASKS = {
  check: ["check", "--prose"],
  html: ["build", "html"],
  pdf: ["build", "pdf"],
  serve: ["serve"],
};

module.exports = { programOf, TASKS };
