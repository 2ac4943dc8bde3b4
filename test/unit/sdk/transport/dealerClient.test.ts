import { expect } from "chai";
import { id } from "ethers";

import { isAcknowledgementSigned } from "../../../../sdk/trading/isAcknowledgementSigned.ts";
import { isPassSigned } from "../../../../sdk/trading/isPassSigned.ts";
import { isQuoteSigned } from "../../../../sdk/trading/isQuoteSigned.ts";
import { requestId } from "../../../../sdk/trading/requestHash.ts";
import { requestRefusals } from "../../../../sdk/trading/requestRefusals.ts";
import { AsyncQueue } from "../../../../sdk/transport/AsyncQueue.ts";
import { answersOf } from "../../../../sdk/transport/dealer/answersOf.ts";
import type { PricerAnswer, PricingContext } from "../../../../sdk/transport/dealer/Pricer.ts";
import { isWithdrawalSigned } from "../../../../sdk/transport/isWithdrawalSigned.ts";
import { accountOf, addressOf, ANSWER_BY, ASKED_AT, DOMAIN } from "../trading/samples.ts";
import { answersIn, DealerDesk, requestFor, SlowSigner } from "./dealerSamples.ts";
import { priced, saying, settle } from "./rfqHouse.ts";

const PASS: PricerAnswer = { kind: "pass", reason: "not today" };

describe("DealerClient: a request", () => {
  it("given one that its asker has signed, when it comes, then it is acknowledged, then quoted as it was asked", async () => {
    const contexts: PricingContext[] = [];
    const desk = new DealerDesk({
      price: (_request, context) => {
        contexts.push(context);
        return priced({ cashPerUnit: 7n, commonReference: "OURS" });
      },
    });
    const message = await requestFor();
    await desk.transport.say(message);
    const [first, second, ...more] = desk.sent;
    expect(more).to.deep.equal([]);
    if (first?.type !== "acknowledgement" || second?.type !== "quote")
      throw new Error("they come in this order");
    const request = requestId(message.request);
    const dealer = addressOf("dealer 1");
    expect(first.acknowledgement).to.deep.equal({ request, dealer, answers: [], at: ASKED_AT });
    expect(isAcknowledgementSigned(DOMAIN, first)).to.be.true;
    expect(isQuoteSigned(DOMAIN, second)).to.be.true;
    expect(requestRefusals(second.quote, message.request)).to.deep.equal([]);
    expect(second.quote).to.include({
      dealer,
      side: "seller",
      sequence: 1n,
      cashPerUnit: 7n,
      commonReference: "OURS",
      investor: addressOf("investor"),
    });
    expect(contexts[0]).to.include({ id: request, dealer, now: ASKED_AT });
    expect(desk.kinds).to.deep.equal(["request", "said", "said"]);
  });

  it("given one of somebody who sells, when it comes, then the dealer bids; the reference is the asker's if it has none", async () => {
    const desk = new DealerDesk(saying(priced()));
    await desk.transport.say(await requestFor({ side: "seller" }));
    const quote = desk.sent[1];
    expect(quote?.type === "quote" && quote.quote).to.include({ side: "buyer", commonReference: "RFQ-1" });
  });

  it("given an anonymous one, when it comes, then it is quoted for the blinded account", async () => {
    const desk = new DealerDesk(saying(priced()));
    await desk.transport.say(await requestFor({ isAnonymous: true, asker: accountOf(0xb11d) }));
    const quote = desk.sent[1];
    expect(quote?.type === "quote" && quote.quote.investor).to.equal(accountOf(0xb11d));
  });

  it("given one through a broker, when it comes, then it is quoted through that one", async () => {
    const desk = new DealerDesk(saying(priced()));
    const message = await requestFor({ broker: accountOf(0xb2) });
    await desk.transport.say(message);
    const quote = desk.sent[1];
    if (quote?.type !== "quote") throw new Error("it is quoted");
    expect(quote.quote.broker).to.equal(accountOf(0xb2));
    expect(requestRefusals(quote.quote, message.request)).to.deep.equal([]);
  });

  it("given one that its asker has not signed, when it comes, then nothing is said to it, and the real one is answered", async () => {
    const desk = new DealerDesk(saying(PASS));
    const real = await requestFor();
    const other = await requestFor({ asker: addressOf("rival") });
    await desk.transport.say(
      { ...real, signature: "0x" },
      { ...real, signature: `0x${"22".repeat(64)}` },
      other,
      { ...real, request: { ...real.request, quantity: 11n } },
    );
    expect(desk.sent).to.deep.equal([]);
    expect(desk.events.map((event) => event.kind === "refused" && event.reason)).to.deep.equal(
      Array.from({ length: 4 }, () => "forged"),
    );
    await desk.transport.say(real);
    expect(desk.said).to.deep.equal(["knows 0", "pass"]);
  });

  it("given one whose time is over, when it comes, then nothing is said to it", async () => {
    const desk = new DealerDesk(saying(PASS));
    const message = await requestFor();
    await desk.until(ANSWER_BY);
    await desk.transport.say(message);
    expect(desk.events).to.deep.equal([
      { kind: "refused", id: requestId(message.request), reason: "late", text: "" },
    ]);
    expect(desk.sent).to.deep.equal([]);
  });

  it("given one that cannot be checked, when it comes again later, then it is answered", async () => {
    let isDown = true;
    const request = () => (isDown ? Promise.reject(new Error("the node is down")) : true);
    const desk = new DealerDesk(saying(PASS), { checks: { request } });
    const message = await requestFor();
    await desk.transport.say(message);
    expect(desk.events[0]).to.include({ kind: "refused", reason: "unchecked", text: "the node is down" });
    isDown = false;
    await desk.transport.say(message);
    expect(desk.said).to.deep.equal(["knows 0", "pass"]);
  });

  it("given as many as are kept in mind, when another comes, then it is refused until one is forgotten", async () => {
    const desk = new DealerDesk(saying(PASS), { mostRequests: 1, keepTime: 1_000n });
    const next = await requestFor({ salt: id("next"), answerBy: ANSWER_BY + 60_000n });
    await desk.transport.say(await requestFor(), next);
    expect(desk.events.flatMap((event) => (event.kind === "refused" ? [event.reason] : []))).to.deep.equal([
      "too many",
    ]);
    await desk.until(ANSWER_BY + 1_000n);
    await desk.transport.say(next);
    expect(desk.said).to.deep.equal(["knows 0", "pass", "knows 1", "knows 0", "pass"]);
  });

  it("given what is not for a dealer, when it comes, then it is not heard", async () => {
    const desk = new DealerDesk(saying(PASS));
    const pass = { request: id("request"), dealer: addressOf("dealer 2"), reason: "", at: 0n };
    await desk.transport.say(
      { type: "pass", pass, signature: "0xaa" },
      { type: "closed", request: id("unknown"), timedOut: [] },
      { type: "cancelled", request: id("unknown") },
      { type: "outcome", request: id("unknown"), quotes: [id("quote")] },
      { type: "notice", code: "HUB_FULL", text: "no room", request: id("request") },
    );
    expect(desk.events).to.deep.equal([
      { kind: "notice", id: id("request"), code: "HUB_FULL", text: "no room" },
    ]);
  });
});

