import type { Command } from "commander";

import { bringToMarket } from "../support/offering/bringToMarket.ts";
import { withClock, withOffering } from "../support/offering/offeringOptions.ts";
import { readOffering } from "../support/offering/readOffering.ts";
import { jobCommand } from "../support/options.ts";
import { runJob } from "../support/runJob.ts";

/** Offers a bond that is to be issued, and has its syndicate sign. */
export function offerCommand(): Command {
  const description = {
    name: "offer",
    summary:
      "Offer a bond through a syndicate (引受): create it from its term sheet, open the offering, have the firms sign.",
    example: "offer --scenario nri-2025",
  };
  return withClock(withOffering(jobCommand(description))).action((written: unknown) =>
    runJob("offer", written, () => readOffering(written, "first"), bringToMarket),
  );
}
