import { expect } from "chai";
import { id } from "ethers";

import { closingProof } from "../../../../scripts/support/offering/closingProof.ts";
import { whoPays } from "../../../../scripts/support/offering/whoPays.ts";
import type { WhoPays } from "../../../../scripts/support/offering/whoPays.ts";
import { earmarkAllotment } from "../../../../sdk/client/actions/earmarkAllotment.ts";
import { encodeTrade } from "../../../../sdk/trade/encodeTrade.ts";
import { schedule } from "../../../support/actions.ts";
import type { Market } from "../../../support/offerings.ts";
import {
  allotAll,
  allotmentsOf,
  close,
  FACE,
  FEE,
  firmAt,
  investorAt,
  openBook,
  POT,
  send,
  signedOrder,
  statusOf,
  useMarket,
} from "../../../support/offerings.ts";
import { DELAYS } from "../../../support/world.ts";

describe("A closing, as its job shows and proves it", () => {
  const current = useMarket();

  /** 60 units of the first firm, 20 of the second, 10 from the pot; 10 are left over. */
  beforeEach(async () => {
    const m = current();
    await openBook(m);
    const order = (index: number, units: bigint, firm: string) =>
      signedOrder(m, investorAt(m, index), { units, firm });
    await allotAll(m, [
      [await order(0, 60n, firmAt(m, 0).address), 60n],
      [await order(1, 20n, firmAt(m, 1).address), 20n],
      [await order(2, 10n, POT), 10n],
    ]);
  });

  const names = (account: string): string => account.slice(0, 6);
  const ask = async (m: Market): Promise<WhoPays> => {
    const status = await statusOf(m);
    return whoPays(
      { kessai: m.kessai, names },
      {
        terms: status.terms,
        currency: "JPY",
        pricePerUnit: status.pricing?.pricePerUnit ?? 0n,
        allotments: (await allotmentsOf(m)).filter(({ state }) => state === "open"),
      },
    );
  };
  const prove = async (m: Market) => {
    const [status, allotments] = [await statusOf(m), await allotmentsOf(m)];
    const proof = await closingProof(m.kessai, {
      status,
      allotments,
      currency: "JPY",
      issuer: m.issuer.address,
    });
    if (proof === undefined) throw new Error("it is not closed");
    return proof;
  };
  const spend = (m: Market, index: number, amount: bigint) =>
    m.cash.connect(investorAt(m, index)).transfer(m.third.address, amount);

  it("given money for everything, all can pay; a firm needs its own for what it takes, less its fee", async () => {
    const { payers, failing, firms } = await ask(current());
    expect(payers.map(({ canPay }) => canPay)).to.deep.equal([true, true, true]);
    expect(failing).to.deep.equal([]);
    // 50 of 100 units are sold by the first, which answers for 50; 10 that are left over go to the others.
    const [first, second, third] = firms.map(({ own }) => own);
    expect(first).to.equal(0n);
    expect((second ?? 0n) + (third ?? 0n))
      .to.be.greaterThan(9n * FACE)
      .and.lessThan(10n * FACE);
  });

  it("given an investor that is short, says by how much, and who takes its units", async () => {
    const m = current();
    await spend(m, 1, 85n * FACE);
    const { payers, failing, proceeds } = await ask(m);
    expect(failing.map(({ position }) => position)).to.deep.equal([1n]);
    expect(payers[1]?.reasons.join()).to.include("2,000,000,000 needed, 1,500,000,000 free");
    expect(proceeds.members[1]?.retained).to.be.greaterThan(19n);
  });

  it("given money that is held, its investor can pay whatever else it spends", async () => {
    const m = current();
    const [, own] = await allotmentsOf(m);
    if (own === undefined) throw new Error("it has an allotment");
    await send(investorAt(m, 1), earmarkAllotment(m.kessai, own));
    await spend(m, 1, 80n * FACE);
    const { payers, failing } = await ask(m);
    expect([failing.length, payers[1]?.allotment.isEarmarked, payers[1]?.free]).to.deep.equal([0, true, 0n]);
  });

  it("given a trade that a court has cancelled, its allotment counts as failed", async () => {
    const m = current();
    const [first] = await allotmentsOf(m);
    if (first === undefined) throw new Error("it has an allotment");
    const order = await m.escrow.cancelByCourtOrder.populateTransaction(
      encodeTrade(first.trade),
      id("order"),
    );
    await schedule(m, m.courtOrder, order, DELAYS.courtOrderDelay);
    await m.courtOrder.sendTransaction(order);
    const { failing, payers } = await ask(m);
    expect(failing.map(({ position }) => position)).to.deep.equal([0n]);
    expect(payers[0]?.reasons).to.deep.equal(["its trade was ended by somebody else"]);
  });

  describe("given one that is closed", () => {
    beforeEach(async () => {
      const m = current();
      for (const index of [1, 2])
        await m.cash.mint(firmAt(m, index).address, 20n * FACE, id(`firm ${index}`));
      await spend(m, 2, 95n * FACE);
      await m.cash.mint(firmAt(m, 0).address, 20n * FACE, id("firm 0"));
      await close(m, [2n]);
    });

    it("is proven: 100 units issued, the failed ones with the firm that sold them", async () => {
      const m = current();
      const { faults, proceeds, moved, trades } = await prove(m);
      expect(faults).to.deep.equal([]);
      expect([proceeds.issuedUnits, proceeds.cancelledUnits, proceeds.fees]).to.deep.equal([
        100n,
        0n,
        100n * FEE,
      ]);
      expect(trades).to.equal(5);
      const of = (account: string) => moved.find((each) => each.account === account);
      expect(of(m.issuer.address)).to.include({ units: 0n, money: 100n * FACE - 100n * FEE });
      expect(of(investorAt(m, 0).address)).to.include({ units: 60n, money: -60n * FACE });
      expect(of(firmAt(m, 0).address)?.units).to.equal(10n);
      expect(of(investorAt(m, 2).address)).to.equal(undefined);
    });

    it("is not proven by other allotments, another price or another issuer than the log has", async () => {
      const m = current();
      const [status, allotments] = [await statusOf(m), await allotmentsOf(m)];
      const given = { status, allotments, currency: "JPY", issuer: m.issuer.address };
      const faults = async (change: Partial<typeof given>): Promise<string> =>
        (await closingProof(m.kessai, { ...given, ...change }))?.faults.join("\n") ?? "none";
      expect(await faults({ allotments: allotments.slice(1) })).to.match(/5 trades are final in it, not 4/);
      const pricing = { pricePerUnit: FACE + 1n, spreadE8: 0n, referenceYieldE8: 0n, isManual: false };
      expect(await faults({ status: { ...status, pricing } })).to.match(/the sum of proceeds is recorded as/);
      expect(await faults({ issuer: m.third.address })).to.match(/issued and cancelled is .*, not /);
    });
  });

  it("that has not come has no proof", async () => {
    const m = current();
    const [status, allotments] = [await statusOf(m), await allotmentsOf(m)];
    const proof = await closingProof(m.kessai, {
      status,
      allotments,
      currency: "JPY",
      issuer: m.issuer.address,
    });
    expect(proof).to.equal(undefined);
  });
});
