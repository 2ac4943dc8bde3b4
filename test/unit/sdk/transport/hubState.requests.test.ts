import { expect } from "chai";
import { id, ZeroHash } from "ethers";

import type { AskMessage } from "../../../../sdk/transport/messages/ClientMessage.ts";
import type { HubLimits } from "../../../../sdk/transport/hub/HubLimits.ts";
import { quoteId } from "../../../../sdk/trading/quoteHash.ts";
import { requestId } from "../../../../sdk/trading/requestHash.ts";
import { accountOf, addressOf, ANSWER_BY, ASKED_AT } from "../trading/samples.ts";
import {
  acknowledgementBy,
  askTo,
  HubDriver,
  passBy,
  quoteBy,
  SIGNATURE,
  withdrawalBy,
} from "./hubDriver.ts";

const DEALERS = ["dealer 1", "dealer 2", "dealer 3"] as const;

/** A hub with an investor, another one, and three dealers. */
function house(limits: Partial<HubLimits> = {}): HubDriver {
  const hub = new HubDriver(limits);
  hub.logIn("investor", "asker");
  hub.logIn("rival", "asker");
  for (const dealer of DEALERS) hub.logIn(dealer, "dealer");
  return hub;
}

const ask = askTo(["dealer 1", "dealer 2"]);
const { request } = ask;
const request1 = requestId(request);
const asked = (limits: Partial<HubLimits> = {}): HubDriver => {
  const hub = house(limits);
  hub.send("investor", ask);
  for (const dealer of DEALERS) hub.take(dealer);
  return hub;
};

describe("HubState: requests", () => {
  it("given a request, when it is asked, then the dealers chosen see it without its envelope, and nobody else sees anything", () => {
    const hub = house();
    hub.send("investor", ask);
    const seen = { type: "request", request, signature: SIGNATURE };
    expect(hub.take("dealer 1")).to.deep.equal([seen]);
    expect(hub.take("dealer 2")).to.deep.equal([seen]);
    for (const other of ["dealer 3", "investor", "rival"]) expect(hub.take(other)).to.deep.equal([]);
    expect(hub.state.counters).to.include({ requests: 1, openRequests: 1, keptRequests: 1 });
  });

  it("given an anonymous request, when it is asked, then dealers see the blinded account and nothing of who is logged in", () => {
    const hub = house();
    hub.send("investor", askTo(["dealer 1"], { isAnonymous: true, asker: accountOf(0xb11d) }));
    const [seen] = hub.take("dealer 1");
    expect(seen?.type === "request" && seen.request.asker).to.equal(accountOf(0xb11d));
    expect(seen?.type === "request" && seen.signature).to.equal("0x");
    const said = JSON.stringify(seen, (_key, value: unknown) => (typeof value === "bigint" ? "" : value));
    expect(said.toLowerCase()).to.not.include(addressOf("investor").toLowerCase());
  });

  const refused: readonly [string, AskMessage, string][] = [
    ["its time is over", askTo(["dealer 1"], { askedAt: ASKED_AT - 2n, answerBy: ASKED_AT }), "REQUEST_LATE"],
    ["it is open for too long", askTo(["dealer 1"], { answerBy: ASKED_AT + 60_001n }), "REQUEST_TOO_LONG"],
    ["it goes to too many", askTo(DEALERS), "DEALERS_TOO_MANY"],
    [
      "it goes to others",
      { ...ask, dealers: [addressOf("dealer 1"), addressOf("dealer 3")] },
      "DEALERS_DIFFER",
    ],
    ["it goes to fewer", { ...ask, dealers: [addressOf("dealer 1")] }, "DEALERS_DIFFER"],
    ["one is named twice", { ...ask, dealers: ["dealer 1", "dealer 1"].map(addressOf) }, "DEALERS_DIFFER"],
    ["the salt is another", { ...ask, dealersSalt: id("another") }, "DEALERS_DIFFER"],
    ["the count is another", askTo(["dealer 1"], { dealerCount: 2n }), "DEALERS_DIFFER"],
  ];
  for (const [name, message, code] of refused) {
    it(`given a request, when ${name}, then it is refused with ${code}`, () => {
      const hub = house({ dealers: 2, openTime: 60_000n });
      hub.send("investor", message);
      const [notice] = hub.take("investor");
      expect(notice).to.include({ type: "notice", code, request: requestId(message.request) });
      for (const dealer of DEALERS) expect(hub.take(dealer)).to.deep.equal([]);
    });
  }

  it("given a request that is open for as long and goes to as many as may be, when it is asked, then it is taken", () => {
    const hub = house({ dealers: 2, openTime: 60_000n });
    hub.send("investor", ask);
    expect(hub.take("investor")).to.deep.equal([]);
  });

  it("given a request, when a dealer that saw it sends it to others in its own name, then it is refused", () => {
    const hub = asked();
    hub.logIn("dealer 1", "asker", "spy");
    hub.send("spy", { ...askTo(["dealer 3"]), request, signature: SIGNATURE });
    hub.send("spy", ask);
    expect(hub.notices("spy")).to.deep.equal(["REQUEST_KNOWN", "REQUEST_KNOWN"]);
    const restarted = house();
    restarted.logIn("dealer 1", "asker", "spy");
    restarted.send("spy", { ...ask, dealersSalt: id("guessed") });
    expect(restarted.notices("spy")).to.deep.equal(["DEALERS_DIFFER"]);
    expect(restarted.take("dealer 2")).to.deep.equal([]);
  });

  it("given as many open requests as an asker may have, when another comes, then it waits until one is closed", () => {
    const hub = house({ openRequests: 2 });
    const [one, two, three] = ["1", "2", "3"].map((salt) => askTo(["dealer 1"], { salt: id(salt) }));
    for (const each of [one, two, three]) if (each !== undefined) hub.send("investor", each);
    expect(hub.notices("investor")).to.deep.equal(["REQUESTS_TOO_MANY"]);
    if (one === undefined || three === undefined) throw new Error("there are three");
    hub.send("rival", askTo(["dealer 1"], { salt: id("4") }));
    expect(hub.notices("rival")).to.deep.equal([]);
    hub.send("investor", { type: "close", request: requestId(one.request) });
    hub.take("investor");
    hub.send("investor", three);
    expect(hub.notices("investor")).to.deep.equal([]);
  });

  it("given a hub that keeps as many requests as it can, when another comes, then it is refused until one is forgotten", () => {
    const hub = asked({ keptRequests: 1, keepTime: 1_000n });
    const next = askTo(["dealer 1"], { salt: id("next"), answerBy: ANSWER_BY + 60_000n });
    hub.send("rival", next);
    expect(hub.notices("rival")).to.deep.equal(["HUB_FULL"]);
    hub.wakeAt(ANSWER_BY + 999n);
    expect(hub.state.counters).to.include({ openRequests: 0, keptRequests: 1 });
    hub.wakeAt(ANSWER_BY + 1_000n);
    expect(hub.state.counters).to.include({ keptRequests: 0 });
    hub.send("rival", next);
    expect(hub.notices("rival")).to.deep.equal([]);
  });
});

