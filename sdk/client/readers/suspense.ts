import { decodeRevert } from "../../errors/decodeRevert.ts";
import { encodeAscii } from "../../encoding/asciiBytes.ts";
import { textOf } from "../../encoding/textOf.ts";
import { noNames } from "../../participants/AccountNames.ts";
import type { AccountNames } from "../../participants/AccountNames.ts";
import type { Kessai } from "../Kessai.ts";
import { inGroups } from "./inGroups.ts";
import { servicingEvents } from "./servicingEvents.ts";

/** Money that is kept for an account that could not be paid. */
export interface KeptMoney {
  readonly account: string;
  readonly keptBy: "paymentAgent" | "redemptionAgent";
  /** In minor units, as the contract has it. */
  readonly amount: bigint;
  /** Why it could not be paid, the last time. */
  readonly reason: string;
  /** Name of the contract's error. */
  readonly code: string;
  /** What does not hold between the log and the contract. */
  readonly faults: readonly string[];
}

/** Questions put at once. */
const AT_ONCE = 50;

/** What is kept of a bond's payments for accounts that could not be paid, account by account, with the reasons. */
export async function suspense(
  kessai: Kessai,
  { isin, names = noNames }: { readonly isin: string; readonly names?: AccountNames | undefined },
): Promise<readonly KeptMoney[]> {
  const found = await Promise.all(
    (["paymentAgent", "redemptionAgent"] as const).map((keptBy) => keptByOne(kessai, isin, keptBy, names)),
  );
  return found.flat();
}

async function keptByOne(
  kessai: Kessai,
  isin: string,
  keptBy: KeptMoney["keptBy"],
  names: AccountNames,
): Promise<readonly KeptMoney[]> {
  const events = await servicingEvents(kessai, {
    contract: keptBy,
    isin,
    names: ["PaymentSuspended", "SuspenseClaimed", "SuspenseSeized"],
  });
  const logged = new Map<string, { amount: bigint; reason: string }>();
  for (const { name, args } of events) {
    const account = textOf(args["account"]);
    const known = logged.get(account) ?? { amount: 0n, reason: "0x" };
    const amount = typeof args["amount"] === "bigint" ? args["amount"] : 0n;
    if (name === "PaymentSuspended")
      logged.set(account, { amount: known.amount + amount, reason: textOf(args["reason"]) });
    else logged.set(account, { ...known, amount: known.amount - amount });
  }
  const id = encodeAscii(isin, 12);
  const all = await inGroups([...logged], AT_ONCE, async ([account, { amount: expected, reason }]) => {
    const amount = await kessai[keptBy].suspenseOf(id, account);
    const refusal = decodeRevert(reason, names);
    return {
      account,
      keptBy,
      amount,
      reason: refusal?.message ?? "The currency refused it without a reason that is known.",
      code: refusal?.revert ?? "unknown",
      faults: amount === expected ? [] : [`the log leaves ${expected}, the contract keeps ${amount}`],
    };
  });
  return all.filter(({ amount, faults }) => amount !== 0n || faults.length > 0);
}
