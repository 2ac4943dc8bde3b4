import { drawStatus } from "../../../sdk/client/readers/drawStatus.ts";
import { holdersAt } from "../../../sdk/client/readers/holdersAt.ts";
import { inGroups } from "../../../sdk/client/readers/inGroups.ts";
import type { RedemptionStatus } from "../../../sdk/client/readers/redemptionStatus.ts";
import type { BondSchedule } from "../../../sdk/client/readers/scheduledTypes.ts";
import { servicingEvents } from "../../../sdk/client/readers/servicingEvents.ts";
import { encodeAscii } from "../../../sdk/encoding/asciiBytes.ts";
import { textOf } from "../../../sdk/encoding/textOf.ts";
import type { JobContext } from "../JobContext.ts";

/** Questions put at once. */
const AT_ONCE = 100;

/**
 * The holders whose units a redemption would end now. In the first run of one that ends all units every holder is; later
 * ones ask the contract, so that units held for trades are not tried again and again.
 */
export async function redeemable(
  { kessai }: JobContext,
  { isin, options }: BondSchedule,
  { number, redeemedUnits }: RedemptionStatus,
): Promise<readonly string[]> {
  const kind = options[number - 1]?.kind;
  const all = (await holdersAt(kessai, { isin })).map(({ account }) => account);
  if ((kind === undefined || kind === "call") && redeemedUnits === 0n) return all;
  const asked = kind === "callByLot" || kind === "put" ? await askedHolders(kessai, isin, number, kind) : all;
  const id = encodeAscii(isin, 12);
  const units = await inGroups(asked, AT_ONCE, (holder) =>
    kessai.redemptionAgent.redeemableOf(id, number, holder),
  );
  return asked.filter((_holder, index) => (units[index] ?? 0n) > 0n);
}

async function askedHolders(
  kessai: JobContext["kessai"],
  isin: string,
  option: number,
  kind: "callByLot" | "put",
): Promise<readonly string[]> {
  if (kind === "callByLot") return [...(await drawStatus(kessai, { isin, option })).drawn.keys()];
  const events = await servicingEvents(kessai, {
    contract: "redemptionAgent",
    isin,
    index: BigInt(option),
    names: ["PutExercised"],
  });
  return [...new Set(events.map(({ args }) => textOf(args["holder"])))];
}
