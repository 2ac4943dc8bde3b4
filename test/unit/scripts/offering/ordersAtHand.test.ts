import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { Wallet } from "ethers";

import { Folder } from "../../../../scripts/support/Folder.ts";
import { JobError } from "../../../../scripts/support/JobError.ts";
import { ordersAtHand, requireOrders } from "../../../../scripts/support/offering/ordersAtHand.ts";
import {
  commitTo,
  noteBook,
  recordsOf,
  standingOrders,
  strangeEntries,
} from "../../../../scripts/support/offering/orderDesk.ts";
import { requireAppointed } from "../../../../scripts/support/offering/requireAppointed.ts";
import { takesSignature } from "../../../../scripts/support/offering/takesSignature.ts";
import { Reporter } from "../../../../scripts/support/Reporter.ts";
import { amendOrder } from "../../../../sdk/client/actions/amendOrder.ts";
import { offeringBook } from "../../../../sdk/client/readers/offeringBook.ts";
import { ringOf } from "../../../../sdk/keys/KeyRing.ts";
import type { OfferingBook } from "../../../../sdk/offering/OfferingBook.ts";
import { signOrder } from "../../../../sdk/offering/signOrder.ts";
import type { Market } from "../../../support/offerings.ts";
import {
  enter,
  firmAt,
  investorAt,
  OFFERED,
  openBook,
  send,
  signedOrder,
  statusOf,
  useMarket,
} from "../../../support/offerings.ts";
import { FAR, SCOPES } from "../../../support/world.ts";

