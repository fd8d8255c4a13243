// The extension's own client library, driven by script against the server: GOLDENTHREAD_PYTHON names a Python that has it.
"use strict";

const assert = require("node:assert");
const { spawn } = require("node:child_process");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const test = require("node:test");
const rpc = require("vscode-languageserver-protocol/node");
const { programOf, TASKS } = require("../program");

const BOOK = process.env.GOLDENTHREAD_BOOK ?? path.resolve(__dirname, "../../..");

test("the program is what was set, or the book's own, or that of the path", () => {
  assert.deepStrictEqual(programOf("/nowhere", []), ["goldenthread"]);
  assert.deepStrictEqual(programOf("/nowhere", ["uvx", "goldenthread"]), ["uvx", "goldenthread"]);
  assert.deepStrictEqual(Object.keys(TASKS), ["check", "html", "pdf", "serve"]);
});

test("problems come, and numbers are offered with their values", { timeout: 120_000 }, async () => {
  const set = process.env.GOLDENTHREAD_PYTHON ? [process.env.GOLDENTHREAD_PYTHON, "-m", "goldenthread"] : [];
  const [command, ...args] = programOf(BOOK, set);
  const server = spawn(command, [...args, "lsp"], { cwd: BOOK });
  const connection = rpc.createProtocolConnection(server.stdout, server.stdin);
  connection.listen();
  const rootUri = pathToFileURL(BOOK).href;
  await connection.sendRequest("initialize", {
    processId: process.pid, rootUri, capabilities: {}, workspaceFolders: [{ uri: rootUri, name: "book" }],
  });
  await connection.sendNotification("initialized", {});
  const uri = `${rootUri}/evidence/people.md`;
  const told = new Promise((resolve) => connection.onNotification("textDocument/publishDiagnostics", (params) => {
    if (params.uri === uri && params.diagnostics.length) resolve(params.diagnostics);
  }));
  const text = "# People\n\nA {value}`nothing:here:2018` and {value}`\n";
  await connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "markdown", version: 1, text } });
  assert.ok((await told).some((one) => one.code === "value.unknown"));
  const offered = await connection.sendRequest("textDocument/completion", {
    textDocument: { uri }, position: { line: 2, character: text.split("\n")[2].length },
  });
  assert.ok(offered.items.length > 1);
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  connection.dispose();
});