describe("HubState: answers", () => {
  const quote = quoteBy("dealer 1", request);

  it("given an open request, when a dealer answers, then the asker has it as it is, and nobody else", () => {
    const hub = asked();
    const said = [
      acknowledgementBy("dealer 1", request),
      quote,
      passBy("dealer 1", request, "no more"),
      withdrawalBy("dealer 1", request, quoteId(quote.quote)),
    ];
    for (const message of said) hub.send("dealer 1", message);
    expect(hub.take("investor")).to.deep.equal(said);
    for (const other of ["rival", ...DEALERS]) expect(hub.take(other)).to.deep.equal([]);
  });

  it("given an open request, when a dealer answers in the name of another, then it is refused", () => {
    const hub = asked();
    hub.send("dealer 2", quote);
    hub.send("dealer 2", acknowledgementBy("dealer 1", request));
    expect(hub.notices("dealer 2")).to.deep.equal(["DEALER_WRONG", "DEALER_WRONG"]);
    expect(hub.take("investor")).to.deep.equal([]);
  });

  it("given a request that a dealer was not asked, when it answers, then it hears what it hears of one that never was", () => {
    const hub = asked();
    const strange = askTo(["dealer 3"], { salt: id("never asked") });
    hub.send("dealer 3", quoteBy("dealer 3", request));
    const [notAsked] = hub.take("dealer 3");
    hub.send("dealer 3", quoteBy("dealer 3", strange.request));
    const [never] = hub.take("dealer 3");
    expect(notAsked).to.include({ code: "REQUEST_UNKNOWN", request: request1 });
    expect(never).to.deep.equal({ ...notAsked, request: requestId(strange.request) });
    hub.send("dealer 3", quoteBy("dealer 3", request, { request: ZeroHash }));
    expect(hub.notices("dealer 3")).to.deep.equal(["REQUEST_UNKNOWN"]);
    expect(hub.take("investor")).to.deep.equal([]);
  });

  it("given an answer, when it comes again, then it is dropped without a word and counted", () => {
    const hub = asked();
    const said = [quote, passBy("dealer 2", request), acknowledgementBy("dealer 1", request)] as const;
    for (const message of said) hub.send(message === said[1] ? "dealer 2" : "dealer 1", message);
    for (const message of said) hub.send(message === said[1] ? "dealer 2" : "dealer 1", message);
    expect(hub.take("investor")).to.have.length(3);
    expect([...hub.take("dealer 1"), ...hub.take("dealer 2")]).to.deep.equal([]);
    expect(hub.state.counters).to.include({ duplicates: 3 });
  });

  it("given a quote, when another dealer pretends to withdraw it, then its own dealer still can", () => {
    const hub = asked();
    hub.send("dealer 1", quote);
    hub.send("dealer 2", withdrawalBy("dealer 2", request, quoteId(quote.quote)));
    hub.take("investor");
    const withdrawal = withdrawalBy("dealer 1", request, quoteId(quote.quote));
    hub.send("dealer 1", withdrawal);
    expect(hub.take("investor")).to.deep.equal([withdrawal]);
  });

  it("given as many answers as a dealer may give, when another comes, then it is refused, and others' are not", () => {
    const hub = asked({ answers: 2 });
    for (const sequence of [1n, 2n, 3n]) hub.send("dealer 1", quoteBy("dealer 1", request, { sequence }));
    expect(hub.notices("dealer 1")).to.deep.equal(["ANSWERS_TOO_MANY"]);
    for (const at of [1n, 2n, 3n]) hub.send("dealer 1", acknowledgementBy("dealer 1", request, [], at));
    expect(hub.notices("dealer 1")).to.deep.equal(["ANSWERS_TOO_MANY"]);
    hub.send("dealer 2", quoteBy("dealer 2", request));
    expect(hub.take("investor")).to.have.length(5);
  });

  it("given a request whose time is over, when a dealer answers, then it is refused; its acknowledgement and withdrawal are carried", () => {
    const hub = asked();
    hub.send("dealer 1", quote);
    hub.now = ANSWER_BY - 1n;
    hub.send("dealer 2", passBy("dealer 2", request));
    hub.now = ANSWER_BY;
    hub.take("investor");
    hub.send("dealer 1", quoteBy("dealer 1", request, { sequence: 2n }));
    hub.send("dealer 1", passBy("dealer 1", request));
    expect(hub.notices("dealer 1")).to.deep.equal(["REQUEST_CLOSED", "REQUEST_CLOSED"]);
    const last = [
      acknowledgementBy("dealer 1", request, [quoteId(quote.quote)], ANSWER_BY),
      withdrawalBy("dealer 1", request, quoteId(quote.quote), ANSWER_BY),
    ];
    for (const message of last) hub.send("dealer 1", message);
    const closed = { type: "closed", request: request1, timedOut: [] };
    expect(hub.take("investor")).to.deep.equal([closed, ...last]);
  });
});

