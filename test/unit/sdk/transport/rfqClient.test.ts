import { expect } from "chai";
import { id, Signature, ZeroAddress } from "ethers";

import { quoteId } from "../../../../sdk/trading/quoteHash.ts";
import type { DealerMessage } from "../../../../sdk/transport/messages/ClientMessage.ts";
import { ownKeyChecks } from "../../../../sdk/transport/SignatureChecks.ts";
import { accountOf, addressOf, ANSWER_BY, ASKED_AT, DEALERS_SALT, DOMAIN } from "../trading/samples.ts";
import {
  acknowledgementFrom,
  AskerDesk,
  kindsOf,
  passFrom,
  quoteFrom,
  reasonsOf,
  withdrawalFrom,
} from "./askerSamples.ts";
import { questionTo, settle } from "./rfqHouse.ts";

const TWO = ["dealer 1", "dealer 2"] as const;
const idOf = (message: DealerMessage): string => (message.type === "quote" ? quoteId(message.quote) : "");

describe("RfqClient: asking", () => {
  it("given a connection, when it asks, then the request goes to the hub in its envelope", async () => {
    const desk = new AskerDesk();
    const { book, request } = await desk.ask(TWO);
    const [sent] = desk.transport.sent;
    expect(sent).to.deep.include({
      type: "ask",
      request,
      dealers: TWO.map(addressOf),
      dealersSalt: DEALERS_SALT,
    });
    expect(book.standing).to.deep.equal([]);
  });

  it("given no connection, when it asks, then the request goes out when there is one, and again after each break", async () => {
    const desk = new AskerDesk();
    await desk.transport.cut();
    await desk.ask(TWO);
    expect(desk.transport.sent).to.deep.equal([]);
    await desk.transport.mend();
    await desk.transport.cut();
    await desk.transport.mend();
    expect(desk.transport.sent.map(({ type }) => type)).to.deep.equal(["ask", "ask"]);
  });

  it("given dealers that the request does not commit to, when it is asked, then it is refused", async () => {
    const { client } = new AskerDesk();
    const question = await questionTo(TWO);
    for (const wrong of [
      { dealers: ["dealer 1", "dealer 3"].map(addressOf) },
      { dealers: ["dealer 1"].map(addressOf) },
      { dealers: ["dealer 1", "dealer 1"].map(addressOf) },
      { dealersSalt: id("another") },
    ]) {
      expect(() => client.ask({ ...question, ...wrong }))
        .to.throw()
        .with.property("code", "DEALERS_DIFFER");
    }
    const miscounted = await questionTo(TWO, { dealerCount: 3n });
    expect(() => client.ask(miscounted))
      .to.throw()
      .with.property("code", "DEALERS_DIFFER");
    expect(client.ask({ ...question, dealers: question.dealers.map((each) => each.toLowerCase()) })).to.be.ok;
  });

  it("given a request whose time is over, or that is open already, when it is asked, then it is refused", async () => {
    const desk = new AskerDesk();
    const question = await questionTo(TWO);
    desk.client.ask(question);
    expect(() => desk.client.ask(question))
      .to.throw()
      .with.property("code", "REQUEST_ASKED_TWICE");
    await desk.until(ANSWER_BY);
    const over = await questionTo(TWO, { salt: id("another") });
    expect(() => desk.client.ask(over))
      .to.throw()
      .with.property("code", "REQUEST_OVER");
  });

  it("given quotes, when it tells what came of them, then the hub is told; without a connection it fails", async () => {
    const desk = new AskerDesk();
    const { book } = await desk.ask(TWO);
    await desk.client.tellOutcome(book.id, [id("quote")]);
    expect(desk.transport.sent.at(-1)).to.deep.equal({
      type: "outcome",
      request: book.id,
      quotes: [id("quote")],
    });
    await desk.transport.cut();
    const error: unknown = await desk.client.tellOutcome(book.id, []).catch((reason: unknown) => reason);
    expect(error).to.have.property("code", "HUB_NOT_CONNECTED");
  });
});

