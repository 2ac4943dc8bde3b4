import type { OnChainSchedule } from "../../bonds/scheduleTypes.ts";
import { encodeAscii } from "../../encoding/asciiBytes.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";

/** What `adoptSchedule` stores. */
export interface AdoptScheduleOptions {
  readonly isin: string;
  readonly schedule: OnChainSchedule;
}

/** Stores the schedule of a bond that was created with its hash. Sender: anybody. */
export function adoptSchedule(kessai: Kessai, { isin, schedule }: AdoptScheduleOptions): Call {
  const { schedules, deployment } = kessai;
  return {
    to: deployment.addresses.schedules,
    data: schedules.interface.encodeFunctionData("adopt", [encodeAscii(isin, 12), schedule]),
    what: `store the schedule of ${isin}`,
  };
}