describe("HubState: ends of requests", () => {
  it("given a request, when its time is over, then the asker is told who timed out, and each dealer whether it did", () => {
    const hub = asked();
    hub.send("dealer 1", passBy("dealer 1", request));
    hub.send("dealer 2", acknowledgementBy("dealer 2", request));
    hub.take("investor");
    expect(hub.state.wakeAt).to.equal(ASKED_AT + 10_000n); // the time for logins
    hub.wakeAt(ANSWER_BY - 1n);
    expect(hub.take("investor")).to.deep.equal([]);
    expect(hub.state.wakeAt).to.equal(ANSWER_BY);
    hub.wakeAt(ANSWER_BY);
    const closed = { type: "closed", request: request1 };
    expect(hub.take("investor")).to.deep.equal([{ ...closed, timedOut: [addressOf("dealer 2")] }]);
    expect(hub.take("dealer 1")).to.deep.equal([{ ...closed, timedOut: [] }]);
    expect(hub.take("dealer 2")).to.deep.equal([{ ...closed, timedOut: [addressOf("dealer 2")] }]);
    expect(hub.take("dealer 3")).to.deep.equal([]);
  });

  it("given a clock that goes back, when something comes, then what is over stays over", () => {
    const hub = asked();
    hub.wakeAt(ANSWER_BY);
    for (const name of ["investor", ...DEALERS]) hub.take(name);
    hub.now = ASKED_AT;
    hub.send("dealer 1", passBy("dealer 1", request));
    expect(hub.notices("dealer 1")).to.deep.equal(["REQUEST_CLOSED"]);
    hub.send("investor", askTo(["dealer 1"], { salt: id("next") }));
    expect(hub.notices("investor")).to.deep.equal(["REQUEST_LATE"]);
  });

  for (const [type, told] of [
    ["close", { type: "closed", request: request1, timedOut: [] }],
    ["cancel", { type: "cancelled", request: request1 }],
  ] as const) {
    it(`given a request, when its asker sends ${type}, then all are told once and no answer is carried`, () => {
      const hub = asked();
      hub.send("investor", { type, request: request1 });
      hub.send("investor", { type, request: request1 });
      for (const name of ["investor", "dealer 1", "dealer 2"]) expect(hub.take(name)).to.deep.equal([told]);
      expect(hub.take("dealer 3")).to.deep.equal([]);
      hub.send("dealer 1", passBy("dealer 1", request));
      expect(hub.notices("dealer 1")).to.deep.equal(["REQUEST_CLOSED"]);
      hub.wakeAt(ANSWER_BY);
      for (const name of ["investor", "dealer 1", "dealer 2"]) expect(hub.take(name)).to.deep.equal([]);
    });

    it(`given a request, when somebody else sends ${type}, then it stays open`, () => {
      const hub = asked();
      hub.send("rival", { type, request: request1 });
      expect(hub.notices("rival")).to.deep.equal(["REQUEST_UNKNOWN"]);
      expect(hub.state.counters).to.include({ openRequests: 1 });
    });
  }

  describe("given quotes of two dealers", () => {
    const [one, two] = [quoteBy("dealer 1", request), quoteBy("dealer 2", request)];
    const [id1, id2] = [quoteId(one.quote), quoteId(two.quote)];
    const quoted = (): HubDriver => {
      const hub = asked();
      hub.send("dealer 1", one);
      hub.send("dealer 2", two);
      hub.wakeAt(ANSWER_BY);
      for (const name of ["investor", "rival", ...DEALERS]) hub.take(name);
      return hub;
    };
    const outcome = (quotes: readonly string[]) => ({ type: "outcome", request: request1, quotes }) as const;

    it("when one is taken, then its dealer is told so, and the other that it did not trade", () => {
      const hub = quoted();
      hub.send("investor", outcome([id2]));
      expect(hub.take("dealer 1")).to.deep.equal([outcome([])]);
      expect(hub.take("dealer 2")).to.deep.equal([outcome([id2])]);
      expect(hub.take("dealer 3")).to.deep.equal([]);
    });

    it("when both are taken, or none, or one that is none, then each dealer hears of its own", () => {
      for (const [quotes, first, second] of [
        [[id1, id2], [id1], [id2]],
        [[], [], []],
        [[ZeroHash], [], []],
      ] as const) {
        const hub = quoted();
        hub.send("investor", outcome(quotes));
        expect(hub.take("dealer 1")).to.deep.equal([outcome(first)]);
        expect(hub.take("dealer 2")).to.deep.equal([outcome(second)]);
      }
    });

    it("when it is told again, then nobody hears of it, and another outcome is refused", () => {
      const hub = quoted();
      for (const quotes of [[id1, id2], [id2, id1], [id1], [id1, id1]]) hub.send("investor", outcome(quotes));
      expect(hub.notices("investor")).to.deep.equal(["OUTCOME_KNOWN", "OUTCOME_KNOWN"]);
      expect(hub.take("dealer 1")).to.have.length(1);
    });

    it("when somebody else tells an outcome, then it is refused", () => {
      const hub = quoted();
      hub.send("rival", outcome([id1]));
      expect(hub.notices("rival")).to.deep.equal(["REQUEST_UNKNOWN"]);
      expect(hub.take("dealer 1")).to.deep.equal([]);
    });
  });

  it("given an open request, when its outcome is told, then it is closed by that", () => {
    const hub = asked();
    hub.send("investor", { type: "outcome", request: request1, quotes: [] });
    const closed = { type: "closed", request: request1, timedOut: [] };
    expect(hub.take("investor")).to.deep.equal([closed]);
    expect(hub.take("dealer 1")).to.deep.equal([closed, { type: "outcome", request: request1, quotes: [] }]);
  });
});
