import { isHexString } from "ethers";
import type { ErrorDescription } from "ethers";

import { houseInterface } from "../contracts/houseInterface.ts";
import { plainValues } from "../contracts/plainValue.ts";
import { textOf } from "../encoding/textOf.ts";
import { noNames } from "../participants/AccountNames.ts";
import type { AccountNames } from "../participants/AccountNames.ts";
import { ContractRevertError } from "./ContractRevertError.ts";
import { describeArgument } from "./describeArgument.ts";
import { REVERT_SENTENCES } from "./revertSentences.ts";

/**
 * What a contract has refused, in words: finds the error of any contract of the house, OpenZeppelin's included, in
 * whatever an RPC library throws.
 *
 * @param error what was caught, or the revert data itself
 * @param names how to call accounts in the message
 * @returns `undefined` when there is no refusal of a contract of the house in it
 */
export function decodeRevert(error: unknown, names: AccountNames = noNames): ContractRevertError | undefined {
  for (const data of revertData(error, 0)) {
    const found = parse(data);
    if (found !== null) return asError(found, error, names);
  }
  return undefined;
}

function asError(
  { name, fragment, args: values }: ErrorDescription,
  cause: unknown,
  names: AccountNames,
): ContractRevertError {
  const args = plainValues(fragment.inputs, values);
  const words = new Map(
    fragment.inputs.map(({ name, type }) => [
      name,
      describeArgument({ name, type, value: args[name] ?? null, of: fragment.name }, names),
    ]),
  );
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (whole, key: string) => words.get(key) ?? whole);
  const known = REVERT_SENTENCES[name];
  const message = known === undefined ? plainText(name, args) : fill(known.sentence);
  const hint = fill(known?.hint ?? "Correct what the message names and try again; nothing was changed.");
  return new ContractRevertError({ name, args, message, hint, cause });
}

/** Solidity's own errors, which `parseError` knows as well: Error(string) and Panic(uint256). */
function plainText(name: string, args: Readonly<Record<string, unknown>>): string {
  const [reason] = Object.values(args);
  return `The contract refused: ${name === "Error" ? textOf(reason) : `${name} ${textOf(reason)}`.trim()}.`;
}

function parse(data: string): ErrorDescription | null {
  try {
    return houseInterface.parseError(data);
  } catch {
    return null; // The selector is known, but not with these arguments: not an error of ours.
  }
}

const NESTED = ["data", "error", "info", "cause", "originalError", "revert"] as const;

/** Every hexadecimal text that may be revert data, the outermost first. */
function revertData(value: unknown, depth: number): readonly string[] {
  if (typeof value === "string") return isHexString(value) && value.length >= 10 ? [value] : [];
  if (typeof value !== "object" || value === null || depth > 6) return [];
  const fields = new Map<string, unknown>(
    NESTED.flatMap((key) => (key in value ? [[key, Reflect.get(value, key)]] : [])),
  );
  return NESTED.flatMap((key) => revertData(fields.get(key), depth + 1));
}
