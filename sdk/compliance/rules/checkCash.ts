import { formatMoney } from "../../encoding/formatMoney.ts";
import { isSameHex } from "../../encoding/isSameHex.ts";
import type { CashRule } from "../Guidelines.ts";
import { aboveZero } from "./aboveZero.ts";
import { cashNeeded } from "./cashNeeded.ts";
import { judged } from "./judged.ts";
import type { RuleContext, RuleOutcome } from "./RuleContext.ts";
import { unknownFact } from "./unknownFact.ts";

/** Whether the fund has the most that the purchase may cost, free, and in the money of the bank that pays. */
export function checkCash(_rule: CashRule, { proposal, face, bond, fund }: RuleContext): RuleOutcome {
  const { currency, settlementBank } = proposal;
  const denomination = aboveZero(bond?.denomination);
  if (denomination === undefined) return unknownFact("the denomination of the bond", "");
  if (fund?.cash === undefined) return unknownFact("the fund's cash", "");
  const free = fund.cash
    .filter((cash) => cash.currency === currency && isSameHex(cash.settlementBank, settlementBank))
    .reduce((sum, cash) => sum + cash.free, 0n);
  const needed = cashNeeded({ proposal, face, denomination });
  const shown = free < 0n ? `${formatMoney(-free, currency)} too little` : formatMoney(free, currency);
  return judged({
    isKept: needed <= free,
    value: needed.toString(),
    limit: free.toString(),
    text: `The purchase needs up to ${currency} ${formatMoney(needed, currency)}; free is ${shown} (資金残高).`,
  });
}
