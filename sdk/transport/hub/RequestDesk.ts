import { requestId } from "../../trading/requestHash.ts";
import { isCommittedTo } from "../isCommittedTo.ts";
import type { Role } from "../Login.ts";
import type { AskMessage, DealerMessage, OutcomeMessage } from "../messages/ClientMessage.ts";
import { headOf } from "../messages/headOf.ts";
import type { HubMessage } from "../messages/HubMessage.ts";
import type { NoticeCode } from "../messages/noticeCodes.ts";
import { Timetable } from "../Timetable.ts";
import type { Delivery } from "./Delivery.ts";
import type { HubLimits } from "./HubLimits.ts";
import { RequestRecord } from "./RequestRecord.ts";

/** What came of a message. */
export interface Handling {
  /** Whom to tell what; left out when there is nothing to tell. */
  readonly deliveries?: readonly Delivery[];
  /** Why the message was refused; left out when it was not. */
  readonly refusal?: NoticeCode;
  /** The message had come before. */
  readonly isDuplicate?: true;
}

interface Task {
  readonly what: "time out" | "forget";
  readonly id: string;
}

/** The requests that a hub carries: who may see and say what. It knows accounts only, and nothing of connections. */
export class RequestDesk {
  readonly #limits: HubLimits;
  readonly #records = new Map<string, RequestRecord>();
  readonly #tasks = new Timetable<Task>();
  /** Number of open requests by asker; askers that have none are left out. */
  readonly #open = new Map<string, number>();
  #requests = 0;

  constructor(limits: HubLimits) {
    this.#limits = limits;
  }

  /** The next moment at which a request times out or is forgotten. */
  get wakeAt(): bigint | undefined {
    return this.#tasks.next;
  }

