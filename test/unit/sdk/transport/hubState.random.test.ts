import { expect } from "chai";
import fc from "fast-check";
import { id } from "ethers";

import type { AskMessage, ClientMessage } from "../../../../sdk/transport/messages/ClientMessage.ts";
import { formatMessage } from "../../../../sdk/transport/messages/formatMessage.ts";
import type { HubMessage } from "../../../../sdk/transport/messages/HubMessage.ts";
import { blindedAccount } from "../../../../sdk/trading/blindedAccount.ts";
import { quoteId } from "../../../../sdk/trading/quoteHash.ts";
import { requestId } from "../../../../sdk/trading/requestHash.ts";
import { addressOf, ASKED_AT } from "../trading/samples.ts";
import { acknowledgementBy, askTo, HubDriver, passBy, quoteBy, withdrawalBy } from "./hubDriver.ts";
import { HubModel } from "./hubModel.ts";
import type { Somebody } from "./hubModel.ts";

const ASKERS = ["investor", "rival"] as const;
const DEALERS = ["dealer 1", "dealer 2", "dealer 3", "dealer 4"] as const;
/** A dealer that also asks, to get at the requests of others. */
const SPY = "dealer 4";
const PEOPLE: readonly Somebody[] = [
  ...ASKERS.map((name) => ({ name, role: "asker" }) as const),
  { name: SPY, role: "asker" },
  ...DEALERS.map((name) => ({ name, role: "dealer" }) as const),
];
const NAMES = [...ASKERS, ...DEALERS];

const somebody = fc.constantFrom(...PEOPLE);
const asker = fc.constantFrom(...PEOPLE.filter(({ role }) => role === "asker"));
const dealer = fc.constantFrom(...PEOPLE.filter(({ role }) => role === "dealer"));
/** One of the requests so far, or none when there is none yet. */
const place = fc.nat(7);

const command = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant("come or go" as const), who: somebody }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("log in again" as const), who: somebody }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("ask" as const),
      who: asker,
      dealers: fc.subarray([...DEALERS], { minLength: 1 }),
      isAnonymous: fc.boolean(),
      open: fc.integer({ min: 1, max: 60 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("ask again" as const), who: asker, place }) },
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant("answer" as const),
      who: dealer,
      /** Left out: its own. */
      inNameOf: fc.option(fc.constantFrom(...DEALERS), { nil: undefined, freq: 6 }),
      place,
      what: fc.constantFrom("quote", "pass", "acknowledgement", "withdrawal"),
      number: fc.nat(3),
      validFor: fc.integer({ min: 1, max: 90 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("end" as const),
      who: asker,
      place,
      how: fc.constantFrom("close", "cancel", "outcome"),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("wait" as const), seconds: fc.nat(30) }) },
);
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

/** A hub with its model, and people who do as they are told. */
class Play {
  readonly hub = new HubDriver();
  readonly model = new HubModel(NAMES);
  readonly asks: AskMessage[] = [];
  readonly quotes: string[] = [];
  /** Connections by client. */
  readonly #lines = new Map<Somebody, string>();
  #connections = 0;

