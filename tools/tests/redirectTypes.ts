import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

import { ROOT } from "../lib/run.ts";

/**
 * Makes every import from typechain-types/ take the file of the same name in `folder`.
 *
 * The factories in typechain-types carry bytecode. In a coverage run those of the instrumented build have to take
 * their place, or what is deployed through them would count as not covered.
 */
export function redirectTypes(folder: string): void {
  const committed = pathToFileURL(join(ROOT, "typechain-types/")).href;
  const instrumented = pathToFileURL(join(ROOT, folder, "/")).href;

  registerHooks({
    resolve(specifier, context, next) {
      const result = next(specifier, context);
      return result.url.startsWith(committed)
        ? { ...result, url: instrumented + result.url.slice(committed.length) }
        : result;
    },
  });
}
