import { scopeMask } from "../../participants/scopes.ts";
import type { Scope } from "../../participants/scopes.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";

/** What `appointOperator` needs to know. */
export interface AppointOperatorOptions {
  readonly operator: string;
  /** Empty to end the appointment. */
  readonly scopes: readonly Scope[];
  /** First second at which the appointment is over; zero to end it. */
  readonly expiry: bigint;
}

/** Lets an operator act for the sender. Sender: the account itself. */
export function appointOperator(kessai: Kessai, { operator, scopes, expiry }: AppointOperatorOptions): Call {
  const { registry, deployment } = kessai;
  return {
    to: deployment.addresses.registry,
    data: registry.interface.encodeFunctionData("appointOperator", [operator, scopeMask(scopes), expiry]),
    what: `appoint operator ${operator} (${scopes.join(", ") || "no scope"})`,
  };
}
