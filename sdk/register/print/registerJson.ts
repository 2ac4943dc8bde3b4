import { registerContent } from "../registerContent.ts";
import type { RegisterPrint } from "./RegisterPrint.ts";

/** The name and the version of the format of JSON prints. */
export const PRINT_FORMAT = "kessai-bond-register-print";
export const PRINT_VERSION = 1;

/**
 * A register as JSON. `register` is what `hash` stands for: whoever has the file can compute the hash again
 * (`verifyRegisterPrint`) and look it up on chain.
 */
export function registerJson(print: RegisterPrint): string {
  const { register, hash, reconciliation, identified, particulars, anchoredAt } = print;
  const data = {
    format: PRINT_FORMAT,
    version: PRINT_VERSION,
    hash,
    anchoredAt: anchoredAt ?? null,
    register: registerContent(register),
    reconciliation,
    ...(particulars === undefined ? {} : { particulars }),
    ...(identified === undefined
      ? {}
      : {
          identities: [...identified.identities].map(([account, identity]) => ({ account, ...identity })),
          findings: identified.findings,
        }),
  };
  return `${JSON.stringify(data, digits, 2)}\n`;
}

function digits(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