describe("DealerClient: prices", () => {
  it("given a pass, when the pricer says so, then it is signed with its reason", async () => {
    const desk = new DealerDesk({ price: () => Promise.resolve(PASS) });
    await desk.transport.say(await requestFor());
    const pass = desk.sent[1];
    if (pass?.type !== "pass") throw new Error("a pass");
    expect(pass.pass).to.include({ reason: "not today", at: ASKED_AT });
    expect(isPassSigned(DOMAIN, pass)).to.be.true;
  });

  it("given a pricer that fails, when it does, then the request is passed without saying why", async () => {
    for (const price of [
      () => {
        throw new Error("the curve is missing");
      },
      () => Promise.reject(new Error("the curve is missing")),
    ]) {
      const desk = new DealerDesk({ price });
      await desk.transport.say(await requestFor());
      const pass = desk.sent[1];
      expect(pass?.type === "pass" && pass.pass.reason).to.equal("no price");
      const failed = desk.events.find(({ kind }) => kind === "failed");
      expect(failed).to.have.nested.property("error.message", "the curve is missing");
    }
  });

  it("given a stream, when prices come, then each is one quote with a number of its own, until the request ends", async () => {
    const stream = new AsyncQueue<PricerAnswer>();
    const desk = new DealerDesk({ price: () => stream });
    await desk.transport.say(await requestFor());
    for (const cashPerUnit of [1n, 2n, 3n]) {
      stream.push(priced({ cashPerUnit }));
      await settle();
    }
    const quotes = desk.sent.flatMap((message) => (message.type === "quote" ? [message.quote] : []));
    expect(quotes.map(({ sequence, cashPerUnit }) => [sequence, cashPerUnit])).to.deep.equal([
      [1n, 1n],
      [2n, 2n],
      [3n, 3n],
    ]);
    await desk.until(ANSWER_BY);
    expect(stream.isEnded, "nobody listens to it any more").to.be.true;
    const last = desk.sent.at(-1);
    expect(last?.type === "acknowledgement" && last.acknowledgement).to.deep.include({
      answers: answersIn(desk.sent),
      at: ANSWER_BY,
    });
  });

  it("given quotes that stand, when the stream passes, then they are withdrawn and the request is passed", async () => {
    const soon = ASKED_AT / 1_000n + 5n;
    const desk = new DealerDesk({
      price: async function* () {
        yield await Promise.resolve(priced({ validUntil: soon }));
        yield priced({ validUntil: soon + 100n });
        yield PASS;
      },
    });
    await desk.transport.say(await requestFor());
    expect(desk.said).to.deep.equal(["knows 0", "quote", "quote", "withdrawal", "withdrawal", "pass"]);
    for (const message of desk.sent) {
      if (message.type === "withdrawal") expect(isWithdrawalSigned(DOMAIN, message)).to.be.true;
    }
    await desk.until(ANSWER_BY);
    expect(desk.said.at(-1), "withdrawn quotes were given all the same").to.equal("knows 3");
  });

  it("given a stream that passes twice in one millisecond for one reason, when it does, then that is one pass", async () => {
    const desk = new DealerDesk({
      price: async function* () {
        yield await Promise.resolve(PASS);
        yield PASS;
        yield { kind: "pass", reason: "nor tomorrow" };
      },
    });
    await desk.transport.say(await requestFor());
    await desk.until(ANSWER_BY);
    expect(desk.said).to.deep.equal(["knows 0", "pass", "pass", "knows 2"]);
  });

  it("given a request that has ended before its pricer is heard, when it is, then nothing is taken of it", async () => {
    const never = AbortSignal.abort();
    const taken: PricerAnswer[] = [];
    for await (const answer of answersOf(Promise.withResolvers<PricerAnswer>().promise, never))
      taken.push(answer);
    expect(taken).to.deep.equal([]);
  });

  it("given a stream that fails after a quote, when it does, then the quote is withdrawn", async () => {
    const desk = new DealerDesk({
      price: async function* () {
        yield await Promise.resolve(priced());
        throw new Error("the market is closed");
      },
    });
    await desk.transport.say(await requestFor());
    expect(desk.said).to.deep.equal(["knows 0", "quote", "withdrawal", "pass"]);
  });

  it("given a pricer that takes too long, when it is done, then nothing is said; the acknowledgement says so", async () => {
    const slow = Promise.withResolvers<PricerAnswer>();
    const signals: AbortSignal[] = [];
    const desk = new DealerDesk({
      price: (_request, { signal }) => {
        signals.push(signal);
        return slow.promise;
      },
    });
    await desk.transport.say(await requestFor());
    await desk.until(ANSWER_BY);
    expect(signals.map(({ aborted }) => aborted)).to.deep.equal([true]);
    slow.resolve(priced());
    await settle();
    expect(desk.said).to.deep.equal(["knows 0", "knows 0"]);
  });

  it("given a key that takes too long, when it has signed, then the quote is not sent and not acknowledged", async () => {
    const signer = new SlowSigner();
    const desk = new DealerDesk(saying(priced()), { signer });
    await desk.transport.say(await requestFor());
    await desk.until(ANSWER_BY);
    expect(desk.said).to.deep.equal(["knows 0"]);
    signer.gate.resolve(undefined);
    await settle();
    expect(desk.said).to.deep.equal(["knows 0", "knows 0"]);
  });

  it("given a key that fails, when it is to sign, then that is told and nothing false is said", async () => {
    const signer = new SlowSigner();
    const desk = new DealerDesk(saying(priced()), { signer });
    await desk.transport.say(await requestFor());
    signer.gate.reject(new Error("locked"));
    await settle();
    expect(desk.said).to.deep.equal(["knows 0", "pass"]);
    expect(desk.kinds).to.deep.equal(["request", "said", "failed", "said"]);
  });

  it("given a source of numbers that fails, when it does, then there is no quote", async () => {
    const sequences = { next: () => Promise.reject(new Error("the disk is full")) };
    const desk = new DealerDesk(saying(priced()), { sequences });
    await desk.transport.say(await requestFor());
    expect(desk.said).to.deep.equal(["knows 0", "pass"]);
  });
});