describe("RfqClient: what it takes", () => {
  it("given right messages, when they come, then they are told with the time, and quotes stand", async () => {
    const desk = new AskerDesk();
    const { book, request, events } = await desk.ask(TWO);
    const quote = await quoteFrom("dealer 1", request);
    const pass = await passFrom("dealer 2", request, "not today");
    const acknowledgement = await acknowledgementFrom("dealer 2", request, { at: ASKED_AT });
    await desk.until(ASKED_AT + 5n);
    await desk.transport.say(acknowledgement, quote, pass);
    expect(kindsOf(events)).to.deep.equal(["acknowledgement", "quote", "pass"]);
    for (const event of events) expect(event).to.include({ receivedAt: ASKED_AT + 5n });
    expect(events[1]).to.include({ id: idOf(quote), signature: quote.signature });
    expect(book.standing.map(({ quote: each }) => quoteId(each))).to.deep.equal([idOf(quote)]);
    expect(reasonsOf(events)).to.deep.equal([]);
  });

  it("given a quote for anybody, when it comes, then it is taken as well", async () => {
    const desk = new AskerDesk();
    const { request, events } = await desk.ask(TWO);
    await desk.transport.say(await quoteFrom("dealer 1", request, { investor: ZeroAddress }));
    expect(kindsOf(events)).to.deep.equal(["quote"]);
  });

  it("given a quote that stands, when its dealer withdraws it, then it stands no more; when another does, it does", async () => {
    const desk = new AskerDesk();
    const { book, request, events } = await desk.ask(TWO);
    const quote = await quoteFrom("dealer 1", request);
    await desk.transport.say(quote, await withdrawalFrom("dealer 2", request, idOf(quote)));
    expect(book.standing).to.have.length(1);
    await desk.transport.say(await withdrawalFrom("dealer 1", request, idOf(quote)));
    expect(book.standing).to.deep.equal([]);
    expect(kindsOf(events)).to.deep.equal(["quote", "withdrawal", "withdrawal"]);
  });

  it("given a quote that stands, when it expires, then it stands no more", async () => {
    const desk = new AskerDesk();
    const { book, request } = await desk.ask(TWO);
    const second = ASKED_AT / 1_000n + 10n;
    await desk.transport.say(await quoteFrom("dealer 1", request, { validUntil: second }));
    await desk.until(second * 1_000n - 1n);
    expect(book.standing).to.have.length(1);
    await desk.until(second * 1_000n);
    expect(book.standing).to.deep.equal([]);
  });

  it("given several quotes of a dealer, when their numbers rise, then all stand", async () => {
    const desk = new AskerDesk();
    const { book, request } = await desk.ask(TWO);
    for (const sequence of [0n, 3n, 7n]) {
      await desk.transport.say(await quoteFrom("dealer 1", request, { sequence }));
    }
    expect(book.standing.map(({ quote }) => quote.sequence)).to.deep.equal([0n, 3n, 7n]);
  });

  it("given what the hub says by itself, when it comes, then a notice is told, and nothing else believed", async () => {
    const desk = new AskerDesk();
    const { book, request, events } = await desk.ask(TWO);
    await desk.transport.say(
      { type: "closed", request: book.id, timedOut: [addressOf("dealer 1")] },
      { type: "cancelled", request: book.id },
      { type: "notice", code: "HUB_FULL", text: "no room", request: book.id },
      { type: "notice", code: "HUB_FULL", text: "no room", request: id("another") },
      await quoteFrom("dealer 1", request),
    );
    expect(events.map(({ kind }) => kind)).to.deep.equal(["notice", "quote"]);
    expect(events[0]).to.deep.equal({ kind: "notice", code: "HUB_FULL", text: "no room" });
  });
});

