import { isIssued } from "../../sdk/client/readers/isIssued.ts";
import type { JobContext } from "./JobContext.ts";
import { JobError } from "./JobError.ts";
import { refuseUnlessDry } from "./refuseUnlessDry.ts";

/** @throws JobError when no unit of a bond was issued yet: there is nothing to deliver or to hold */
export async function requireIssued(
  context: Pick<JobContext, "kessai" | "options" | "reporter">,
  isin: string,
): Promise<void> {
  if (await isIssued(context.kessai, isin)) return;
  refuseUnlessDry(
    context,
    new JobError(
      `The bond ${isin} is not issued yet: there is nothing to deliver.`,
      "Run the issue job first, with the same scenario or files; nothing was sent, and no clock was moved.",
    ),
  );
}
