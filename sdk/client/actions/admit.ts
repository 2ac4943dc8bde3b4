import { classMask } from "../../participants/classes.ts";
import type { InvestorClass } from "../../terms/Party.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";

/** What `admit` needs to know. */
export interface AdmitOptions {
  readonly account: string;
  readonly classes: readonly InvestorClass[];
  /** First second at which the identity check is no longer valid. */
  readonly kycExpiry: bigint;
  /** From `identityCommitment`: 22 bytes. */
  readonly commitment: string;
}

/** Admits a participant to the register. Sender: the registrar. */
export function admit(kessai: Kessai, { account, classes, kycExpiry, commitment }: AdmitOptions): Call {
  const { registry, deployment } = kessai;
  const args = [account, classMask(classes), kycExpiry, commitment] as const;
  return {
    to: deployment.addresses.registry,
    data: registry.interface.encodeFunctionData("admit", [...args]),
    what: `admit ${account}`,
  };
}
