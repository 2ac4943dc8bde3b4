import { expect } from "chai";
import fc from "fast-check";
import { id } from "ethers";

import { blindedAccount } from "../../../../sdk/trading/blindedAccount.ts";
import { passId } from "../../../../sdk/trading/passHash.ts";
import { quoteId } from "../../../../sdk/trading/quoteHash.ts";
import { requestId } from "../../../../sdk/trading/requestHash.ts";
import type { Request } from "../../../../sdk/trading/Request.ts";
import { signPass } from "../../../../sdk/trading/signPass.ts";
import { signQuote } from "../../../../sdk/trading/signQuote.ts";
import type { BookEvent } from "../../../../sdk/transport/asker/BookEvent.ts";
import type { ClosedBook } from "../../../../sdk/transport/asker/ClosedBook.ts";
import type { Pricer } from "../../../../sdk/transport/dealer/Pricer.ts";
import type { DealerMessage } from "../../../../sdk/transport/messages/ClientMessage.ts";
import { formatMessage } from "../../../../sdk/transport/messages/formatMessage.ts";
import { headOf } from "../../../../sdk/transport/messages/headOf.ts";
import { parseHubMessage } from "../../../../sdk/transport/messages/parseHubMessage.ts";
import { addressOf, ANSWER_BY, ASKED_AT, DOMAIN, walletOf } from "../trading/samples.ts";
import { eventsOf } from "./askerSamples.ts";
import { altered, HostileHub } from "./hostileHub.ts";
import type { Fate } from "./hostileHub.ts";
import { priced, questionTo, RfqHouse, saying, settle } from "./rfqHouse.ts";
import type { Dealer } from "./rfqHouse.ts";

const NAMES = ["dealer 1", "dealer 2", "dealer 3"] as const;

/** A quote, a better one later, and in the end none. */
const changing: Pricer = {
  price: async function* () {
    yield await Promise.resolve(priced());
    yield priced({ cashPerUnit: 100_270_000n });
    yield { kind: "pass", reason: "the market has moved" };
  },
};

const place = fc.nat(10_000);
const fate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ do: "deliver" } as const) },
  { weight: 1, arbitrary: fc.constant({ do: "drop" } as const) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("repeat" as const), times: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("delay" as const), milliseconds: fc.nat(90_000) }) },
  { weight: 2, arbitrary: fc.constant({ do: "hold" } as const) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("alter" as const), place, also: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("replay" as const), place }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("forge" as const), place }) },
);

/** A message in the name of its dealer that somebody else has signed. */
async function forge(text: string): Promise<string> {
  const message = parseHubMessage(text);
  const mallory = walletOf("mallory");
  if (message.type === "quote") {
    const quote = { ...message.quote, cashPerUnit: 1n, sequence: message.quote.sequence + 1n };
    return formatMessage({ type: "quote", ...(await signQuote(mallory, { domain: DOMAIN, quote })) });
  }
  if (message.type === "pass") {
    const pass = { ...message.pass, reason: "no" };
    return formatMessage({ type: "pass", ...(await signPass(mallory, { domain: DOMAIN, pass })) });
  }
  return altered(text, 1);
}

const answerIds = (messages: readonly DealerMessage[]): readonly string[] =>
  messages.flatMap((message) => {
    if (message.type === "quote") return [quoteId(message.quote)];
    return message.type === "pass" ? [passId(message.pass)] : [];
  });
const saidBy = ({ events }: Dealer): readonly DealerMessage[] =>
  events.flatMap((event) => (event.kind === "said" ? [event.message] : []));

/** What dealers know and say: every named request is one that was asked, and answered once; and they acknowledge what they said. */
function checkDealer(dealer: Dealer, asked: readonly Request[]): void {
  const said = saidBy(dealer);
  const heard = dealer.events.flatMap((event) => (event.kind === "request" ? [event] : []));
  expect(new Set(heard.map((event) => event.id)).size, "each is taken up once").to.equal(heard.length);
  for (const { request } of heard) {
    if (!request.isAnonymous) expect(asked).to.deep.include(request);
  }
  const numbers = said.flatMap((message) => (message.type === "quote" ? [message.quote.sequence] : []));
  expect(new Set(numbers).size, "each number is used once").to.equal(numbers.length);
  for (const { id: request } of heard) {
    const own = said.filter((message) => headOf(message).request === request);
    expect(answerIds(own).length, "each is answered as often as there was a price").to.be.at.most(3);
    const last = own.findLast(({ type }) => type === "acknowledgement");
    expect(last?.type === "acknowledgement" && last.acknowledgement.answers).to.deep.equal(answerIds(own));
  }
  expect(dealer.events.some((event) => event.kind === "outcome" && event.proven.length > 0)).to.be.false;
}

