import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { REASON_SENTENCES } from "../../sdk/errors/reasonCodes.ts";
import type { AccountNames } from "../../sdk/participants/AccountNames.ts";
import { cashInstrument } from "../../sdk/planning/cashInstrument.ts";
import type { LeftBehindReason } from "../../sdk/planning/SettlementPlan.ts";
import type { KnownTrade } from "./readTrades.ts";
import type { Reason } from "./reasons.ts";
import { bankName } from "./tradeWords.ts";

/** What people call the instruments of trades: a bond by its ISIN, money by its currency and its bank. */
export function instrumentWords(
  trades: readonly Pick<KnownTrade, "record">[],
  names: AccountNames,
): (instrument: string) => string {
  const words = new Map(
    trades.map(({ record: { trade } }) => [
      cashInstrument(trade),
      `${trade.currency} of ${bankName(trade, names)}`,
    ]),
  );
  return (instrument) => words.get(instrument) ?? instrument;
}

/** Why a trade stays behind, in words; of a reason of several accounts each one. */
export function reasonsInWords(
  { code, account, shortfall, rival }: LeftBehindReason,
  trade: KnownTrade,
  words: { readonly names: AccountNames; readonly instrument: (instrument: string) => string },
): readonly Reason[] {
  const known = REASON_SENTENCES[code];
  const hint = known?.hint ?? "Ask the operator.";
  if (shortfall !== undefined) {
    const who = account === undefined ? "an account" : (words.names(account) ?? account);
    const lack = `${formatAmount(shortfall.amount)} ${words.instrument(shortfall.instrument)}`;
    const sentence = `${who} would be short of ${lack} with the trades that are chosen`;
    return [{ code, account, sentence, hint }];
  }
  if (rival !== undefined)
    return [{ code, account, sentence: `${rival}, which is chosen, has the same number`, hint }];
  const alike = trade.reasons.filter((reason) => reason.code === code);
  const exact = alike.filter((reason) => reason.account === account);
  const found = exact.length > 0 ? exact : alike;
  return found.length > 0 ? found : [{ code, account, sentence: known?.title ?? `reason ${code}`, hint }];
}
