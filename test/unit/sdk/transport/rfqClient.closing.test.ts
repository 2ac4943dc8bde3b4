import { expect } from "chai";
import { id } from "ethers";

import { quoteId } from "../../../../sdk/trading/quoteHash.ts";
import type { ClosedBook } from "../../../../sdk/transport/asker/ClosedBook.ts";
import type { OpenBook } from "../../../../sdk/transport/asker/OpenBook.ts";
import type { DealerMessage } from "../../../../sdk/transport/messages/ClientMessage.ts";
import { addressOf, ANSWER_BY, ASKED_AT } from "../trading/samples.ts";
import {
  acknowledgementFrom,
  AskerDesk,
  passFrom,
  quoteFrom,
  reasonsOf,
  withdrawalFrom,
} from "./askerSamples.ts";
import { settle } from "./rfqHouse.ts";

const TWO = ["dealer 1", "dealer 2"] as const;
const idOf = (message: DealerMessage): string => (message.type === "quote" ? quoteId(message.quote) : "");

/** What a book has come to, if it has. */
async function now(book: OpenBook): Promise<ClosedBook | undefined> {
  await settle();
  return await Promise.race([book.closed, Promise.resolve(undefined)]);
}

describe("RfqClient: the close of a request", () => {
  it("given answers, when one comes in the last millisecond, then it is taken, and one after it is late", async () => {
    const desk = new AskerDesk();
    const { book, request, events } = await desk.ask(TWO);
    await desk.until(ANSWER_BY);
    await desk.transport.say(await quoteFrom("dealer 1", request));
    await desk.until(ANSWER_BY + 1n);
    const late = [
      await quoteFrom("dealer 1", request, { sequence: 2n }),
      await passFrom("dealer 2", request),
    ];
    await desk.transport.say(...late);
    expect(events.map(({ kind }) => kind)).to.deep.equal(["quote", "closing", "refusal", "refusal"]);
    expect(reasonsOf(events)).to.deep.equal(["late", "late"]);
    await desk.until(ANSWER_BY + 3_000n);
    const closed = await book.closed;
    expect(closed.closedAt).to.equal(ANSWER_BY);
    expect(closed.standing.map(({ quote }) => quote.sequence)).to.deep.equal([1n]);
    expect(closed.answers.map(({ kind, receivedAt }) => [kind, receivedAt - ANSWER_BY])).to.deep.equal([
      ["quote", 0n],
      ["quote", 1n],
      ["pass", 1n],
    ]);
    expect(closed.timedOut).to.deep.equal([addressOf("dealer 2")]);
  });

  it("given a hub that delays until after the close, when answers come, then none is taken", async () => {
    const desk = new AskerDesk();
    const { book, request } = await desk.ask(TWO);
    const quote = await quoteFrom("dealer 1", request);
    await desk.until(ANSWER_BY + 500n);
    await desk.transport.say(quote);
    await desk.until(ANSWER_BY + 3_000n);
    const { standing, timedOut, refusals } = await book.closed;
    expect(standing).to.deep.equal([]);
    expect(timedOut).to.deep.equal(TWO.map(addressOf));
    expect(refusals.map(({ reason }) => reason)).to.deep.equal(["late"]);
  });

  it("given dealers, when all have acknowledged the close, then everything is together at once", async () => {
    const desk = new AskerDesk();
    const { book, request } = await desk.ask(TWO);
    const quote = await quoteFrom("dealer 1", request);
    await desk.transport.say(quote);
    await desk.until(ANSWER_BY + 1n);
    const one = await acknowledgementFrom("dealer 1", request, { at: ANSWER_BY, answers: [idOf(quote)] });
    await desk.transport.say(one);
    expect(await now(book)).to.equal(undefined);
    const two = await acknowledgementFrom("dealer 2", request, { at: ANSWER_BY + 7n });
    await desk.transport.say(two);
    const closed = await now(book);
    expect(closed?.acknowledgements).to.deep.equal(
      [one, two].map(({ acknowledgement, signature }) => ({ acknowledgement, signature })),
    );
    expect([closed?.silent, closed?.missing]).to.deep.equal([[], []]);
  });

  it("given acknowledgements that came before the close, when they reach beyond it, then nothing is waited for", async () => {
    const desk = new AskerDesk();
    const { book, request } = await desk.ask(["dealer 1"]);
    await desk.transport.say(await acknowledgementFrom("dealer 1", request, { at: ANSWER_BY + 3n }));
    await desk.until(ANSWER_BY + 1n);
    expect((await now(book))?.silent).to.deep.equal([]);
  });

  it("given a dealer that says nothing any more, when the time for it is over, then it is called silent", async () => {
    const desk = new AskerDesk({ acknowledgeTime: 2_000n });
    const { book, request } = await desk.ask(TWO);
    await desk.transport.say(
      await acknowledgementFrom("dealer 1", request, { at: ANSWER_BY - 1n }),
      await acknowledgementFrom("dealer 2", request, { at: ANSWER_BY }),
    );
    await desk.until(ANSWER_BY + 1_999n);
    expect(await now(book)).to.equal(undefined);
    await desk.until(ANSWER_BY + 2_000n);
    expect((await now(book))?.silent).to.deep.equal([addressOf("dealer 1")]);
  });

  it("given a dealer that acknowledges what never came, when everything is together, then it is told what is missing", async () => {
    const desk = new AskerDesk();
    const { book, request } = await desk.ask(["dealer 1"]);
    const quote = await quoteFrom("dealer 1", request);
    await desk.transport.say(quote);
    const answers = [idOf(quote), id("kept back")];
    await desk.transport.say(await acknowledgementFrom("dealer 1", request, { at: ANSWER_BY, answers }));
    await desk.until(ANSWER_BY + 1n);
    expect((await now(book))?.missing).to.deep.equal([
      { dealer: addressOf("dealer 1"), answers: [id("kept back")] },
    ]);
  });

  it("given a quote that is withdrawn after the close, when everything is together, then it does not stand", async () => {
    const desk = new AskerDesk();
    const { book, request } = await desk.ask(["dealer 1"]);
    const quote = await quoteFrom("dealer 1", request);
    await desk.transport.say(quote);
    await desk.until(ANSWER_BY + 1n);
    await desk.transport.say(await withdrawalFrom("dealer 1", request, idOf(quote)));
    await desk.until(ANSWER_BY + 3_000n);
    const { standing, answers } = await book.closed;
    expect([standing.length, answers.length]).to.deep.equal([0, 1]);
  });

  it("given a book that is together, when more comes, then it is a stray, and the request may be asked no more", async () => {
    const desk = new AskerDesk();
    const { book, request, events } = await desk.ask(["dealer 1"]);
    await desk.until(ANSWER_BY + 3_000n);
    await book.closed;
    await settle();
    await desk.transport.say(await quoteFrom("dealer 1", request));
    expect(events.map(({ kind }) => kind)).to.deep.equal(["closing"]);
    expect(desk.strays.map(({ reason }) => reason)).to.deep.equal(["request unknown"]);
  });
});

