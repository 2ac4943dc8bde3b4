import { isError } from "ethers";
import type { Signer, TransactionReceipt, TransactionResponse } from "ethers";

import { decodeRevert } from "../errors/decodeRevert.ts";
import { TransactionError } from "../errors/TransactionError.ts";
import type { ChainEvent } from "../events/ChainEvent.ts";
import { decodeLogs } from "../events/decodeLogs.ts";
import type { AccountNames } from "../participants/AccountNames.ts";
import type { Call } from "./Call.ts";

/** A transaction that is in a block and succeeded. */
export interface Sent {
  readonly what: string;
  readonly hash: string;
  readonly blockNumber: number;
  readonly gasUsed: bigint;
  readonly events: readonly ChainEvent[];
  readonly receipt: TransactionReceipt;
}

/** How `send` goes about it. */
export interface SendOptions {
  /** Who signs and pays. */
  readonly signer: Signer;
  /** Blocks to wait for, its own included; 1 when left out. */
  readonly confirmations?: number | undefined;
  /** Most gas that it may use; the node's estimate when left out. What is not used is not paid. */
  readonly gasLimit?: bigint | undefined;
  /** How to call accounts in messages. */
  readonly names?: AccountNames | undefined;
}

/**
 * Sends a transaction, waits for it, checks that it succeeded and decodes its events.
 *
 * @throws ContractRevertError when a contract refuses it; nothing was changed then
 * @throws TransactionError when it fails for any other reason
 */
export async function send(
  call: Call,
  { signer, confirmations = 1, gasLimit, names }: SendOptions,
): Promise<Sent> {
  const { to, data, what } = call;
  const limit = gasLimit === undefined ? {} : { gasLimit };
  let response: TransactionResponse | undefined;
  try {
    response = await signer.sendTransaction({ to, data, ...limit });
    const receipt = await response.wait(confirmations);
    if (receipt === null) throw new TypeError("no receipt");
    const { hash, blockNumber, gasUsed } = receipt;
    return { what, hash, blockNumber, gasUsed, events: decodeLogs(receipt), receipt };
  } catch (cause) {
    const refusal = decodeRevert(cause, names);
    if (refusal !== undefined) throw refusal;
    throw new TransactionError({ what, reason: reasonOf(cause), hash: response?.hash, cause });
  }
}

function reasonOf(error: unknown): string {
  if (isError(error, "CALL_EXCEPTION")) return "the contract refused it without giving a reason";
  if (isError(error, "INSUFFICIENT_FUNDS")) return "the sender cannot pay the network's fee";
  if (isError(error, "NETWORK_ERROR")) return "the node does not answer";
  if (isError(error, "NONCE_EXPIRED")) return "another transaction of the sender came before it";
  return error instanceof Error ? error.message.replace(/\.$/, "") : "unknown cause";
}
