import { expect } from "chai";
import { ZeroHash } from "ethers";

import { HUB_LIMITS } from "../../../../sdk/transport/hub/HubLimits.ts";
import type { Role } from "../../../../sdk/transport/Login.ts";
import type {
  AskMessage,
  ClientMessage,
  DealerMessage,
} from "../../../../sdk/transport/messages/ClientMessage.ts";
import { formatMessage } from "../../../../sdk/transport/messages/formatMessage.ts";
import type { HubMessage } from "../../../../sdk/transport/messages/HubMessage.ts";
import { quoteId } from "../../../../sdk/trading/quoteHash.ts";
import { requestId } from "../../../../sdk/trading/requestHash.ts";
import { addressOf } from "../trading/samples.ts";

/** Somebody at the end of a connection. */
export interface Somebody {
  readonly name: string;
  readonly role: Role;
}

/** A request as the model sees it. */
interface Asked {
  readonly ask: AskMessage;
  /** Who asked it, by name. */
  readonly asker: string;
  isOpen: boolean;
}

/**
 * Who may see and say what through a hub, thought out anew and without regard to how the hub does it: it knows what everybody has
 * sent, and judges everything that anybody is sent.
 */
export class HubModel {
  readonly #names: readonly string[];
  readonly #asked = new Map<string, Asked>();
  /** What each has sent, as texts, by name. */
  readonly #sent = new Map<string, Set<string>>();
  /** Ids of requests that each has named in what it sent, by name. */
  readonly #named = new Map<string, Set<string>>();
  /** Answers that were sent while their request was open, by those who were asked: the only ones that may arrive. */
  readonly #inTime = new Map<string, DealerMessage>();

  /** @param names of all people */
  constructor(names: readonly string[]) {
    this.#names = names;
  }

  /** Somebody sends something. */
  send({ name, role }: Somebody, message: ClientMessage): void {
    const text = formatMessage(message);
    setOf(this.#sent, name).add(text);
    if (message.type === "login") return;
    const id = aboutOf(message);
    setOf(this.#named, name).add(id);
    const asked = this.#asked.get(id);
    if (message.type === "ask") {
      if (asked === undefined) this.#asked.set(id, { ask: message, asker: name, isOpen: true });
    } else if (role === "asker") {
      if (asked?.asker === name) asked.isOpen = false;
    } else if (isAnswer(message) && asked?.isOpen === true) {
      const isOwn = dealerOf(message) === addressOf(name);
      if (isOwn && asked.ask.dealers.includes(addressOf(name))) this.#inTime.set(text, message);
    }
  }

  /** Time has come to a moment. */
  wake(now: bigint): void {
    for (const asked of this.#asked.values()) if (asked.ask.request.answerBy <= now) asked.isOpen = false;
  }

  /** Ids of the requests that are open for a dealer. */
  openFor(dealer: string): readonly string[] {
    return [...this.#asked].flatMap(([id, { ask, isOpen }]) =>
      isOpen && ask.dealers.includes(addressOf(dealer)) ? [id] : [],
    );
  }

  /** Texts of the answers that an asker must be able to have at a moment. */
  answersFor(asker: string, now: bigint): readonly string[] {
    return [...this.#inTime].flatMap(([text, message]) => {
      const asked = this.#asked.get(aboutOf(message));
      if (asked === undefined || asked.ask.request.answerBy + HUB_LIMITS.keepTime <= now) return [];
      const isHers = asked.asker === asker;
      const isValid = message.type !== "quote" || message.quote.validUntil * 1_000n > now;
      return isHers && isValid ? [text] : [];
    });
  }

  /** Requests of an asker, in their envelopes. */
  asksOf(asker: string): readonly AskMessage[] {
    return [...this.#asked.values()].flatMap((asked) => (asked.asker === asker ? [asked.ask] : []));
  }

  /** Judges what somebody is sent. */
  judge({ name, role }: Somebody, message: HubMessage): void {
    const text = formatMessage(message);
    switch (message.type) {
      case "challenge":
      case "welcome":
        break;
      case "notice":
        expect([ZeroHash, ...setOf(this.#named, name)]).to.include(message.request, "of what it said itself");
        break;
      case "request": {
        const asked = this.#chosen(name, role, requestId(message.request));
        const { request, signature } = asked.ask;
        expect(message).to.deep.equal({ type: "request", request, signature });
        return; // whatever names are in it its asker has put there
      }
      case "cancelled":
        this.#judgeEnd({ name, role }, message.request);
        break;
      case "closed": {
        this.#judgeEnd({ name, role }, message.request);
        if (role === "asker") return; // it knows whom it asked
        expect([addressOf(name)]).to.include.members([...message.timedOut]);
        break;
      }
      case "outcome":
        this.#chosen(name, role, message.request);
        expect(this.#quotesOf(name)).to.include.members([...message.quotes]);
        break;
      case "quote":
      case "pass":
      case "acknowledgement":
      case "withdrawal":
        this.#judgeForAsker({ name, role }, message, text);
        return; // it knows whom it asked
    }
    for (const other of this.#names) {
      if (other !== name) expect(text, "names nobody else").to.not.include(addressOf(other));
    }
  }

  #judgeForAsker({ name, role }: Somebody, message: DealerMessage, text: string): void {
    const asked = this.#asked.get(aboutOf(message));
    expect([role, asked?.asker], "answers are for who asked").to.deep.equal(["asker", name]);
    expect(asked?.ask.dealers, "and of who was asked").to.include(dealerOf(message));
    const from = this.#names.find((each) => addressOf(each) === dealerOf(message)) ?? "nobody";
    expect(setOf(this.#sent, from).has(text), "who has sent them word for word").to.equal(true);
    if (isAnswer(message)) expect(this.#inTime.has(text), "in time").to.equal(true);
  }

  #judgeEnd({ name, role }: Somebody, id: string): void {
    const asked = role === "dealer" ? this.#chosen(name, role, id) : this.#asked.get(id);
    if (role === "asker") expect(asked?.asker).to.equal(name);
    expect(asked?.isOpen).to.equal(false);
  }

  #chosen(name: string, role: Role, id: string): Asked {
    const asked = this.#asked.get(id);
    expect(role).to.equal("dealer");
    expect(asked?.ask.dealers ?? [], "a dealer hears of what it was asked").to.include(addressOf(name));
    if (asked === undefined) throw new Error("a request that nobody asked");
    return asked;
  }

  #quotesOf(name: string): readonly string[] {
    return [...this.#inTime.values()].flatMap((message) =>
      message.type === "quote" && message.quote.dealer === addressOf(name) ? [quoteId(message.quote)] : [],
    );
  }
}

function setOf(sets: Map<string, Set<string>>, key: string): Set<string> {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set);
  return set;
}

function isAnswer(message: ClientMessage): message is DealerMessage {
  return message.type === "quote" || message.type === "pass";
}

function dealerOf(message: DealerMessage): string {
  switch (message.type) {
    case "quote":
      return message.quote.dealer;
    case "pass":
      return message.pass.dealer;
    case "acknowledgement":
      return message.acknowledgement.dealer;
    case "withdrawal":
      return message.withdrawal.dealer;
  }
}

/** Id of the request that a message is about. */
export function aboutOf(message: Exclude<ClientMessage, { readonly type: "login" }>): string {
  switch (message.type) {
    case "ask":
      return requestId(message.request);
    case "close":
    case "cancel":
    case "outcome":
      return message.request;
    case "quote":
      return message.quote.request;
    case "pass":
      return message.pass.request;
    case "acknowledgement":
      return message.acknowledgement.request;
    case "withdrawal":
      return message.withdrawal.request;
  }
}
