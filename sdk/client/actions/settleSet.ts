import { packApprovals } from "../../sets/packApprovals.ts";
import { packSet } from "../../sets/packSet.ts";
import { partiesOf } from "../../sets/tablesOf.ts";
import type { SetMethod, SetTrade } from "../../sets/TradeSet.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { escrowCall } from "./escrowCall.ts";

/** What `settleSet` needs to know. */
export interface SettleSetOptions {
  readonly method: SetMethod;
  /** In the order in which they settle, with the signatures that approve them. */
  readonly trades: readonly SetTrade[];
  /**
   * From `signTradeList`, by party: each signature approves all trades of its party, and those on the trades are not looked
   * at. A party without one must have approved its trades on chain. Not for a batch.
   */
  readonly lists?: Readonly<Record<string, string>> | undefined;
}

/** The numbers of ITradeSets.ApprovedBy. */
const BY_TRADES = 0n;
const BY_PARTIES = 1n;

/**
 * Settles many trades in one transaction. Batch: those that can, each by itself. Chain: all or none, in gross amounts. Net:
 * all or none, in net amounts. Sender: anybody, or the venue when the trades have one.
 *
 * @throws EmptySetError, MixedVenuesError, SetTooLargeError, InvalidTextError as `packSet`
 */
export function settleSet(kessai: Kessai, { method, trades, lists }: SettleSetOptions): Call {
  const set = packSet(trades.map(({ trade }) => trade));
  const what = `settle ${trades.length} trades as a ${method}`;
  const coder = kessai.escrow.interface;
  const signed = packApprovals(
    trades.flatMap(({ sellerSignature, buyerSignature }) => [sellerSignature, buyerSignature]),
  );
  if (method === "batch") {
    return escrowCall(kessai, coder.encodeFunctionData("settleBatch", [set, signed]), what);
  }
  const encode = (approvedBy: bigint, approvals: string): string =>
    method === "chain"
      ? coder.encodeFunctionData("settleChain", [set, approvedBy, approvals])
      : coder.encodeFunctionData("settleNet", [set, approvedBy, approvals]);
  if (lists === undefined) return escrowCall(kessai, encode(BY_TRADES, signed), what);
  const byParty = new Map(Object.entries(lists).map(([party, list]) => [party.toLowerCase(), list]));
  const parties = partiesOf(trades.map(({ trade }) => trade));
  const listed = packApprovals(parties.map((party) => byParty.get(party.toLowerCase())));
  return escrowCall(kessai, encode(BY_PARTIES, listed), what);
}
