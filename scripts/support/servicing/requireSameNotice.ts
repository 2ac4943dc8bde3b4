import { drawStatus } from "../../../sdk/client/readers/drawStatus.ts";
import { servicingEvents } from "../../../sdk/client/readers/servicingEvents.ts";
import { indexOfNumber } from "../../../sdk/client/numbering.ts";
import { formatAmount } from "../../../sdk/encoding/formatAmount.ts";
import type { JobContext } from "../JobContext.ts";
import { JobError } from "../JobError.ts";

/** What a notice says. */
export interface NoticeTerms {
  readonly isin: string;
  readonly option: number;
  /** By lot. */
  readonly lot?: { readonly units: bigint; readonly seedHash: string } | undefined;
  /** Pro rata: face of one unit. */
  readonly amount?: bigint | undefined;
}

/**
 * A notice is given once: one that was given before must say the same, or running the job again would seem to have done what
 * it has not.
 *
 * @throws JobError when another notice was given for the option
 */
export async function requireSameNotice(
  { kessai }: Pick<JobContext, "kessai">,
  { isin, option, lot, amount }: NoticeTerms,
): Promise<void> {
  const refuse = (given: string): JobError =>
    new JobError(
      `Option ${option} of ${isin} was exercised before, ${given}.`,
      "A notice is final. Run it with what was announced, or use another option.",
    );
  if (lot !== undefined) {
    const { seedHash, units } = await drawStatus(kessai, { isin, option });
    if (seedHash === undefined) return;
    if (units !== lot.units) throw refuse(`for ${formatAmount(units)} units`);
    if (seedHash !== lot.seedHash) throw refuse("with another seed");
  }
  if (amount !== undefined) {
    const [given] = await servicingEvents(kessai, {
      contract: "redemptionAgent",
      isin,
      index: indexOfNumber(option),
      names: ["PartialRepaymentAnnounced"],
    });
    const known = given?.args["principalPerUnit"];
    if (typeof known === "bigint" && known !== amount)
      throw refuse(`with ${formatAmount(known)} of every unit`);
  }
}
