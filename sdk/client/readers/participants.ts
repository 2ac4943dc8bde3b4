import { noNames } from "../../participants/AccountNames.ts";
import type { AccountNames } from "../../participants/AccountNames.ts";
import { classesOf } from "../../participants/classes.ts";
import { ELIGIBILITIES, PARTICIPANT_STATUSES } from "../../participants/statuses.ts";
import type { Eligibility, ParticipantStatus } from "../../participants/statuses.ts";
import type { InvestorClass } from "../../terms/Party.ts";
import type { Kessai } from "../Kessai.ts";
import { queryLogs } from "./queryLogs.ts";

/** A participant as the register has it. */
export interface ParticipantInfo {
  readonly account: string;
  /** Its name, when the reader knows it. */
  readonly name: string | undefined;
  readonly status: ParticipantStatus;
  readonly classes: readonly InvestorClass[];
  /** First second at which the identity check is no longer valid. */
  readonly kycExpiry: bigint;
  readonly commitment: string;
  /** Whether it may hold a token that requires no class, and if not, why. */
  readonly eligibility: Eligibility;
}

/** Every participant that was ever admitted, in the order of admission, or the accounts asked for. */
export async function participants(
  kessai: Kessai,
  accounts?: readonly string[],
  names: AccountNames = noNames,
): Promise<readonly ParticipantInfo[]> {
  const all = accounts ?? (await admitted(kessai));
  return Promise.all(all.map((account) => participant(kessai, account, names)));
}

async function participant(kessai: Kessai, account: string, names: AccountNames): Promise<ParticipantInfo> {
  const [word, eligibility] = await Promise.all([
    kessai.registry.participant(account),
    kessai.registry.eligibility(account, 0),
  ]);
  return {
    account,
    name: names(account),
    status: PARTICIPANT_STATUSES[Number(word.status)] ?? "unknown",
    classes: classesOf(word.classes),
    kycExpiry: word.kycExpiry,
    commitment: word.identityCommitment,
    eligibility: ELIGIBILITIES[Number(eligibility)] ?? "not admitted",
  };
}

async function admitted(kessai: Kessai): Promise<readonly string[]> {
  const { registry, deployment } = kessai;
  const appearances = [
    registry.interface.getEvent("ParticipantAdmitted").topicHash,
    registry.interface.getEvent("ParticipantReplaced").topicHash,
  ];
  const logs = await queryLogs(kessai, { address: deployment.addresses.registry, topics: [appearances] });
  const accounts = logs.flatMap((log) => {
    const found = registry.interface.parseLog(log);
    if (found === null) return [];
    return [String(found.name === "ParticipantReplaced" ? found.args["successor"] : found.args["account"])];
  });
  return [...new Set(accounts)];
}