/** What an asker has in the end: only what its dealers said, in time, each once and in order. */
function checkBook(book: ClosedBook, events: readonly BookEvent[], said: readonly DealerMessage[]): void {
  const withdrawn = events.flatMap((event) => (event.kind === "withdrawal" ? [event.withdrawal.quote] : []));
  const { answers, standing, acknowledgements, timedOut, missing, request } = book;
  const texts = new Set(said.map(formatMessage));
  const ids = new Set(answerIds(said));
  const own = answers.map((answer) =>
    answer.kind === "quote"
      ? ({ type: "quote", ...answer } as const)
      : ({ type: "pass", ...answer } as const),
  );
  for (const message of own) expect(texts.has(formatMessage(message)), "a dealer has said it").to.be.true;
  for (const each of acknowledgements) {
    expect(texts.has(formatMessage({ type: "acknowledgement", ...each }))).to.be.true;
  }
  expect(new Set(own.map(formatMessage)).size, "nothing stands there twice").to.equal(own.length);
  for (const { quote, receivedAt } of standing) {
    expect(receivedAt <= request.request.answerBy, "in time").to.be.true;
    expect(withdrawn, "not withdrawn").to.not.include(quoteId(quote));
  }
  for (const name of NAMES) {
    const dealer = addressOf(name);
    const numbers = standing.flatMap(({ quote }) => (quote.dealer === dealer ? [quote.sequence] : []));
    expect(numbers).to.deep.equal(numbers.toSorted((a, b) => Number(a - b)));
    const inTime = answers.some((answer) => {
      const from = answer.kind === "quote" ? answer.quote.dealer : answer.pass.dealer;
      return from === dealer && answer.receivedAt <= request.request.answerBy;
    });
    expect(timedOut.includes(dealer)).to.equal(!inTime);
  }
  for (const each of missing) for (const answer of each.answers) expect(ids.has(answer)).to.be.true;
}

describe("a hub that drops, delays, repeats, reorders, alters, replays and forges", () => {
  it("gets nothing false into a book, and no dealer to answer twice or what nobody asked", async () => {
    const seen = { taken: 0, reasons: new Set<string>(), dealers: new Set<string>() };
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fate), async (fates) => {
        const house = new RfqHouse();
        const fateOf = (): Fate => {
          const next = fates.next();
          return next.done === true ? { do: "deliver" } : next.value;
        };
        const { dial } = new HostileHub({ dial: house.hub.dial, clock: house.clock, fateOf, forge });
        const transport = house.transport("investor", "asker", dial);
        // Long enough for what was delayed beyond the close to be called late.
        const { client, strays } = house.asker("investor", { transport, acknowledgeTime: 60_000n });
        const pricers = [saying(priced()), changing, saying({ kind: "pass", reason: "not today" })];
        const dealers = NAMES.map((name, index) =>
          house.dealer(name, pricers[index] ?? changing, {
            transport: house.transport(name, "dealer", dial),
          }),
        );
        await settle();
        const named = await questionTo(NAMES);
        const asker = blindedAccount(addressOf("investor"), id("blind"));
        const hidden = await questionTo(NAMES, { isAnonymous: true, asker, salt: id("hidden") });
        const books = [named, hidden].map((question) => client.ask(question));
        const events = books.map(eventsOf);
        await house.until(ASKED_AT + 30_000n);
        house.hub.cut();
        await house.until(ANSWER_BY + 120_000n);

        const said = dealers.flatMap(saidBy);
        const asked = [named, hidden].map(({ request }) => request.request);
        for (const dealer of dealers) checkDealer(dealer, asked);
        for (const [index, book] of books.entries()) checkBook(await book.closed, events[index] ?? [], said);
        const texts = new Set(said.map(formatMessage));
        for (const event of events.flat()) {
          if (event.kind === "refusal") seen.reasons.add(event.refusal.reason);
          else if (event.kind === "quote") {
            seen.taken += 1;
            expect(texts.has(formatMessage({ ...event, type: "quote" }))).to.be.true;
            expect(event.receivedAt <= ANSWER_BY).to.be.true;
          } else if (event.kind === "withdrawal") {
            expect(texts.has(formatMessage({ ...event, type: "withdrawal" }))).to.be.true;
          }
        }
        for (const { reason } of strays) seen.reasons.add(reason);
        for (const event of dealers.flatMap((dealer) => dealer.events)) {
          if (event.kind === "refused") seen.dealers.add(event.reason);
        }
      }),
      { numRuns: 20, seed: 20_261_213 },
    );
    expect(seen.taken).to.be.greaterThan(20);
    expect([...seen.reasons]).to.include.members([
      "request unknown",
      "duplicate",
      "forged",
      "late",
      "reordered",
      "withdrawn",
    ]);
    expect([...seen.dealers]).to.include.members(["forged", "late"]);
  });

  it("that makes an anonymous request up has a quote for an account that nobody can open", async () => {
    const house = new RfqHouse();
    const dealer = house.dealer("dealer 1", saying(priced()), {});
    await settle();
    const { client } = house.asker("mallory");
    await settle();
    const asker = blindedAccount(addressOf("nobody"), id("unknown"));
    const question = await questionTo(["dealer 1"], { isAnonymous: true, asker });
    client.ask(question);
    await settle();
    const [quote] = saidBy(dealer).filter(({ type }) => type === "quote");
    expect(quote?.type === "quote" && quote.quote).to.include({
      investor: asker,
      request: requestId(question.request.request),
    });
  });
});
