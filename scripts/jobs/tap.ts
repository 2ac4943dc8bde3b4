import type { Command } from "commander";

import { bringToMarket } from "../support/offering/bringToMarket.ts";
import { withClock, withOffering } from "../support/offering/offeringOptions.ts";
import { readOffering } from "../support/offering/readOffering.ts";
import { jobCommand } from "../support/options.ts";
import { runJob } from "../support/runJob.ts";

/** Offers more of a bond that is outstanding, with the interest accrued until its payment date. */
export function tapCommand(): Command {
  const description = {
    name: "tap",
    summary:
      "Offer more of a bond that is outstanding (追加発行), with accrued interest; order, price and the others follow with " +
      "the same --offering.",
    example: "tap --scenario nri-2025 --offering scenarios/nri-2025/tap.yaml",
  };
  return withClock(withOffering(jobCommand(description), "tap.yaml")).action((written: unknown) =>
    runJob("tap", written, () => readOffering(written, "tap"), bringToMarket),
  );
}