describe("DealerClient: the end of a request", () => {
  it("given a request that the hub closes early, when it does, then it is acknowledged at once for all of its time, and never again", async () => {
    const stream = new AsyncQueue<PricerAnswer>();
    const desk = new DealerDesk({ price: () => stream });
    const message = await requestFor();
    const request = requestId(message.request);
    await desk.transport.say(message);
    stream.push(priced());
    await settle();
    await desk.until(ASKED_AT + 10n);
    await desk.transport.say({ type: "closed", request, timedOut: [] });
    await desk.transport.say({ type: "closed", request, timedOut: [] });
    stream.push(priced());
    await settle();
    expect(desk.said).to.deep.equal(["knows 0", "quote", "knows 1"]);
    await desk.until(ANSWER_BY);
    const [last] = desk.sent.slice(-1);
    expect(desk.said).to.have.length(3);
    expect(last?.type === "acknowledgement" && last.acknowledgement.at).to.equal(ANSWER_BY);
    expect(desk.events.filter(({ kind }) => kind === "ended")).to.deep.equal([
      { kind: "ended", id: request, how: "closed" },
    ]);
  });

  it("given a request that is taken back, when it is, then nothing more is answered; a hub that lies gains nothing", async () => {
    const stream = new AsyncQueue<PricerAnswer>();
    const desk = new DealerDesk({ price: () => stream });
    const message = await requestFor();
    await desk.transport.say(message, { type: "cancelled", request: requestId(message.request) });
    stream.push(priced());
    await settle();
    expect(desk.said).to.deep.equal(["knows 0"]);
    await desk.until(ANSWER_BY);
    expect(desk.said).to.deep.equal(["knows 0", "knows 0"]);
  });

  it("given a hub that closes a request as its time ends, when both say so, then it is acknowledged once", async () => {
    const desk = new DealerDesk(saying(PASS));
    const message = await requestFor();
    await desk.transport.say(message);
    await desk.until(ANSWER_BY);
    await desk.transport.say({ type: "closed", request: requestId(message.request), timedOut: [] });
    expect(desk.said).to.deep.equal(["knows 0", "pass", "knows 1"]);
    expect(desk.events.at(-2)).to.deep.equal({
      kind: "ended",
      id: requestId(message.request),
      how: "time",
    });
  });

  it("given what came of it, when the hub tells, then own quotes are told, and those that the chain knows", async () => {
    const taken = new Set<string>();
    const desk = new DealerDesk(
      {
        price: async function* () {
          yield await Promise.resolve(priced());
          yield priced({ cashPerUnit: 2n });
        },
      },
      { isAccepted: (quote) => Promise.resolve(taken.has(quote)) },
    );
    const message = await requestFor();
    await desk.transport.say(message);
    const [one = "", two = ""] = answersIn(desk.sent);
    taken.add(two);
    const request = requestId(message.request);
    await desk.transport.say({ type: "outcome", request, quotes: [one, id("of another"), two] });
    expect(desk.events.at(-1)).to.deep.equal({
      kind: "outcome",
      id: request,
      quotes: [one, two],
      proven: [two],
    });
  });

  it("given nobody who asks the chain, when the hub tells what came of it, then it is hearsay", async () => {
    const desk = new DealerDesk(saying(priced()));
    const message = await requestFor();
    await desk.transport.say(message);
    const [quote = ""] = answersIn(desk.sent);
    const request = requestId(message.request);
    await desk.transport.say({ type: "outcome", request, quotes: [quote] });
    expect(desk.events.at(-1)).to.deep.include({ quotes: [quote], proven: [] });
  });
});

