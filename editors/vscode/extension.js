// A thin client: it starts `goldenthread lsp` and leaves all that is known of a book to it.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");
const { programOf, TASKS } = require("./program");

let client;

async function activate(context) {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? ".";
  // a book that is not trusted brings its own program: nothing is started before its author says so
  const start = async () => {
    const set = vscode.workspace.getConfiguration("goldenthread").get("command");
    const [command, ...args] = programOf(folder, set);
    client = new LanguageClient(
      "goldenthread", "goldenthread", { command, args: [...args, "lsp"], options: { cwd: folder } },
      { documentSelector: ["markdown", "toml", "csv", "bibtex", "plaintext"].map((language) => ({ scheme: "file", language })) },
    );
    try {
      await client.start();
    } catch (error) {
      client = undefined;
      vscode.window.showWarningMessage(`goldenthread is not running: ${error.message} Run 'make editor' in the book's folder.`);
    }
  };
  const restart = async () => {
    await client?.stop();
    await start();
  };
  const preview = () => vscode.commands.executeCommand(
    "simpleBrowser.api.open", vscode.Uri.parse(vscode.workspace.getConfiguration("goldenthread").get("preview.address")),
    { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
  );
  context.subscriptions.push(
    vscode.commands.registerCommand("goldenthread.restart", restart),
    vscode.commands.registerCommand("goldenthread.preview", preview),
    vscode.tasks.registerTaskProvider("goldenthread", { provideTasks: () => tasksOf(folder), resolveTask: () => undefined }),
  );
  await start();
}

function tasksOf(folder) {
  const program = programOf(folder, vscode.workspace.getConfiguration("goldenthread").get("command"));
  return Object.entries(TASKS).map(([name, args]) => {
    const [command, ...first] = program;
    const task = new vscode.Task({ type: "goldenthread", task: name }, vscode.TaskScope.Workspace, name, "goldenthread",
      new vscode.ProcessExecution(command, [...first, ...args], { cwd: folder }));
    task.isBackground = name === "serve";
    return task;
  });
}

function deactivate() {
  return client?.stop();
}

module.exports = { activate, deactivate };