  get counts(): { readonly openRequests: number; readonly keptRequests: number; readonly requests: number } {
    const openRequests = [...this.#open.values()].reduce((sum, count) => sum + count, 0);
    return { openRequests, keptRequests: this.#records.size, requests: this.#requests };
  }

  /** Does what is due. */
  wake(now: bigint): readonly Delivery[] {
    const deliveries: Delivery[] = [];
    for (let due = this.#tasks.takeDue(now); due !== undefined; due = this.#tasks.takeDue(now)) {
      const record = this.#records.get(due.value.id);
      if (record === undefined) continue;
      if (due.value.what === "forget") this.#records.delete(record.id);
      else if (record.isOpen) {
        record.timeOut();
        deliveries.push(...this.#ended(record));
      }
    }
    return deliveries;
  }

  /** Takes a request, or gives an asker that sends it again what was answered meanwhile. */
  ask(asker: string, ask: AskMessage, now: bigint): Handling {
    const id = requestId(ask.request);
    const known = this.#records.get(id);
    if (known !== undefined) return askAgain(known, asker, now);
    const refusal = this.#faultOf(ask, now) ?? this.#excessOf(asker);
    if (refusal !== undefined) return { refusal };
    const record = new RequestRecord({ id, asker, ask, mostAnswers: this.#limits.answers });
    const { answerBy } = ask.request;
    this.#records.set(id, record);
    this.#requests += 1;
    this.#open.set(asker, (this.#open.get(asker) ?? 0) + 1);
    this.#tasks.add(answerBy, { what: "time out", id });
    this.#tasks.add(answerBy + this.#limits.keepTime, { what: "forget", id });
    return { deliveries: record.dealers.map((dealer) => to("dealer", dealer)(record.message)) };
  }

  /** Ends a request for its asker. */
  end(asker: string, id: string, status: "closed" | "cancelled"): Handling {
    const record = this.#recordOf(asker, id);
    if (record === undefined) return { refusal: "REQUEST_UNKNOWN" };
    if (!record.isOpen) return { isDuplicate: true };
    record.end(status);
    return { deliveries: this.#ended(record) };
  }

  /** Tells dealers what came of a request; it is closed by that if it was not. */
  conclude(asker: string, { request, quotes }: OutcomeMessage): Handling {
    const record = this.#recordOf(asker, request);
    if (record === undefined) return { refusal: "REQUEST_UNKNOWN" };
    if (record.isConcluded)
      return record.conclude(quotes) ? { isDuplicate: true } : { refusal: "OUTCOME_KNOWN" };
    const closing = record.isOpen ? this.end(asker, request, "closed") : {};
    record.conclude(quotes);
    const outcomes = record.dealers.flatMap((dealer) => record.outcomeFor(dealer).map(to("dealer", dealer)));
    return { deliveries: [...(closing.deliveries ?? []), ...outcomes] };
  }

  /** Carries a dealer's message to the asker. Answers are for open requests; acknowledgements and withdrawals come later too. */
  answer(dealer: string, message: DealerMessage): Handling {
    const head = headOf(message);
    if (head.dealer !== dealer) return { refusal: "DEALER_WRONG" };
    const record = this.#records.get(head.request);
    // One answer for both: a dealer that was not asked does not learn that others were.
    if (record?.isFor(dealer) !== true) return { refusal: "REQUEST_UNKNOWN" };
    const isAnswer = message.type === "quote" || message.type === "pass";
    if (isAnswer && !record.isOpen) return { refusal: "REQUEST_CLOSED" };
    const taking = record.take(message);
    if (taking === "duplicate") return { isDuplicate: true };
    if (taking === "too many") return { refusal: "ANSWERS_TOO_MANY" };
    return { deliveries: [to("asker", record.asker)(message)] };
  }

  /** What a dealer that has just logged in is to know: what it is asked, what has ended before its time, what came of it. */
  returnOf(dealer: string, now: bigint): readonly Delivery[] {
    return [...this.#records.values()]
      .filter((record) => record.isFor(dealer))
      .flatMap((record) => {
        if (record.isOpen) return [record.message];
        const isEarly = record.message.request.answerBy > now;
        return [...(isEarly ? record.endFor(dealer) : []), ...record.outcomeFor(dealer)];
      })
      .map(to("dealer", dealer));
  }

  #faultOf(ask: AskMessage, now: bigint): NoticeCode | undefined {
    const { request, dealers } = ask;
    if (request.answerBy <= now) return "REQUEST_LATE";
    if (request.answerBy - now > this.#limits.openTime) return "REQUEST_TOO_LONG";
    if (dealers.length > this.#limits.dealers) return "DEALERS_TOO_MANY";
    return isCommittedTo(ask) ? undefined : "DEALERS_DIFFER";
  }

  #excessOf(asker: string): NoticeCode | undefined {
    if ((this.#open.get(asker) ?? 0) >= this.#limits.openRequests) return "REQUESTS_TOO_MANY";
    return this.#records.size >= this.#limits.keptRequests ? "HUB_FULL" : undefined;
  }

  #recordOf(asker: string, id: string): RequestRecord | undefined {
    const record = this.#records.get(id);
    return record?.asker === asker ? record : undefined;
  }

  /** A request has just ended: everybody is told. */
  #ended(record: RequestRecord): readonly Delivery[] {
    const left = (this.#open.get(record.asker) ?? 1) - 1;
    if (left === 0) this.#open.delete(record.asker);
    else this.#open.set(record.asker, left);
    return [
      ...record.endForAsker().map(to("asker", record.asker)),
      ...record.dealers.flatMap((dealer) => record.endFor(dealer).map(to("dealer", dealer))),
    ];
  }
}

/** An asker sends what it has sent before: it has come back, and is told what was answered. Nobody else learns anything. */
function askAgain(record: RequestRecord, asker: string, now: bigint): Handling {
  if (record.asker !== asker) return { refusal: "REQUEST_KNOWN" };
  const messages = [...record.answersAt(now), ...record.endForAsker()];
  return { isDuplicate: true, deliveries: messages.map(to("asker", asker)) };
}

function to(role: Role, account: string): (message: HubMessage) => Delivery {
  return (message) => ({ role, account, message });
}