describe("The orders that are written down", () => {
  const current = useMarket({ investors: 3 });
  let root: string;
  let folder: Folder;
  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), "kessai-orders-"));
    folder = new Folder(join(root, "deployments"), "localhost");
    await openBook(current());
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const bookOf = (m: Market): Promise<OfferingBook> => offeringBook(m.kessai, { isin: OFFERED, number: 0n });
  const context = async (m: Market, holders: readonly Wallet[] = m.investors) => {
    const { kessai } = m;
    const reporter = new Reporter({ json: true });
    const said: string[] = [];
    reporter.progress = (text) => void said.push(text);
    const ring = await ringOf(holders, m.ethers.provider);
    const names = (): undefined => undefined;
    return { kessai, folder, names, reporter, said, keys: { wallets: holders, ...ring } };
  };
  const options = (dryRun = false) => ({
    ...{ dryRun, network: "localhost", deployments: "deployments", keyfile: [], keystore: false },
    ...{ json: true, debug: false },
  });
  const wantedOf = async (m: Market, index: number, units = 10n) => {
    const { order } = await signedOrder(m, investorAt(m, index), { units });
    const { salt: _salt, ...wanted } = order;
    return { order: wanted, account: order.firm };
  };

  it("are there, with a salt of their own, before anything is sent; one that never reached the book is taken again", async () => {
    const m = current();
    const job = await context(m);
    const wanted = await wantedOf(m, 0);
    const first = await commitTo(job, wanted, await bookOf(m));
    expect(Object.keys(folder.orders())).to.deep.equal([first]);
    expect(await commitTo(job, wanted, await bookOf(m))).to.equal(first);
    const another = await commitTo(job, { ...wanted, account: firmAt(m, 1).address }, await bookOf(m));
    expect(another).to.not.equal(first);
  });

  it("once it is in the book, a second one of the same words is another order", async () => {
    const m = current();
    const job = await context(m);
    const wanted = await wantedOf(m, 0);
    const first = await commitTo(job, wanted, await bookOf(m));
    const [record] = Object.values(folder.orders());
    if (record === undefined) throw new Error("nothing is written down");
    await enter(m, record);
    expect(await commitTo(job, wanted, await bookOf(m))).to.not.equal(first);
  });

  it("without the investor's key nothing is signed or written", async () => {
    const m = current();
    const job = await context(m, [investorAt(m, 1)]);
    expect(await commitTo(job, await wantedOf(m, 0), await bookOf(m))).to.equal(undefined);
    expect(folder.orders()).to.deep.equal({});
  });

  it("are noted with their places, and as replaced once another stands there", async () => {
    const m = current();
    const job = await context(m);
    for (const units of [10n, 20n]) await commitTo(job, await wantedOf(m, 0, units), await bookOf(m));
    const [first, second] = Object.values(folder.orders());
    const [, commitment] = Object.keys(folder.orders());
    if (first === undefined || second === undefined || commitment === undefined)
      throw new Error("two are there");
    await enter(m, first);
    noteBook({ folder, options: options(true) }, await bookOf(m));
    expect(Object.values(folder.orders()).map(({ position }) => position)).to.deep.equal([
      undefined,
      undefined,
    ]);
    noteBook({ folder, options: options() }, await bookOf(m));
    expect(Object.values(folder.orders()).map(({ position }) => position)).to.deep.equal([0n, undefined]);
    const account = firmAt(m, 0).address;
    await send(firmAt(m, 0), amendOrder(m.kessai, { isin: OFFERED, position: 0n, account, commitment }));
    noteBook({ folder, options: options() }, await bookOf(m));
    expect(
      Object.values(folder.orders()).map(({ position, isReplaced }) => [position, isReplaced]),
    ).to.deep.equal([
      [0n, true],
      [0n, undefined],
    ]);
    const book = await bookOf(m);
    const standing = standingOrders(recordsOf({ folder }, book), book);
    expect(standing.map(({ position, order }) => [position, order.units])).to.deep.equal([[0n, 20n]]);
  });

  it("of a firm that has entered another one are not all there", async () => {
    const m = current();
    await enter(m, await signedOrder(m, investorAt(m, 0)));
    const book = await bookOf(m);
    const strange = (firm: number) =>
      strangeEntries(recordsOf({ folder }, book), book, firmAt(m, firm).address);
    expect([strange(0).length, strange(1).length]).to.deep.equal([1, 0]);
  });

  it("that stand in the book are held against it; one that is missing is asked for", async () => {
    const m = current();
    const job = await context(m);
    await commitTo(job, await wantedOf(m, 0), await bookOf(m));
    const [own] = Object.values(folder.orders());
    if (own === undefined) throw new Error("nothing is written down");
    const unknown = await ordersAtHand(job, await statusOf(m), undefined);
    expect(unknown.orders).to.deep.equal([]);
    await enter(m, own);
    await enter(m, await signedOrder(m, investorAt(m, 1)));
    const atHand = await ordersAtHand(job, await statusOf(m), undefined);
    expect(atHand.verification.orders.map(({ position }) => position)).to.deep.equal([0n]);
    expect(() => requireOrders(job, atHand, false)).to.throw(
      JobError,
      "1 orders of the book (2) are not at hand",
    );
    expect(requireOrders(job, atHand, true).orders).to.have.length(1);
    expect(job.said.join("\n")).to.include("its order was not shown");
    const all = [own, await signedOrder(m, investorAt(m, 1))].map(({ order, signature }) => ({
      order,
      signature,
    }));
    expect((await ordersAtHand(job, await statusOf(m), all)).verification.faults).to.deep.equal([]);
  });

  it("in a file that somebody has spoilt are refused, without a word of what they say", async () => {
    const m = current();
    await commitTo(await context(m), await wantedOf(m, 0), await bookOf(m));
    const file = join(folder.path, "orders.json");
    const { salt } = Object.values(folder.orders())[0]?.order ?? {};
    writeFileSync(file, readFileSync(file, "utf8").replace('"units": "10"', '"units": "-10"'));
    try {
      folder.orders();
      expect.fail("it was taken");
    } catch (error) {
      expect(String(error)).to.match(/orders\.json cannot be used: .*units: must be the digits/);
      expect(String(error)).to.not.include(salt);
    }
  });

  it("may be signed by an operator that the investor has appointed to trade, and by nobody else", async () => {
    const m = current();
    const operator = Wallet.createRandom();
    const { order } = await signedOrder(m, investorAt(m, 0));
    const signed = await signOrder(operator, { domain: m.kessai.offeringDomain, order });
    expect(await takesSignature(m.kessai, signed, "latest")).to.equal(false);
    await m.registry.connect(investorAt(m, 0)).appointOperator(operator.address, SCOPES.trade, FAR);
    expect(await takesSignature(m.kessai, signed, "latest")).to.equal(true);
    expect(await takesSignature(m.kessai, { order, signature: "0x" }, "latest")).to.equal(false);
    await enter(m, signed);
    const { verification } = await ordersAtHand(await context(m), await statusOf(m), [signed]);
    expect(verification.faults).to.deep.equal([]);
  });

  it("of investors that have not appointed the offering contract until the cut-off are not allotted", async () => {
    const m = current();
    const { closeBy: until } = (await statusOf(m)).terms;
    const [first, second, third] = m.investors.map(({ address }) => address);
    const investors = [first ?? "", second ?? "", third ?? ""];
    const job = { ...(await context(m)), options: options() };
    await requireAppointed(job, { investors, until });
    const offering = await m.offering.getAddress();
    await m.registry.connect(investorAt(m, 1)).appointOperator(offering, SCOPES.trade, until - 1n);
    await m.registry.connect(investorAt(m, 2)).appointOperator(offering, 0, 0);
    const refused = await requireAppointed(job, { investors, until }).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(JobError);
    expect(String(refused)).to.include(`${second}, ${third} has not appointed`);
    await requireAppointed({ ...job, options: options(true) }, { investors, until });
    expect(job.said.join()).to.include("note: ");
  });
});
