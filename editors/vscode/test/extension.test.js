// The extension itself, in place of an editor: what it asks for when a book is opened, and that the server then answers.
// GOLDENTHREAD_BOOK names a book with a .venv of its own.
"use strict";

const assert = require("node:assert");
const { spawn } = require("node:child_process");
const Module = require("node:module");
const path = require("node:path");
const test = require("node:test");
const { programOf } = require("../program");

const BOOK = process.env.GOLDENTHREAD_BOOK ?? path.resolve(__dirname, "../../..");

// what of an editor the extension uses
function editor(settings = {}) {
  const seen = { commands: {}, warnings: [], tasks: undefined, executed: [], clients: [] };
  const vscode = {
    workspace: {
      workspaceFolders: [{ uri: { fsPath: BOOK } }],
      getConfiguration: () => ({ get: (name) => ({ command: [], "preview.address": "http://127.0.0.1:8000/", ...settings })[name] }),
    },
    window: { showWarningMessage: (words) => seen.warnings.push(words) },
    commands: {
      registerCommand: (name, run) => { seen.commands[name] = run; return { dispose() {} }; },
      executeCommand: (...args) => seen.executed.push(args),
    },
    tasks: { registerTaskProvider: (_type, provider) => { seen.tasks = provider; return { dispose() {} }; } },
    Uri: { parse: (address) => address },
    ViewColumn: { Beside: -2 },
    TaskScope: { Workspace: 2 },
    Task: class { constructor(definition, scope, name, source, execution) { Object.assign(this, { definition, name, execution }); } },
    ProcessExecution: class { constructor(program, args, options) { Object.assign(this, { program, args, options }); } },
  };
  // a client that starts what it is told to start, and asks it what it can do
  class LanguageClient {
    constructor(id, name, server, options) {
      Object.assign(this, { server, options, stopped: false });
      seen.clients.push(this);
    }

    start() {
      const { command, args, options } = this.server;
      this.process = spawn(command, args, { cwd: options.cwd });
      return new Promise((resolve, reject) => {
        this.process.on("error", reject);
        let said = "";
        this.process.stdout.on("data", (chunk) => {
          said += chunk;
          const begin = said.indexOf("\r\n\r\n");
          const length = Number(/Content-Length: (\d+)/.exec(said)?.[1]);
          if (begin < 0 || said.length < begin + 4 + length) return;
          this.capabilities = JSON.parse(said.slice(begin + 4, begin + 4 + length)).result.capabilities;
          resolve();
        });
        this.process.stdin.on("error", () => {});
        const params = { processId: process.pid, rootUri: null, capabilities: {} };
        const asked = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params });
        this.process.stdin.write(`Content-Length: ${Buffer.byteLength(asked)}\r\n\r\n${asked}`);
      });
    }

    stop() {
      this.stopped = true;
      this.process?.kill();
    }
  }
  const load = Module._load;
  Module._load = (name, ...rest) => (name === "vscode" ? vscode
    : name === "vscode-languageclient/node" ? { LanguageClient } : load(name, ...rest));
  delete require.cache[require.resolve("../extension")];
  const extension = require("../extension");
  Module._load = load;
  return { extension, seen };
}

test("opening a book starts its own server, which answers for every kind of file", { timeout: 120_000 }, async () => {
  const { extension, seen } = editor();
  const context = { subscriptions: [] };
  await extension.activate(context);
  const [client] = seen.clients;
  assert.deepStrictEqual(seen.warnings, []);
  assert.strictEqual(client.server.options.cwd, BOOK);
  const [command, ...args] = programOf(BOOK, []);
  assert.deepStrictEqual([client.server.command, ...client.server.args], [command, ...args, "lsp"]);
  assert.deepStrictEqual(client.options.documentSelector.map((one) => one.language).sort(),
    ["bibtex", "csv", "markdown", "plaintext", "toml"]);
  for (const can of ["completionProvider", "hoverProvider", "definitionProvider", "referencesProvider", "renameProvider",
    "documentSymbolProvider", "workspaceSymbolProvider", "codeLensProvider", "codeActionProvider"]) {
    assert.ok(client.capabilities[can], can);
  }
  await seen.commands["goldenthread.restart"]();
  assert.ok(client.stopped);
  assert.strictEqual(seen.clients.length, 2);
  seen.commands["goldenthread.preview"]();
  assert.strictEqual(seen.executed[0][1], "http://127.0.0.1:8000/");
  assert.strictEqual(context.subscriptions.length, 3);
  await extension.deactivate();
  assert.ok(seen.clients[1].stopped);
});

test("a program that is not there is told of with what to do, and the editor goes on", { timeout: 120_000 }, async () => {
  const { extension, seen } = editor({ command: ["/nowhere/goldenthread"] });
  await extension.activate({ subscriptions: [] });
  assert.strictEqual(seen.warnings.length, 1);
  assert.match(seen.warnings[0], /is not running: .* Run 'make editor' in the book's folder\./);
  assert.doesNotThrow(() => extension.deactivate());
  await seen.commands["goldenthread.restart"]();
  assert.strictEqual(seen.warnings.length, 2);
});

test("each task is a command of the book's own program", () => {
  const { extension, seen } = editor();
  extension.activate({ subscriptions: [] });
  const tasks = Object.fromEntries(seen.tasks.provideTasks().map((task) => [task.name, task]));
  assert.deepStrictEqual(Object.keys(tasks), ["check", "html", "pdf", "serve"]);
  assert.deepStrictEqual(tasks.check.execution.args.slice(-2), ["check", "--prose"]);
  assert.strictEqual(tasks.serve.isBackground, true);
  extension.deactivate();
});
