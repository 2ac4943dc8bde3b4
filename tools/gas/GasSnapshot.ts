import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import Table from "cli-table3";
import { z } from "zod";

import { ROOT } from "../lib/run.ts";

/** Where the figures are committed: gas by measurement by group. */
export const SNAPSHOT_FILE = "snapshots/gas.json";

const Snapshot = z.record(z.string(), z.record(z.string(), z.number().int().nonnegative()));
type Snapshot = z.infer<typeof Snapshot>;

/**
 * Collects gas figures and compares them with the committed ones, exactly.
 *
 *     const gas = new GasSnapshot("DvPEscrow");
 *     it("settles one trade", async () => { ... gas.check("settle one signed trade", receipt.gasUsed); });
 *     after(() => { gas.compare(); });
 *
 * `npm run gas:update` writes the figures instead; say in the commit why they changed.
 */
export class GasSnapshot {
  readonly #group: string;
  readonly #file: string;
  readonly #update: boolean;
  readonly #measured = new Map<string, number>();

  constructor(group: string, file: string = join(ROOT, SNAPSHOT_FILE), env: NodeJS.ProcessEnv = process.env) {
    this.#group = group;
    this.#file = file;
    this.#update = env["KESSAI_GAS_UPDATE"] === "1";
  }

  /** Notes that `name` used `gasUsed`. Each name may be used once in its group. */
  check(name: string, gasUsed: bigint): void {
    if (this.#measured.has(name)) throw new Error(`Gas of "${this.#group}: ${name}" is measured twice`);
    this.#measured.set(name, Number(gasUsed));
  }

  /** Call it in `after()`: throws a table of what differs, or writes the figures when they are being updated. */
  compare(): void {
    const snapshot = this.#read();
    if (this.#update) {
      this.#write({ ...snapshot, [this.#group]: Object.fromEntries(this.#measured) });
      return;
    }
    const committed = snapshot[this.#group] ?? {};
    const names = [...new Set([...Object.keys(committed), ...this.#measured.keys()])].sort();
    const changed = names.filter((name) => committed[name] !== this.#measured.get(name));
    if (changed.length > 0) throw new Error(this.#explain(changed, committed));
  }

  #explain(names: readonly string[], committed: Readonly<Record<string, number>>): string {
    const table = new Table({
      head: [this.#group, "committed", "measured", "change"],
      colAligns: ["left", "right", "right", "right"],
      style: { head: [], border: [] },
    });
    for (const name of names) {
      const before = committed[name];
      const now = this.#measured.get(name);
      const change = before === undefined ? "new" : now === undefined ? "not measured" : signed(now - before);
      table.push([name, before?.toLocaleString("en") ?? "", now?.toLocaleString("en") ?? "", change]);
    }
    return `Gas differs from ${SNAPSHOT_FILE}; if it is meant to, run \`npm run gas:update\`.\n${table.toString()}`;
  }

  #read(): Snapshot {
    return existsSync(this.#file) ? Snapshot.parse(JSON.parse(readFileSync(this.#file, "utf8"))) : {};
  }

  #write(snapshot: Snapshot): void {
    const sorted = sortKeys(
      Object.entries(snapshot).map(([group, figures]) => [group, sortKeys(Object.entries(figures))]),
    );
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, `${JSON.stringify(sorted, null, 2)}\n`);
  }
}

function sortKeys<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function signed(difference: number): string {
  return `${difference > 0 ? "+" : ""}${difference.toLocaleString("en")}`;
}