describe("RfqClient: what it refuses", () => {
  /** Asks two dealers, hears what is said, and gives the reasons for which some of it was not taken. */
  const refusedOf = async (
    say: (request: Parameters<typeof quoteFrom>[1]) => Promise<readonly DealerMessage[]>,
    desk = new AskerDesk(),
  ) => {
    const asking = await desk.ask(TWO);
    await desk.transport.say(...(await say(asking.request)));
    return { ...asking, desk, reasons: reasonsOf(asking.events), taken: kindsOf(asking.events) };
  };

  it("what another has signed, of every kind", async () => {
    const { reasons, taken } = await refusedOf(async (request) => [
      await quoteFrom("dealer 1", request, {}, "dealer 2"),
      await passFrom("dealer 1", request, "", "dealer 2"),
      await acknowledgementFrom("dealer 1", request, { at: ASKED_AT, signer: "dealer 2" }),
      await withdrawalFrom("dealer 1", request, id("quote"), "dealer 2"),
    ]);
    expect(reasons).to.deep.equal(["forged", "forged", "forged", "forged"]);
    expect(taken).to.deep.equal([]);
  });

  it("what was altered: one thing of a quote is another than was signed", async () => {
    const { reasons, taken } = await refusedOf(async (request) => {
      const message = await quoteFrom("dealer 1", request);
      if (message.type !== "quote") throw new Error("a quote is a quote");
      const changes = [
        { cashPerUnit: 100_270_176n },
        { validUntil: message.quote.validUntil + 1n },
        { sequence: 2n },
        { investor: accountOf(7) },
        { kind: "indicative" },
        { dealer: addressOf("dealer 2") },
      ] as const;
      return changes.map((change) => ({ ...message, quote: { ...message.quote, ...change } }));
    });
    expect(reasons).to.deep.equal(Array.from({ length: 6 }, () => "forged"));
    expect(taken).to.deep.equal([]);
  });

  it("a forged copy that comes first does not keep the real one out", async () => {
    const { reasons, taken } = await refusedOf(async (request) => {
      const real = await quoteFrom("dealer 1", request);
      return [{ ...real, signature: `0x${"11".repeat(64)}` }, real];
    });
    expect([reasons, taken]).to.deep.equal([["forged"], ["quote"]]);
  });

  it("what comes twice, also with its signature written otherwise", async () => {
    const { reasons, taken, book } = await refusedOf(async (request) => {
      const real = await quoteFrom("dealer 1", request);
      const longer = { ...real, signature: Signature.from(real.signature).serialized };
      return [real, longer, real, await passFrom("dealer 2", request), await passFrom("dealer 2", request)];
    });
    expect([reasons, taken]).to.deep.equal([
      ["duplicate", "duplicate", "duplicate"],
      ["quote", "pass"],
    ]);
    expect(book.standing).to.have.length(1);
  });

  it("what comes of somebody who was not asked", async () => {
    const { reasons } = await refusedOf(async (request) => [await quoteFrom("dealer 3", request)]);
    expect(reasons).to.deep.equal(["dealer not asked"]);
  });

  it("what is for another request, as a stray", async () => {
    const other = await questionTo(TWO, { salt: id("another") });
    const { events, desk } = await refusedOf(async () => [
      await quoteFrom("dealer 1", other.request.request),
    ]);
    expect(events).to.deep.equal([]);
    expect(desk.strays.map(({ reason }) => reason)).to.deep.equal(["request unknown"]);
  });

  for (const [name, fields] of [
    ["another bond", { isin: "JP3633400001" }],
    ["another currency", { currency: "USD" }],
    ["another bank", { settlementBank: accountOf(0xb2) }],
    ["the asker's side", { side: "buyer" }],
    ["another day", { settleBy: 1_750_399_201n }],
    ["another investor", { investor: accountOf(9) }],
  ] as const) {
    it(`a quote for ${name}, though its dealer has signed it: the evidence has it all the same`, async () => {
      const { book, reasons, desk } = await refusedOf(async (request) => [
        await quoteFrom("dealer 1", request, fields),
      ]);
      expect(reasons).to.deep.equal(["unfit"]);
      expect(book.standing).to.deep.equal([]);
      await desk.until(ANSWER_BY + 10_000n);
      const { answers, standing, timedOut } = await book.closed;
      expect([answers.length, standing.length]).to.deep.equal([1, 0]);
      expect(timedOut).to.deep.equal([addressOf("dealer 2")]);
    });
  }

  it("a quote that has expired when it comes", async () => {
    const { reasons } = await refusedOf(async (request) => [
      await quoteFrom("dealer 1", request, { validUntil: ASKED_AT / 1_000n }),
    ]);
    expect(reasons).to.deep.equal(["expired"]);
  });

  it("a quote that was withdrawn before it came", async () => {
    const { reasons, book } = await refusedOf(async (request) => {
      const quote = await quoteFrom("dealer 1", request);
      return [await withdrawalFrom("dealer 1", request, idOf(quote)), quote];
    });
    expect(reasons).to.deep.equal(["withdrawn"]);
    expect(book.standing).to.deep.equal([]);
  });

  it("nothing for that another dealer says it withdraws what it could not have given", async () => {
    const { reasons, taken, book } = await refusedOf(async (request) => {
      const quote = await quoteFrom("dealer 1", request);
      return [await withdrawalFrom("dealer 2", request, idOf(quote)), quote];
    });
    expect([reasons, taken]).to.deep.equal([[], ["withdrawal", "quote"]]);
    expect(book.standing).to.have.length(1);
  });

  it("a quote with a number that its dealer gave to another, in this request or in one before", async () => {
    const { reasons, desk } = await refusedOf(async (request) => [
      await quoteFrom("dealer 1", request, { sequence: 4n }),
      await quoteFrom("dealer 1", request, { sequence: 4n, cashPerUnit: 1n }),
      await quoteFrom("dealer 2", request, { sequence: 4n }),
    ]);
    expect(reasons).to.deep.equal(["sequence used"]);
    const next = await desk.ask(TWO, { salt: id("next") });
    await desk.transport.say(await quoteFrom("dealer 1", next.request, { sequence: 4n }));
    expect(reasonsOf(next.events)).to.deep.equal(["sequence used"]);
  });

  it("a quote that was overtaken by a newer one, and an acknowledgement too", async () => {
    const { reasons, book } = await refusedOf(async (request) => [
      await quoteFrom("dealer 1", request, { sequence: 5n }),
      await quoteFrom("dealer 1", request, { sequence: 4n }),
      await acknowledgementFrom("dealer 1", request, { at: ASKED_AT + 2n }),
      await acknowledgementFrom("dealer 1", request, { at: ASKED_AT + 1n }),
    ]);
    expect(reasons).to.deep.equal(["reordered", "reordered"]);
    expect(book.standing.map(({ quote }) => quote.sequence)).to.deep.equal([5n]);
  });

  it("more than it keeps of a dealer, and nothing of others for that", async () => {
    const { reasons, taken } = await refusedOf(
      async (request) => [
        ...(await Promise.all([1n, 2n, 3n].map((sequence) => quoteFrom("dealer 1", request, { sequence })))),
        await quoteFrom("dealer 2", request),
      ],
      new AskerDesk({ mostMessages: 2 }),
    );
    expect([reasons, taken]).to.deep.equal([["too many"], ["quote", "quote", "quote"]]);
  });

  it("what it cannot check, until it can", async () => {
    let isDown = true;
    const own = ownKeyChecks(DOMAIN);
    const quote = (message: Parameters<typeof own.quote>[0]) =>
      isDown ? Promise.reject(new Error("the node is down")) : own.quote(message);
    const { desk, request, events, book } = await refusedOf(
      async (asked) => [await quoteFrom("dealer 1", asked)],
      new AskerDesk({ checks: { ...own, quote } }),
    );
    expect(events[0]).to.have.nested.include({
      "refusal.reason": "unchecked",
      "refusal.text": "the node is down",
    });
    isDown = false;
    await desk.transport.say(await quoteFrom("dealer 1", request));
    expect(book.standing).to.have.length(1);
  });

  it("any number of forgeries, of which it keeps the first thousand", async () => {
    const { book, desk, events } = await refusedOf(async (request) => {
      const stranger = await quoteFrom("dealer 3", request);
      return Array.from({ length: 1_500 }, () => stranger);
    });
    for (let count = 0; count < 2; count += 1) {
      await desk.transport.say({ type: "notice", code: "HUB_FULL", text: "", request: book.id });
    }
    expect(events).to.have.length(1_000);
    await desk.until(ANSWER_BY + 10_000n);
    const { refusals, refusalCount } = await book.closed;
    expect([refusals.length, refusalCount]).to.deep.equal([1_000, 1_500]);
  });
});

describe("RfqClient: checks that take their time", () => {
  it("given a quote that came in time, when its check ends after the close, then it counts, and before what came after it", async () => {
    const own = ownKeyChecks(DOMAIN);
    const gate = Promise.withResolvers<undefined>();
    const checks = {
      ...own,
      quote: async (message: Parameters<typeof own.quote>[0]) => {
        await gate.promise;
        return own.quote(message);
      },
    };
    const desk = new AskerDesk({ checks });
    const { book, request, events } = await desk.ask(TWO);
    await desk.until(ANSWER_BY);
    await desk.transport.say(await quoteFrom("dealer 1", request), await passFrom("dealer 2", request));
    await desk.until(ANSWER_BY + 1_000n);
    expect(events).to.deep.equal([]);
    gate.resolve(undefined);
    await settle();
    expect(events.map(({ kind }) => kind)).to.deep.equal(["quote", "pass", "closing"]);
    await desk.until(ANSWER_BY + 10_000n);
    expect((await book.closed).standing).to.have.length(1);
  });
});