describe("RfqClient: an asker that ends its request", () => {
  it("given quotes, when it closes, then the hub is told, and what comes in another millisecond is late", async () => {
    const desk = new AskerDesk();
    const { book, request, events } = await desk.ask(TWO);
    await desk.until(ASKED_AT + 100n);
    const quotes = [
      await quoteFrom("dealer 1", request),
      await quoteFrom("dealer 1", request, { sequence: 2n }),
    ];
    const [first, second] = quotes;
    if (first !== undefined) await desk.transport.say(first);
    book.close();
    book.close();
    book.cancel();
    expect(desk.transport.sent.slice(1)).to.deep.equal([{ type: "close", request: book.id }]);
    if (second !== undefined) await desk.transport.say(second);
    await desk.until(ASKED_AT + 101n);
    await desk.transport.say(await quoteFrom("dealer 1", request, { sequence: 3n }));
    expect(reasonsOf(events)).to.deep.equal(["late"]);
    for (const name of TWO) {
      await desk.transport.say(await acknowledgementFrom(name, request, { at: ASKED_AT + 100n }));
    }
    // What a dealer with a fast clock said on receipt is not its last word.
    expect(await now(book)).to.equal(undefined);
    const answers = quotes.map(idOf);
    await desk.transport.say(
      await acknowledgementFrom("dealer 1", request, { at: ASKED_AT + 100n, answers }),
    );
    const closed = await now(book);
    expect(closed).to.include({ closedAt: ASKED_AT + 100n, isCancelled: false });
    expect(closed?.standing.map(({ quote }) => quote.sequence)).to.deep.equal([1n, 2n]);
    await desk.until(ANSWER_BY + 10_000n);
    expect(events.filter(({ kind }) => kind === "closing")).to.have.length(1);
  });

  it("given a request, when it is cancelled, then the hub is told and nothing is waited for", async () => {
    const desk = new AskerDesk();
    const { book } = await desk.ask(TWO);
    book.cancel();
    expect(desk.transport.sent.slice(1)).to.deep.equal([{ type: "cancel", request: book.id }]);
    await desk.until(ASKED_AT + 1n);
    expect(await now(book)).to.include({ isCancelled: true, closedAt: ASKED_AT });
  });

  it("given a request whose time is over, when its asker closes it, then nothing changes", async () => {
    const desk = new AskerDesk();
    const { book } = await desk.ask(TWO);
    await desk.until(ANSWER_BY);
    book.close();
    expect(desk.transport.sent).to.have.length(1);
  });

  it("given a request that closes when it is answered, when the last dealer has answered, then it does", async () => {
    const desk = new AskerDesk();
    const { book, request } = await desk.ask(TWO, {}, { closesWhenAnswered: true });
    await desk.until(ASKED_AT + 50n);
    await desk.transport.say(
      await quoteFrom("dealer 1", request),
      await quoteFrom("dealer 1", request, { sequence: 2n }),
    );
    expect(desk.transport.sent).to.have.length(1);
    await desk.transport.say(await passFrom("dealer 2", request));
    expect(desk.transport.sent.slice(1)).to.deep.equal([{ type: "close", request: book.id }]);
    await desk.until(ANSWER_BY);
    expect(await now(book)).to.include({ closedAt: ASKED_AT + 50n });
  });

  it("given a request that was closed, when the connection comes back before all is together, then the hub is told again", async () => {
    const desk = new AskerDesk();
    const { book } = await desk.ask(TWO);
    await desk.transport.cut();
    book.close();
    expect(desk.transport.sent).to.have.length(1);
    await desk.transport.mend();
    expect(desk.transport.sent.map(({ type }) => type)).to.deep.equal(["ask", "ask", "close"]);
    await desk.until(ANSWER_BY);
    expect(await now(book)).to.include({ closedAt: ASKED_AT });
    await desk.transport.cut();
    await desk.transport.mend();
    expect(desk.transport.sent).to.have.length(3);
  });

  it("given open requests, when the client closes, then they close with what they have, and nothing more is heard", async () => {
    const desk = new AskerDesk();
    const { book, request, events } = await desk.ask(TWO);
    await desk.transport.say(await quoteFrom("dealer 1", request));
    await desk.client.close();
    const closed = await book.closed;
    expect(closed).to.include({ closedAt: ASKED_AT, isCancelled: false });
    expect(closed.standing).to.have.length(1);
    expect(closed.silent).to.deep.equal(TWO.map(addressOf));
    await desk.transport.say(await quoteFrom("dealer 2", request));
    await desk.until(ANSWER_BY + 10_000n);
    expect(events.map(({ kind }) => kind)).to.deep.equal(["quote"]);
    expect(desk.strays).to.deep.equal([]);
  });
});