  run(what: Command): void {
    switch (what.do) {
      case "come or go": {
        const line = this.#lines.get(what.who);
        if (line === undefined) this.logIn(what.who);
        else {
          this.#lines.delete(what.who);
          this.hub.disconnect(line);
        }
        break;
      }
      case "log in again":
        this.logIn(what.who);
        break;
      case "ask":
        this.#ask(what);
        break;
      case "ask again": {
        const ask = this.asks[what.place];
        if (ask !== undefined) this.#send(what.who, ask);
        break;
      }
      case "answer":
        this.#answer(what);
        break;
      case "end": {
        const ask = this.asks[what.place];
        if (ask === undefined) break;
        const request = requestId(ask.request);
        const quotes = this.quotes.slice(0, 2);
        this.#send(
          what.who,
          what.how === "outcome" ? { type: what.how, request, quotes } : { type: what.how, request },
        );
        break;
      }
      case "wait": {
        const now = this.hub.now + BigInt(what.seconds) * 1_000n;
        this.model.wake(now);
        this.hub.wakeAt(now);
        break;
      }
    }
    for (const each of PEOPLE) this.heard(each);
  }

  /** Takes what somebody was sent, and has it judged. */
  heard(who: Somebody): readonly HubMessage[] {
    const line = this.#lines.get(who);
    const messages = line === undefined ? [] : this.hub.take(line);
    for (const message of messages) this.model.judge(who, message);
    return messages;
  }

  logIn(who: Somebody): void {
    this.#connections += 1;
    const before = this.#lines.get(who);
    const line = `connection ${this.#connections}`;
    this.#lines.set(who, line);
    const messages = this.hub.logIn(who.name, who.role, line);
    for (const message of messages) this.model.judge(who, message);
    if (before !== undefined) {
      expect(this.hub.take(before).map(({ type }) => type)).to.deep.equal(["notice"]);
      this.hub.disconnect(before);
    }
    if (who.role === "dealer") {
      const requests = messages.flatMap((message) =>
        message.type === "request" ? [requestId(message.request)] : [],
      );
      expect(requests, "a dealer that comes has what is open for it").to.deep.equal(
        this.model.openFor(who.name),
      );
    }
  }

  /** Whatever was answered in time an asker can have as long as it is of use. */
  finish(): void {
    for (const who of PEOPLE.filter(({ role }) => role === "asker")) {
      if (!this.#lines.has(who)) this.logIn(who);
      this.heard(who);
      const had = this.model.asksOf(who.name).flatMap((ask) => {
        this.#send(who, ask);
        return this.heard(who).filter(({ type }) => type === "quote" || type === "pass");
      });
      const texts = had.map((message) => formatMessage(message)).toSorted();
      expect(texts).to.deep.equal([...this.model.answersFor(who.name, this.hub.now)].toSorted());
    }
  }

  #send(who: Somebody, message: ClientMessage): void {
    const line = this.#lines.get(who);
    if (line === undefined) return;
    this.model.send(who, message);
    this.hub.send(line, message);
  }

  #ask({ who, dealers, isAnonymous, open }: Extract<Command, { do: "ask" }>): void {
    if (this.asks.length > 7 || !this.#lines.has(who)) return;
    const salt = id(`request ${this.asks.length}`);
    const asker = isAnonymous ? blindedAccount(addressOf(who.name), salt) : addressOf(who.name);
    const times = { askedAt: this.hub.now, answerBy: this.hub.now + BigInt(open) * 1_000n };
    const ask = askTo(dealers, { salt, asker, isAnonymous, ...times });
    this.asks.push(ask);
    this.#send(who, ask);
    for (const each of PEOPLE.filter(({ role }) => role === "dealer")) {
      const isHere = this.#lines.has(each) && dealers.some((name) => name === each.name);
      expect(this.heard(each), "who is asked and here has it at once").to.have.length(isHere ? 1 : 0);
    }
  }

  #answer(what: Extract<Command, { do: "answer" }>): void {
    const ask = this.asks[what.place];
    if (ask === undefined) return;
    const [name, { request }, number] = [what.inNameOf ?? what.who.name, ask, BigInt(what.number)];
    const validUntil = ASKED_AT / 1_000n + BigInt(what.validFor);
    const quote = quoteBy(name, request, { sequence: number, validUntil });
    if (what.what === "quote") this.quotes.unshift(quoteId(quote.quote));
    const messages = {
      quote,
      pass: passBy(name, request, `reason ${number}`),
      acknowledgement: acknowledgementBy(name, request, this.quotes.slice(0, 2), number),
      withdrawal: withdrawalBy(name, request, this.quotes[what.number] ?? id("none")),
    };
    this.#send(what.who, messages[what.what]);
  }
}

describe("HubState: whatever anybody does, in whatever order", () => {
  it("nobody is sent what is not for it, nothing is made up, and nothing that is of use is lost", () => {
    fc.assert(
      fc.property(fc.array(command, { minLength: 20, maxLength: 80, size: "max" }), (commands) => {
        const play = new Play();
        for (const each of PEOPLE) play.logIn(each);
        for (const each of commands) play.run(each);
        play.finish();
      }),
      { numRuns: 100, seed: 20_261_207 },
    );
  });
});
