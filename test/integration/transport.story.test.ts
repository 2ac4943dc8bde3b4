import { expect } from "chai";
import { id } from "ethers";

import { blindedAccount } from "../../sdk/trading/blindedAccount.ts";
import { buildEvidence } from "../../sdk/trading/buildEvidence.ts";
import { rankQuotes } from "../../sdk/trading/rankQuotes.ts";
import { verifyEvidence } from "../../sdk/trading/verifyEvidence.ts";
import type { BookEvent } from "../../sdk/transport/asker/BookEvent.ts";
import type { ClosedBook } from "../../sdk/transport/asker/ClosedBook.ts";
import type { OpenBook } from "../../sdk/transport/asker/OpenBook.ts";
import { RfqClient } from "../../sdk/transport/asker/RfqClient.ts";
import { curvePricer } from "../../sdk/transport/dealer/curvePricer.ts";
import { DealerClient } from "../../sdk/transport/dealer/DealerClient.ts";
import type { DealerEvent } from "../../sdk/transport/dealer/DealerEvent.ts";
import { filePricer } from "../../sdk/transport/dealer/filePricer.ts";
import { Inventory } from "../../sdk/transport/dealer/Inventory.ts";
import { parseCurve } from "../../sdk/transport/dealer/parseCurve.ts";
import { parsePriceFile } from "../../sdk/transport/dealer/parsePriceFile.ts";
import type { Pricer } from "../../sdk/transport/dealer/Pricer.ts";
import { sequenceFrom } from "../../sdk/transport/dealer/SequenceSource.ts";
import { openHub } from "../../sdk/transport/hub/openHub.ts";
import type { OpenHub } from "../../sdk/transport/hub/openHub.ts";
import { HubTransport } from "../../sdk/transport/HubTransport.ts";
import type { Role } from "../../sdk/transport/Login.ts";
import { ManualClock } from "../../sdk/transport/ManualClock.ts";
import type { Transport, TransportEvent } from "../../sdk/transport/Transport.ts";
import { webSocketDial } from "../../sdk/transport/webSocketDial.ts";
import { sheet } from "../unit/sdk/bonds/sheets.ts";
import { addressOf, ANSWER_BY, ASKED_AT, DOMAIN, walletOf } from "../unit/sdk/trading/samples.ts";
import { countedBytes, questionTo, saying } from "../unit/sdk/transport/rfqHouse.ts";

const NAMES = ["dealer 1", "dealer 2", "dealer 3"] as const;

/** Things that happen, which can be waited for. */
class Diary<T> {
  readonly entries: T[] = [];
  readonly #waiting = new Set<() => void>();

