import type { Call } from "../../sdk/client/Call.ts";
import { ContractRevertError } from "../../sdk/errors/ContractRevertError.ts";
import type { Case } from "./beginCase.ts";
import { positionRows } from "./positionRows.ts";

/** Something that must be refused. */
export interface Cheating {
  /** What somebody does, in words. */
  readonly what: string;
  /** The name of the error that refuses it. */
  readonly expected: string;
  readonly call: Call;
  /** The party that sends it; a stranger to it when left out. */
  readonly by?: string;
}

/** Sends what must be refused, and compares all positions before and after. */
export async function refused(told: Case, { what, expected, call, by }: Cheating): Promise<void> {
  const { narrator, act } = told;
  const before = await positionRows(told);
  const reason = await act(by ?? "pauser", call).then(
    () => new Error(`The chain let it pass: somebody ${what}`),
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );
  if (!(reason instanceof ContractRevertError)) throw reason;
  if (reason.revert !== expected)
    throw new Error(`Refused with ${reason.revert}, not ${expected}`, { cause: reason });
  if (JSON.stringify(await positionRows(told)) !== JSON.stringify(before))
    throw new Error(`Something moved: ${what}`);
  narrator.say(`${by ?? "Somebody"} ${what}.`);
  narrator.say(`  REFUSED, nothing moved: ${reason.message}`, { error: reason.revert });
}
