import { encodeAscii } from "../../encoding/asciiBytes.ts";
import type { BondRegister } from "../../register/BondRegister.ts";
import { registerHash } from "../../register/registerHash.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";

/** Records the hash of a register on chain, so that its prints can be proved. Sender: the registrar. */
export function anchorRegister(kessai: Kessai, register: BondRegister): Call {
  const { registerAnchors, deployment } = kessai;
  const { bond, moment } = register;
  const { isin } = bond;
  const args = [encodeAscii(isin, 12), moment.asOf, moment.blockNumber, registerHash(register)] as const;
  return {
    to: deployment.addresses.registerAnchors,
    data: registerAnchors.interface.encodeFunctionData("anchor", [...args]),
    what: `anchor the register of ${isin} as of block ${moment.blockNumber}`,
  };
}
