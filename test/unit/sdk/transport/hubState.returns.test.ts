import { expect } from "chai";
import { id } from "ethers";

import { quoteId } from "../../../../sdk/trading/quoteHash.ts";
import { requestId } from "../../../../sdk/trading/requestHash.ts";
import { ANSWER_BY, ASKED_AT, addressOf } from "../trading/samples.ts";
import {
  acknowledgementBy,
  askTo,
  HubDriver,
  passBy,
  quoteBy,
  SIGNATURE,
  withdrawalBy,
} from "./hubDriver.ts";

const ask = askTo(["dealer 1", "dealer 2"]);
const { request } = ask;
const requested = { type: "request", request, signature: SIGNATURE };
const request1 = requestId(request);

const asked = (): HubDriver => {
  const hub = new HubDriver();
  hub.logIn("investor", "asker");
  hub.logIn("dealer 1", "dealer");
  hub.send("investor", ask);
  hub.take("dealer 1");
  return hub;
};
/** What a dealer hears when it comes back, after its challenge and its welcome. */
const heardBy = (hub: HubDriver, name: string) => hub.logIn(name, "dealer", `${name} again`).slice(2);

describe("HubState: a dealer that comes back", () => {
  it("given a request that was asked while it was away, when it logs in, then it has it", () => {
    expect(heardBy(asked(), "dealer 2")).to.deep.equal([requested]);
  });

  it("given a request that it has answered, when it logs in again, then it has it again while it is open", () => {
    const hub = asked();
    hub.send("dealer 1", passBy("dealer 1", request));
    hub.disconnect("dealer 1");
    expect(heardBy(hub, "dealer 1")).to.deep.equal([requested]);
  });

  it("given requests to others, when it logs in, then it has none", () => {
    expect(heardBy(asked(), "dealer 3")).to.deep.equal([]);
  });

  it("given a request whose time is over, when it logs in, then it has none: it has a clock of its own", () => {
    const hub = asked();
    hub.wakeAt(ANSWER_BY);
    expect(heardBy(hub, "dealer 2")).to.deep.equal([]);
  });

  it("given requests that ended before their time, when it logs in, then it is told so until then", () => {
    const hub = asked();
    const other = askTo(["dealer 1"], { salt: id("other") });
    hub.send("investor", other);
    hub.send("investor", { type: "close", request: request1 });
    hub.send("investor", { type: "cancel", request: requestId(other.request) });
    const ends = [
      { type: "closed", request: request1, timedOut: [] },
      { type: "cancelled", request: requestId(other.request) },
    ];
    expect(heardBy(hub, "dealer 1")).to.deep.equal(ends);
    expect(heardBy(hub, "dealer 2")).to.deep.equal(ends.slice(0, 1));
  });

  it("given an outcome that was told while it was away, when it logs in, then it hears of its own quotes", () => {
    const hub = asked();
    const quote = quoteBy("dealer 1", request);
    hub.send("dealer 1", quote);
    hub.disconnect("dealer 1");
    hub.wakeAt(ANSWER_BY);
    hub.send("investor", { type: "outcome", request: request1, quotes: [quoteId(quote.quote)] });
    const outcome = { type: "outcome", request: request1 };
    expect(heardBy(hub, "dealer 1")).to.deep.equal([{ ...outcome, quotes: [quoteId(quote.quote)] }]);
    expect(heardBy(hub, "dealer 2")).to.deep.equal([{ ...outcome, quotes: [] }]);
  });
});

describe("HubState: an asker that comes back", () => {
  const quote = quoteBy("dealer 1", request, { validUntil: ANSWER_BY / 1_000n });
  const longer = quoteBy("dealer 1", request, { sequence: 2n });
  const withdrawal = withdrawalBy("dealer 1", request, quoteId(longer.quote));
  const first = acknowledgementBy("dealer 1", request);
  const last = acknowledgementBy("dealer 1", request, [quoteId(quote.quote)], ASKED_AT + 1n);

  const answered = (): HubDriver => {
    const hub = asked();
    hub.disconnect("investor");
    for (const message of [first, quote, longer, last, withdrawal]) hub.send("dealer 1", message);
    hub.logIn("dealer 2", "dealer");
    hub.send("dealer 2", passBy("dealer 2", request));
    return hub;
  };

  it("given answers that came while it was away, when it asks again, then it has all that can be of use, in order", () => {
    const hub = answered();
    expect(hub.logIn("investor", "asker").slice(2)).to.deep.equal([]);
    hub.send("investor", ask);
    expect(hub.take("investor")).to.deep.equal([
      quote,
      longer,
      last,
      withdrawal,
      passBy("dealer 2", request),
    ]);
    expect(hub.take("dealer 1")).to.deep.equal([]);
    expect(hub.state.counters).to.include({ requests: 1, duplicates: 1 });
  });

  it("given quotes that have expired, when it asks again, then it has the others, and how the request ended", () => {
    const hub = answered();
    hub.wakeAt(ANSWER_BY);
    hub.logIn("investor", "asker");
    hub.send("investor", ask);
    expect(hub.take("investor")).to.deep.equal([
      longer,
      last,
      withdrawal,
      passBy("dealer 2", request),
      { type: "closed", request: request1, timedOut: [] },
    ]);
  });

  it("given a request that timed out for somebody, when it asks again, then it is told for whom", () => {
    const hub = asked();
    hub.wakeAt(ANSWER_BY);
    hub.take("investor");
    hub.send("investor", ask);
    const timedOut = ["dealer 1", "dealer 2"].map(addressOf);
    expect(hub.take("investor")).to.deep.equal([{ type: "closed", request: request1, timedOut }]);
  });
});