describe("DealerClient: a connection that breaks", () => {
  it("given a request that is answered, when it comes again, then the same is said word for word, and nothing priced", async () => {
    let asked = 0;
    const desk = new DealerDesk({
      price: () => {
        asked += 1;
        return priced();
      },
    });
    const message = await requestFor();
    await desk.transport.say(message);
    const before = desk.sent;
    await desk.transport.say(message, message);
    expect(asked).to.equal(1);
    const [acknowledgement, quote] = before;
    expect(desk.sent.slice(2)).to.deep.equal([quote, acknowledgement, quote, acknowledgement]);
    expect(desk.kinds.filter((kind) => kind === "said")).to.have.length(2);
  });

  it("given answers that could not be sent, when the request comes again, then they are", async () => {
    const stream = new AsyncQueue<PricerAnswer>();
    const desk = new DealerDesk({ price: () => stream });
    const message = await requestFor();
    await desk.transport.say(message);
    await desk.transport.cut();
    stream.push(priced());
    await settle();
    expect(desk.said).to.deep.equal(["knows 0"]);
    await desk.transport.mend();
    await desk.transport.say(message);
    expect(desk.said).to.deep.equal(["knows 0", "quote", "knows 0"]);
  });

  it("given requests that ended while it was away, when it is back, then its last word on them is said", async () => {
    const desk = new DealerDesk(saying(PASS), { keepTime: 5_000n });
    await desk.transport.say(await requestFor());
    await desk.transport.cut();
    await desk.until(ANSWER_BY);
    expect(desk.said).to.deep.equal(["knows 0", "pass"]);
    await desk.transport.mend();
    expect(desk.said).to.deep.equal(["knows 0", "pass", "knows 1"]);
    await desk.until(ANSWER_BY + 5_000n);
    await desk.transport.mend();
    expect(desk.said, "it is forgotten by now").to.have.length(3);
  });

  it("given a program that begins again, when a request comes that it has answered before, then it is not priced", async () => {
    const message = await requestFor();
    const request = requestId(message.request);
    const answers = [id("quote of yesterday"), id("pass of yesterday")];
    const desk = new DealerDesk(saying(priced()), { earlier: new Map([[request, answers]]) });
    await desk.transport.say(message);
    await desk.until(ANSWER_BY);
    expect(desk.said).to.deep.equal(["knows 2", "knows 2"]);
    const [last] = desk.sent.slice(-1);
    expect(last?.type === "acknowledgement" && last.acknowledgement.answers).to.deep.equal(answers);
  });
});

