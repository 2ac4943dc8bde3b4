import { existsSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "../../../tools/lib/run.ts";
import { EngineUnavailableError } from "./EngineUnavailableError.ts";

/** How the packages of anvil call platforms, by `<platform>-<arch>` of Node. */
const PLATFORMS: Readonly<Record<string, string>> = {
  "darwin-arm64": "darwin-arm64",
  "darwin-x64": "darwin-amd64",
  "linux-arm64": "linux-arm64",
  "linux-x64": "linux-amd64",
  "win32-x64": "win32-amd64",
};

/**
 * The path of anvil's program in its npm package for this platform. (The package without a platform in its name only passes
 * on to it, and always ends with 0.)
 *
 * @throws EngineUnavailableError when it is not installed, or not published for this platform
 */
export function anvilBinary(): string {
  const here = `${process.platform}-${process.arch}`;
  const platform = PLATFORMS[here];
  if (platform === undefined) throw new EngineUnavailableError(`anvil is not published for ${here}`);
  const name = `@foundry-rs/anvil-${platform}`;
  const file = process.platform === "win32" ? "anvil.exe" : "anvil";
  const path = join(ROOT, "node_modules", name, "bin", file);
  if (existsSync(path)) return path;
  throw new EngineUnavailableError(
    `${name} is not installed; to measure it too: npm install --no-save ${name}`,
  );
}
