import { keccak256, toUtf8Bytes } from "ethers";

import { canonicalJson } from "../encoding/canonicalJson.ts";
import type { BondRegister } from "./BondRegister.ts";
import { registerContent } from "./registerContent.ts";

/**
 * The hash that proves a register: keccak256 of the canonical JSON text of its content in UTF-8. It is the same for a
 * print with names and for one without, since identities are in it by their commitments only.
 */
export function registerHash(register: BondRegister): string {
  return keccak256(toUtf8Bytes(canonicalJson(registerContent(register))));
}
