import { offeringStatus } from "../../../sdk/client/readers/offeringStatus.ts";
import type { OfferingStatus } from "../../../sdk/client/readers/offeringStatus.ts";
import type { JobContext } from "../JobContext.ts";
import { JobError } from "../JobError.ts";
import type { OfferingCase } from "./OfferingCase.ts";
import { offeringNumber } from "./offeringWords.ts";
import { otherTermsWords } from "./otherTerms.ts";

/**
 * Where the offering of a sheet stands.
 *
 * @throws JobError when the bond is not offered, or the offering on the chain is another one than that of the sheet
 */
export async function requireOffering(
  { kessai }: Pick<JobContext, "kessai">,
  { terms, path, isTap }: Pick<OfferingCase, "terms" | "path" | "isTap">,
): Promise<OfferingStatus> {
  const { isin } = terms;
  const status = await offeringStatus(kessai, isin);
  if (status === undefined)
    throw new JobError(`${isin} was not offered yet.`, `Run the ${isTap ? "tap" : "offer"} job first.`);
  const others = otherTermsWords(status.terms, terms);
  if (others === undefined) return status;
  throw new JobError(
    `The present offering of ${isin}, number ${offeringNumber(status.number)}, is not that of ${path}: ${others}.`,
    "Name its own sheet with --offering, or run the offer or tap job if this one is to come.",
  );
}
