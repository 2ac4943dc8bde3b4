import { getAddress } from "ethers";

import type { Kessai } from "../../../sdk/client/Kessai.ts";
import { fundAssignment } from "../../../sdk/client/readers/fundAssignment.ts";
import type { FundAssignment } from "../../../sdk/client/readers/fundAssignment.ts";
import { queryLogs } from "../../../sdk/client/readers/queryLogs.ts";
import { houseInterface } from "../../../sdk/contracts/houseInterface.ts";
import { textOf } from "../../../sdk/encoding/textOf.ts";
import { decodeLogs } from "../../../sdk/events/decodeLogs.ts";

/** Somebody with a duty in a fund, effective or not yet. */
export interface AssignedDuty extends FundAssignment {
  readonly person: string;
}

/** Everybody who has a duty in a fund's account or is to get one, in the order in which they first got one. */
export async function fundDuties(kessai: Kessai, account: string): Promise<readonly AssignedDuty[]> {
  const topics = [houseInterface.getEvent("DutyAssigned")?.topicHash ?? null];
  const events = decodeLogs(await queryLogs(kessai, { address: account, topics }));
  const persons = [...new Set(events.map(({ args }) => getAddress(textOf(args["person"]))))];
  const assigned = await Promise.all(
    persons.map(async (person) => ({ person, ...(await fundAssignment(kessai, account, person)) })),
  );
  return assigned.filter(({ duty }) => duty !== "without a duty");
}
