import { allotOrders } from "../../../sdk/client/actions/allotOrders.ts";
import type { OrderAllotment } from "../../../sdk/client/actions/allotOrders.ts";
import { offeringAllotments } from "../../../sdk/client/readers/offeringAllotments.ts";
import type { OfferingStatus } from "../../../sdk/client/readers/offeringStatus.ts";
import type { JobContext } from "../JobContext.ts";
import { JobError } from "../JobError.ts";
import { perform } from "../perform.ts";
import { fitsTransaction } from "./fitsTransaction.ts";
import { placeOf } from "./offeringWords.ts";

/** What `sendAllotments` sends. */
export interface SendAllotmentsOptions {
  readonly status: OfferingStatus;
  /** Those that are left, by rising position. */
  readonly allotments: readonly OrderAllotment[];
  /** Most orders in one transaction. */
  readonly page: number;
}

/** Allots page by page, each page once; one that does not fit into a transaction is halved. */
export async function sendAllotments(context: JobContext, options: SendAllotmentsOptions): Promise<void> {
  const { kessai, reporter } = context;
  const { status, allotments } = options;
  const { isin, syndicate } = status.terms;
  const lead = syndicate[0]?.firm ?? "";
  let size = options.page;
  for (let place = 0; place < allotments.length;) {
    const page = allotments.slice(place, place + size);
    const [first, last] = [page[0]?.position ?? 0n, page.at(-1)?.position ?? 0n];
    const call = allotOrders(kessai, isin, page);
    if (!context.options.dryRun && !(await fitsTransaction(context, call, lead))) {
      if (page.length === 1)
        throw new JobError(
          `There is no room in a transaction to allot order ${placeOf(first)} of ${isin}.`,
          "Raise the chain's gas limit.",
        );
      size = Math.ceil(page.length / 2);
      reporter.progress(`  a page of ${page.length} does not fit into a transaction: ${size} at once`);
      continue;
    }
    const sent = await perform(context, {
      what: `allot ${isin} to ${page.length} orders, ${placeOf(first)} to ${placeOf(last)}`,
      sender: lead,
      isDone: async () => {
        const known = await offeringAllotments(kessai, { isin, number: status.number });
        return known.some(({ position }) => position === last);
      },
      call: () => call,
    });
    if (sent === undefined && !context.options.dryRun) {
      // What was not sent is either there, or its key is not: no later page can come before it.
      const known = await offeringAllotments(kessai, { isin, number: status.number });
      if (!known.some(({ position }) => position === last)) return;
    }
    place += page.length;
  }
}