describe("DealerClient: withdrawals, and its own end", () => {
  it("given quotes, when they are withdrawn, then each is once, and what was not given cannot be", async () => {
    const desk = new DealerDesk(saying(priced()));
    await desk.transport.say(await requestFor(), await requestFor({ salt: id("next") }));
    const [one = ""] = answersIn(desk.sent);
    await desk.client.withdraw(one);
    await desk.client.withdraw(one);
    await desk.client.withdrawAll();
    const withdrawn = desk.sent.flatMap((message) =>
      message.type === "withdrawal" ? [message.withdrawal.quote] : [],
    );
    expect(withdrawn).to.deep.equal(answersIn(desk.sent));
    const error: unknown = await desk.client.withdraw(id("another")).catch((reason: unknown) => reason);
    expect(error).to.have.property("code", "QUOTE_UNKNOWN");
  });

  it("given quotes that have expired, when all are withdrawn, then they are left as they are", async () => {
    const desk = new DealerDesk(saying(priced({ validUntil: ASKED_AT / 1_000n + 5n })));
    await desk.transport.say(await requestFor());
    await desk.until(ASKED_AT + 5_000n);
    await desk.client.withdrawAll();
    expect(desk.said).to.deep.equal(["knows 0", "quote"]);
  });

  it("given a client that closes, when more happens, then it hears and says nothing", async () => {
    const stream = new AsyncQueue<PricerAnswer>();
    const desk = new DealerDesk({ price: () => stream });
    const message = await requestFor();
    await desk.transport.say(message);
    desk.client.close();
    stream.push(priced());
    await desk.transport.say(await requestFor({ salt: id("next") }));
    await desk.until(ANSWER_BY + 100_000n);
    expect(desk.said).to.deep.equal(["knows 0"]);
    expect(desk.clock.next).to.equal(undefined);
  });

  it("given a client that closes while it checks a request, when that is done, then nothing comes of it", async () => {
    const checked = Promise.withResolvers<boolean>();
    const desk = new DealerDesk(saying(PASS), { checks: { request: () => checked.promise } });
    await desk.transport.say(await requestFor());
    desk.client.close();
    checked.resolve(true);
    await settle();
    expect([desk.events, desk.sent, desk.clock.next]).to.deep.equal([[], [], undefined]);
  });
});
