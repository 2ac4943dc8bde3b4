import { lapseUnits } from "../../../sdk/client/actions/lapseUnits.ts";
import { askedUnits } from "../../../sdk/client/readers/askedUnits.ts";
import { drawStatus } from "../../../sdk/client/readers/drawStatus.ts";
import { positions } from "../../../sdk/client/readers/positions.ts";
import { redemptionStatus } from "../../../sdk/client/readers/redemptionStatus.ts";
import type { RedemptionStatus } from "../../../sdk/client/readers/redemptionStatus.ts";
import type { BondSchedule } from "../../../sdk/client/readers/scheduledTypes.ts";
import { formatAmount } from "../../../sdk/encoding/formatAmount.ts";
import type { JobContext } from "../JobContext.ts";
import { redemptionWords } from "./numbers.ts";
import { sendPages } from "./sendPages.ts";

/** Most holders in one transaction. */
const PAGE = 200;

/**
 * Lets lapse what holders put, or what was drawn from them, and no longer have now that its date has come: it needs no money.
 * Does nothing for other redemptions, or before the date.
 *
 * @returns where the redemption stands afterwards
 */
export async function letLapse(
  context: JobContext,
  { isin, bond, options }: BondSchedule,
  redemption: number,
): Promise<RedemptionStatus> {
  const { kessai, options: run } = context;
  const status = await redemptionStatus(kessai, { isin, redemption });
  const kind = options[redemption - 1]?.kind;
  const isAsked = kind === "put" || kind === "callByLot";
  if (!isAsked || !status.isOpen || (await kessai.now()) < status.payFrom) return status;
  if (kind === "callByLot" && !(await drawStatus(kessai, { isin, option: redemption })).isCompleted)
    return status;
  const asked = await askedUnits(kessai, { isin, option: redemption });
  const accounts = [...asked.keys()];
  const found = await positions(kessai, { accounts, tokens: [bond] });
  const has = new Map(found.map(({ account, balance }) => [account, balance]));
  const gone = accounts
    .map((account) => ({ account, units: (asked.get(account) ?? 0n) - (has.get(account) ?? 0n) }))
    .filter(({ units }) => units > 0n);
  if (gone.length === 0) return status;
  const units = gone.reduce((sum, each) => sum + each.units, 0n);
  await sendPages(context, {
    what: `let ${formatAmount(units)} units lapse that their holders have sold, ${redemptionWords(redemption)} of ${isin}`,
    done: 0,
    total: gone.length,
    holders: gone.map(({ account }) => account),
    page: PAGE,
    call: (holders) => lapseUnits(kessai, { isin, option: redemption, holders }),
  });
  return run.dryRun ? without(status, units) : redemptionStatus(kessai, { isin, redemption });
}

/** What it will be once units have lapsed. */
function without(status: RedemptionStatus, lapsed: bigint): RedemptionStatus {
  const units = status.units > lapsed ? status.units - lapsed : 0n;
  const required = units * status.pricePerUnit;
  const there = status.funded - status.spent;
  return { ...status, units, required, missing: required > there ? required - there : 0n };
}
