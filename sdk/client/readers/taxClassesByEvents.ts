import { houseInterface } from "../../contracts/houseInterface.ts";
import { decodeLogs } from "../../events/decodeLogs.ts";
import { textOf } from "../../encoding/textOf.ts";
import { classesOf } from "../../participants/classes.ts";
import { ParticipantBook } from "../../register/replay/ParticipantBook.ts";
import { taxClassOf } from "../../tax/taxClassOf.ts";
import type { TaxClass } from "../../tax/taxClasses.ts";
import type { Kessai } from "../Kessai.ts";
import { isBefore } from "./logPlace.ts";
import type { LogPlace } from "./logPlace.ts";
import { queryLogs } from "./queryLogs.ts";

/** An account whose tax class is asked for, as it was at a place in the log. */
export interface TaxQuestion extends LogPlace {
  readonly account: string;
}

/**
 * How accounts were taxed at places in the log, from the events of the participant register alone: what was changed since
 * does not count. The classes of an account whose key was lost are its successor's.
 *
 * @param questions in the order of the log
 */
export async function taxClassesByEvents(
  kessai: Kessai,
  questions: readonly TaxQuestion[],
): Promise<readonly TaxClass[]> {
  const address = kessai.deployment.addresses.registry;
  const topics = [
    PEOPLE.map((name) => houseInterface.getEvent(name)?.topicHash ?? null).filter((each) => each !== null),
  ];
  const events = decodeLogs(await queryLogs(kessai, { address, topics }));
  const book = new ParticipantBook();
  const successors = new Map<string, string>();
  let next = 0;
  return questions.map((question) => {
    for (let event = events[next]; event !== undefined && isBefore(event, question); event = events[next]) {
      book.apply(event);
      if (event.name === "ParticipantReplaced")
        successors.set(textOf(event.args["lost"]), textOf(event.args["successor"]));
      next += 1;
    }
    let { account } = question;
    for (let after = successors.get(account); after !== undefined; after = successors.get(account))
      account = after;
    return taxClassOf(classesOf(book.participants.get(account)?.classMask ?? 0n));
  });
}

const PEOPLE = [
  "ParticipantAdmitted",
  "ParticipantUpdated",
  "ParticipantSuspended",
  "ParticipantReinstated",
  "ParticipantClosed",
  "ParticipantReplaced",
] as const;
