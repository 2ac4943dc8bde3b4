import { settleSet } from "../../sdk/client/actions/settleSet.ts";
import type { Call } from "../../sdk/client/Call.ts";
import { send } from "../../sdk/client/send.ts";
import type { Sent } from "../../sdk/client/send.ts";
import { ContractRevertError } from "../../sdk/errors/ContractRevertError.ts";
import { TransactionError } from "../../sdk/errors/TransactionError.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { SetTooLargeError } from "../../sdk/sets/errors/SetTooLargeError.ts";
import type { SetMethod } from "../../sdk/sets/TradeSet.ts";
import { estimateGas } from "./estimateGas.ts";
import { gasRoom } from "./gasRoom.ts";
import type { GasRoom } from "./gasRoom.ts";
import type { JobContext } from "./JobContext.ts";
import type { TradeRecord } from "./tradeRecords.ts";

/** A set to settle in one transaction. */
export interface SetRequest {
  readonly method: Exclude<SetMethod, "chain">;
  /** In the order in which they settle. */
  readonly records: readonly TradeRecord[];
  readonly sender: string;
}

/** What became of a set. */
export type SetResult =
  | { readonly sent: Sent }
  | {
      /** It would be sent, or waits for a key: nothing was sent. */
      readonly unsent: "would do" | "waits";
      readonly remark: string;
    }
  | { readonly refusal: ContractRevertError }
  | {
      /** It needs more gas than a transaction may have; by how much as the node estimates it, if it does. */
      readonly tooLarge: string;
      readonly gas?: bigint;
      readonly room: GasRoom;
    };

/** Sends a set if it fits into a transaction and the node says that it would go through. */
export async function sendSet(context: JobContext, request: SetRequest): Promise<SetResult> {
  const { kessai, keys, options, names } = context;
  const { sender, records } = request;
  const room = await gasRoom(kessai.provider);
  const call = callOf(context, request);
  if (call instanceof SetTooLargeError) return { tooLarge: call.message, room };
  const estimate = await estimateGas(kessai.provider, call, { from: sender, names });
  if ("refusal" in estimate) return estimate;
  if ("tooLarge" in estimate) return { ...estimate, room };
  const { gas } = estimate;
  if (gas > room.forSets) {
    const tooLarge = `it takes ${formatAmount(gas)} gas; a transaction has ${formatAmount(room.forSets)}`;
    return { tooLarge, gas, room };
  }
  const signer = await keys.signerOf(sender);
  const name = names(sender) ?? sender;
  if (options.dryRun) {
    const key = signer === undefined ? ", whose key is not here" : "";
    const set = `in a ${request.method} of ${records.length}, about ${formatAmount(gas)} gas`;
    return { unsent: "would do", remark: `${set}, signed by ${name}${key}` };
  }
  if (signer === undefined)
    return { unsent: "waits", remark: `the key of ${name} (${sender}) is not here: run this with it` };
  try {
    return { sent: await send(call, { signer, names, gasLimit: limitFor(request, gas, room) }) };
  } catch (error) {
    if (error instanceof ContractRevertError)
      return error.revert === "SetOutOfGas" ? { tooLarge: error.message, room } : { refusal: error };
    if (!(error instanceof TransactionError) || error.details["hash"] === null) throw error;
    // It is in a block and failed there: the state has changed since it was estimated.
    const again = await estimateGas(kessai.provider, call, { from: sender, names });
    if ("gas" in again) throw error;
    return "refusal" in again ? again : { ...again, room };
  }
}

function callOf({ kessai }: JobContext, { method, records }: SetRequest): Call | SetTooLargeError {
  const trades = records.map(({ trade, signatures }) => ({
    trade,
    sellerSignature: signatures.seller,
    buyerSignature: signatures.buyer,
  }));
  try {
    return settleSet(kessai, { method, trades });
  } catch (error) {
    if (error instanceof SetTooLargeError) return error;
    throw error;
  }
}

/**
 * The gas that a set is sent with; what is not used is not paid. A batch that must settle one after the other after all
 * takes up to three times what it was estimated at, and 1,500,000 to spare for its last trade.
 */
function limitFor({ method }: SetRequest, gas: bigint, { maximum }: GasRoom): bigint {
  const wanted = method === "batch" ? 3n * gas + 2_000_000n : gas + gas / 4n;
  return wanted < maximum ? wanted : maximum;
}
