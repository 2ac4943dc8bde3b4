import { readFileSync } from "node:fs";
import { arch, cpus, loadavg, platform, release, totalmem } from "node:os";
import { join } from "node:path";

import { ROOT } from "../../tools/lib/run.ts";

const MIB = 2 ** 20;

/** The packages whose versions matter to the figures. */
const PACKAGES = ["hardhat", "@nomicfoundation/edr", "ethers", "highs", "solc"] as const;

/** Where the figures were measured. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
  readonly cpu: string;
  /** Logical processors. */
  readonly cpus: number;
  /** MiB of main memory. */
  readonly memoryMiB: number;
  readonly node: string;
  /** By package. */
  readonly versions: Readonly<Record<string, string>>;
  /** Processes that wanted a processor in the last minute, on average. Above `cpus`: others were working too. */
  readonly load: number;
}

/** The machine as it is now. */
export function describeMachine(): Machine {
  const [load = 0] = loadavg();
  const processors = cpus();
  return {
    platform: `${platform()} ${release()}`,
    arch: arch(),
    cpu: processors[0]?.model.trim() ?? "unknown",
    cpus: processors.length,
    memoryMiB: Math.round(totalmem() / MIB),
    node: process.versions.node,
    versions: Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name)])),
    load: Math.round(load * 100) / 100,
  };
}

function versionOf(name: string): string {
  const text = readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8");
  const manifest: unknown = JSON.parse(text);
  const isVersioned = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return isVersioned ? String(manifest.version) : "unknown";
}
