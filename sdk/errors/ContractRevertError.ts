import { KessaiError } from "./KessaiError.ts";
import type { DetailValue } from "./KessaiError.ts";

/** What ContractRevertError is made of. */
export interface ContractRevertOptions {
  /** Name of the contract's error: "TradeExpired". */
  readonly name: string;
  /** Its arguments by name. */
  readonly args: Readonly<Record<string, DetailValue>>;
  readonly message: string;
  readonly hint: string;
  readonly cause?: unknown;
}

/** A contract has refused a call; nothing was changed. */
export class ContractRevertError extends KessaiError {
  /** Name of the contract's error: "TradeExpired". */
  readonly revert: string;
  /** Its arguments by name. */
  readonly args: Readonly<Record<string, DetailValue>>;

  constructor({ name, args, message, hint, cause }: ContractRevertOptions) {
    super({ code: "CONTRACT_REFUSED", message, hint, details: { revert: name, ...args }, cause });
    this.revert = name;
    this.args = args;
  }
}
