import type { ComplianceReport } from "../../../sdk/compliance/ComplianceReport.ts";
import { requireCleared } from "../../../sdk/compliance/requireCleared.ts";
import type { SignedWaiver } from "../../../sdk/compliance/Waiver.ts";
import { isSameHex } from "../../../sdk/encoding/isSameHex.ts";
import type { Ticket } from "../../../sdk/trading/Ticket.ts";
import type { JobContext } from "../JobContext.ts";
import { fundDuties } from "./fundDuties.ts";

/** What `clearTicket` works on. */
export interface ClearTicketOptions {
  readonly report: ComplianceReport;
  readonly ticket: Ticket;
  readonly waivers: readonly SignedWaiver[];
}

/**
 * Stops a ticket that compliance does not clear. Who may waive, the chain says: the compliance officers of the very fund that a
 * waiver is for, who neither decide nor execute for any fund of the ticket.
 *
 * @returns the waivers that were needed
 * @throws NotClearedError naming every breach that is not waived; otherwise as `requireCleared`
 */
export async function clearTicket(
  { kessai, reporter, names }: Pick<JobContext, "kessai" | "reporter" | "names">,
  { report, ticket, waivers }: ClearTicketOptions,
): Promise<readonly SignedWaiver[]> {
  const duties = (
    await Promise.all(
      ticket.split.map(async ({ account }) =>
        (await fundDuties(kessai, account)).map((each) => ({ ...each, fund: account })),
      ),
    )
  ).flat();
  const now = await kessai.now();
  const officers = duties.filter(
    ({ duty, effectiveAt }) => duty === "compliance officer" && effectiveAt <= now,
  );
  const isOfItsFund = ({ officer, waiver }: SignedWaiver): boolean =>
    officers.some(({ person, fund }) => isSameHex(person, officer) && isSameHex(fund, waiver.fund));
  for (const { officer, waiver } of waivers.filter((each) => !isOfItsFund(each)))
    reporter.progress(
      `  note: the waiver of ${waiver.rule} does not count: ${names(officer) ?? officer} is no compliance officer of ` +
        (names(waiver.fund) ?? waiver.fund),
    );
  return requireCleared({
    report,
    ticket,
    waivers: waivers.filter(isOfItsFund),
    officers: officers.map(({ person }) => person),
    traders: duties
      .filter(({ duty }) => duty === "trader" || duty === "fund manager")
      .map(({ person }) => person),
    now,
    domain: kessai.tradingDomain,
  });
}
