import type { TransactionReceipt } from "ethers";

import { textOf } from "../../encoding/textOf.ts";
import type { ContractRevertError } from "../../errors/ContractRevertError.ts";
import { decodeRevert } from "../../errors/decodeRevert.ts";
import { decodeLogs } from "../../events/decodeLogs.ts";
import type { AccountNames } from "../../participants/AccountNames.ts";
import { FINAL_EVENTS } from "./tradeHistory.ts";

/** A trade of a batch that did not settle. */
export interface FailedTrade {
  readonly id: string;
  /** Why; `undefined` when it used up all the gas that one trade may. */
  readonly refusal: ContractRevertError | undefined;
}

/** What a transaction did with the trades of a set. */
export interface SetOutcome {
  /** Ids of the trades that are final. */
  readonly settled: readonly string[];
  readonly failed: readonly FailedTrade[];
}

/** What a settlement transaction did with its trades, from its receipt. */
export function setOutcome(receipt: TransactionReceipt, names?: AccountNames): SetOutcome {
  const events = decodeLogs(receipt);
  const final: readonly string[] = FINAL_EVENTS;
  return {
    settled: events.filter(({ name }) => final.includes(name)).map(({ args }) => textOf(args["id"])),
    failed: events
      .filter(({ name }) => name === "SettlementFailed")
      .map(({ args }) => ({
        id: textOf(args["id"]),
        refusal: decodeRevert(textOf(args["reason"]), names),
      })),
  };
}