  readonly add = (entry: T): void => {
    this.entries.push(entry);
    for (const look of [...this.#waiting]) look();
  };

  /** Waits until so many entries are there for which something holds. */
  async until(count: number, holds: (entry: T) => boolean): Promise<void> {
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (this.entries.filter(holds).length < count) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }
}

const bond = sheet();
const { isin } = bond.termSheet;
const bonds = new Map([[isin, bond]]);
const style = {
  kind: "single use",
  validSeconds: 60n,
  lastLookSeconds: 0n,
  minimumUnits: 1n,
  maximumUnits: 50n,
} as const;
const prices = parsePriceFile({
  format: "kessai-prices",
  version: 1,
  prices: [{ isin, side: "seller", price: "99.9", kind: "single use", validSeconds: 60, maximumUnits: 50 }],
});
const curve = parseCurve({
  format: "kessai-curve",
  version: 1,
  currency: "JPY",
  asOf: "2025-06-18",
  points: [{ years: "5", yieldPercent: "1.5" }],
});

describe("a request over sockets, from the question to the evidence", () => {
  const clock = new ManualClock(ASKED_AT);
  const hubs: OpenHub[] = [];
  const transports: Transport[] = [];

  const open = async (port = 0): Promise<OpenHub> => {
    // The clock of this test leaps: nobody can answer a look between two leaps.
    const heartbeat = 86_400_000n;
    const hub = await openHub({ domain: DOMAIN, clock, randomBytes: countedBytes(), port, heartbeat });
    hubs.push(hub);
    return hub;
  };
  const connect = (name: string, role: Role, url: string): [Transport, Diary<TransportEvent>] => {
    const [account, signer, dial] = [addressOf(name), walletOf(name), webSocketDial({ url, clock })];
    const transport = new HubTransport({ domain: DOMAIN, dial, account, role, signer, clock });
    const diary = new Diary<TransportEvent>();
    transport.subscribe(diary.add);
    transports.push(transport);
    return [transport, diary];
  };
  const follow = (book: OpenBook): Diary<BookEvent> => {
    const diary = new Diary<BookEvent>();
    void (async () => {
      for await (const event of book) diary.add(event);
    })();
    return diary;
  };
  after(async () => {
    await Promise.all(transports.map((transport) => transport.close()));
    await Promise.all(hubs.map((hub) => hub.close()));
  });

  it("is answered by three dealers, outlives its hub, and leaves evidence that is sound and complete", async () => {
    const hub = await open();
    const inventory = new Inventory([{ isin, units: 40n, targetUnits: 40n, mostUnits: 80n }]);
    const styles = new Map([[isin, { ...style, spreadBp: "1", skewBp: "0" }]]);
    const pricers: readonly Pricer[] = [
      filePricer({ prices, bonds }),
      curvePricer({ curve: () => curve, bonds, styles, inventory }),
      saying({ kind: "pass", reason: "no inventory" }),
    ];
    const [transport, heard] = connect("investor", "asker", hub.url);
    const client = new RfqClient({ domain: DOMAIN, transport, clock });
    const dealers = NAMES.map((name, index) => {
      const [line, diary] = connect(name, "dealer", hub.url);
      const events = new Diary<DealerEvent>();
      const dealer = new DealerClient({
        domain: DOMAIN,
        dealer: addressOf(name),
        signer: walletOf(name),
        transport: line,
        clock,
        pricer: pricers[index] ?? filePricer({ prices, bonds }),
        sequences: sequenceFrom(1n),
        onEvent: events.add,
      });
      return { dealer, events, diary };
    });
    const everybody = [heard, ...dealers.map(({ diary }) => diary)];
    const connected = ({ kind }: TransportEvent): boolean => kind === "connected";
    await Promise.all(everybody.map((diary) => diary.until(1, connected)));

    // An investor who does not want to be known asks all three.
    const salt = id("blind");
    const asker = blindedAccount(addressOf("investor"), salt);
    const question = await questionTo(NAMES, { isAnonymous: true, asker });
    const book = client.ask(question);
    const events = follow(book);
    await events.until(3, ({ kind }) => kind === "quote" || kind === "pass");
    expect(book.standing).to.have.length(2);

    // The hub dies and comes back without any memory: everybody says again what it has said.
    await hub.close();
    await Promise.all(everybody.map((diary) => diary.until(1, ({ kind }) => kind === "disconnected")));
    const again = await open(hub.port);
    clock.moveBy(250n);
    await Promise.all(everybody.map((diary) => diary.until(2, connected)));
    await events.until(3 + 3, ({ kind }) => kind === "refusal");
    const reasons = events.entries.flatMap((event) =>
      event.kind === "refusal" ? [event.refusal.reason] : [],
    );
    expect(new Set(reasons)).to.deep.equal(new Set(["duplicate"]));
    expect(again.counters).to.include({ requests: 1, openRequests: 1 });
    for (const { events: said } of dealers) {
      const answers = said.entries.filter(
        (event) => event.kind === "said" && event.message.type !== "acknowledgement",
      );
      expect(answers, "nobody has answered twice").to.have.length(1);
    }

    // Its time is over: dealers acknowledge what they have answered.
    clock.moveTo(ANSWER_BY);
    const isLast = (event: BookEvent): boolean =>
      event.kind === "acknowledgement" && event.acknowledgement.at === ANSWER_BY;
    await events.until(3, isLast);
    clock.moveTo(ANSWER_BY + 1n);
    const closed = await book.closed;
    expect([closed.timedOut, closed.silent, closed.missing]).to.deep.equal([[], [], []]);

    // It takes the best, and whoever sees the evidence finds it so.
    const { request } = closed.request;
    const { best, cover } = rankQuotes({ request, quotes: closed.standing, at: closed.closedAt });
    if (best === undefined) throw new Error("there are two quotes");
    expect(best.quote.investor).to.equal(asker);
    const report = evidenceFor(closed, best.id);
    expect(report.findings).to.deep.equal([]);
    expect([report.isSound, report.isComplete]).to.deep.equal([true, true]);
    expect(report.cover?.id).to.equal(cover?.id);

    await client.tellOutcome(book.id, [best.id]);
    for (const { events: said } of dealers) await said.until(1, ({ kind }) => kind === "outcome");
    const told = dealers.map(({ events: said }) =>
      said.entries.flatMap((event) => (event.kind === "outcome" ? event.quotes : [])),
    );
    expect(told.flat()).to.deep.equal([best.id]);
    expect(told[2]).to.deep.equal([]);
    await client.close();
    for (const { dealer } of dealers) dealer.close();
  });
});

function evidenceFor(closed: ClosedBook, chosen: string) {
  const { file, hash } = buildEvidence({ domain: DOMAIN, ...closed, chosen, decidedAt: closed.closedAt });
  return verifyEvidence({ domain: DOMAIN, file, committed: hash });
}
