import { readFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { SNAPSHOT_FILE } from "../../../tools/gas/GasSnapshot.ts";
import { ROOT } from "../../../tools/lib/run.ts";

const Snapshot = z.record(z.string(), z.record(z.string(), z.number()));

/** The committed gas figures: by group, by measurement. */
export function committedGas(): z.infer<typeof Snapshot> {
  return Snapshot.parse(JSON.parse(readFileSync(join(ROOT, SNAPSHOT_FILE), "utf8")));
}
