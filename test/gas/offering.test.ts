import { expect } from "chai";
import type { TransactionResponse } from "ethers";
import { id } from "ethers";

import { earmarkAllotment } from "../../sdk/client/actions/earmarkAllotment.ts";
import { enterOrder } from "../../sdk/client/actions/enterOrder.ts";
import type { SignedOrder } from "../../sdk/offering/Order.ts";
import { orderCommitment } from "../../sdk/offering/orderHash.ts";
import { GasSnapshot } from "../../tools/gas/GasSnapshot.ts";
import {
  allotmentAt,
  allotTo,
  closeNow,
  closeTap,
  fund,
  fundFirms,
  leave,
  nextAt,
  reach,
  reachFailing,
  sell,
  sellTap,
} from "../support/closings.ts";
import type { Sale } from "../support/closings.ts";
import type { Market } from "../support/offerings.ts";
import {
  CLOSE_BY,
  enter,
  FACE,
  firmAt,
  investorAt,
  OFFERED,
  offeringOf,
  openBook,
  PAYMENT,
  priceBook,
  send,
  signedOrder,
} from "../support/offerings.ts";
import { DAY, world } from "../support/world.ts";

const FIRMS = 3;
const MANY = 50;
const FEW = 10;
const PAGE = 10;
/** A large offering, and the most gas that a transaction may use (EIP-7825). */
const MOST = 150;
const TRANSACTION_LIMIT = 2n ** 24n;

/**
 * Gas of an offering with a syndicate of three. Investors have money and never had the bond before; firms have no money, but
 * where they take units. Figures for an investor are of the whole transaction, rounded up.
 */
describe("gas of offerings", () => {
  const gas = new GasSnapshot("offering");
  let m: Market;

  before(async () => {
    const w = await world();
    m = { ...w, ...(await offeringOf(w, { firms: FIRMS, investors: MANY })) };
  });

  after(() => {
    gas.compare();
  });

  async function gasOf(sent: Promise<TransactionResponse>): Promise<bigint> {
    const receipt = await (await sent).wait();
    if (receipt === null) throw new Error("the transaction was not mined");
    return receipt.gasUsed;
  }

  /** What `measured` comes to, and the chain as it was. */
  async function asIfOnly<Value>(measured: () => Promise<Value>): Promise<Value> {
    const snapshot = await m.networkHelpers.takeSnapshot();
    const value = await measured();
    await snapshot.restore();
    return value;
  }

  const each = (used: bigint, count: number): bigint => (used + BigInt(count) - 1n) / BigInt(count);

  /** As many investors, with the same number of units each, by all firms in turn; together all 100 units. */
  const sales = (count: number): readonly Sale[] =>
    Array.from({ length: count }, (_, index) => ({
      investor: index,
      units: 100n / BigInt(count),
      firm: firmAt(m, index % FIRMS).address,
    }));

  /** What the closing uses of an offering that so many investors have bought whole. */
  async function closingOf(count: number, lockUpUntil = 0n): Promise<bigint> {
    return await asIfOnly(async () => {
      await sell(m, sales(count), { terms: { lockUpUntil } });
      await reach(m, PAYMENT);
      return await gasOf(closeNow(m));
    });
  }

  it("measures orders: entered by a firm, and by an investor itself", async () => {
    await asIfOnly(async () => {
      await openBook(m);
      const commitments = [0, 1, 2].map((index) => id(`commitment ${index}`));
      const enterAs = (account: Market["firms"][number], commitment = "") =>
        gasOf(send(account, enterOrder(m.kessai, { isin: OFFERED, account: account.address, commitment })));
      gas.check("enterOrderFirst", await enterAs(firmAt(m, 0), commitments[0]));
      gas.check("enterOrder", await enterAs(firmAt(m, 0), commitments[1]));
      gas.check("enterOrderByInvestor", await enterAs(investorAt(m, 0), commitments[2]));
    });
  });

  it("measures a page of ten allotments, for each, and cash that is held for one", async () => {
    await asIfOnly(async () => {
      await openBook(m);
      const signed: SignedOrder[] = [];
      for (const { investor, units, firm } of sales(2 * PAGE)) {
        signed.push(await signedOrder(m, investorAt(m, investor), { units, ...(firm && { firm }) }));
      }
      for (const order of signed) await enter(m, order);
      await priceBook(m);
      const filled = signed.map((order, index) => [BigInt(index), order, 5n] as const);
      expect(new Set(signed.map(({ order }) => orderCommitment(order))).size).to.equal(2 * PAGE);
      gas.check("allotPerOrderFirstPage", each(await gasOf(allotTo(m, filled.slice(0, PAGE))), PAGE));
      gas.check("allotPerOrder", each(await gasOf(allotTo(m, filled.slice(PAGE))), PAGE));
      const earmark = async (index: number) =>
        await gasOf(
          send(investorAt(m, index), earmarkAllotment(m.kessai, await allotmentAt(m, BigInt(index)))),
        );
      await earmark(0);
      gas.check("earmark", await earmark(1));
    });
  });

  it("measures the closing with 10 investors, and with 50", async () => {
    const [few, many] = [await closingOf(FEW), await closingOf(MANY)];
    gas.check("close10", few);
    gas.check("close10PerInvestor", each(few, FEW));
    gas.check("close50", many);
    gas.check("close50PerInvestor", each(many, MANY));
  });

  it("measures the closing with 10 investors of whom 2 do not pay and their firms take their units", async () => {
    const used = await asIfOnly(async () => {
      await sell(m, sales(FEW));
      await fundFirms(m);
      await leave(m, investorAt(m, 3), 0n);
      await leave(m, investorAt(m, 7), 0n);
      await reachFailing(m);
      return await gasOf(closeNow(m, [3n, 7n]));
    });
    gas.check("close10Of2Fail", used);
  });

  it("measures the closing with 10 investors whose cash is held", async () => {
    const used = await asIfOnly(async () => {
      for (const { position, trade } of await sell(m, sales(FEW))) {
        await send(investorAt(m, Number(position)), earmarkAllotment(m.kessai, { position, trade }));
      }
      await nextAt(m, PAYMENT);
      return await gasOf(closeNow(m));
    });
    gas.check("close10Earmarked", used);
  });

  it("measures the closing with 10 investors that are locked up", async () => {
    gas.check("close10LockedUp", await closingOf(FEW, BigInt(CLOSE_BY + DAY)));
  });

  it("measures the closing with 150 investors, and all of them locked up: one transaction takes them", async () => {
    const investors = [...m.investors];
    await asIfOnly(async () => {
      for (let index = MANY; index < MOST; index += 1) {
        const investor = await m.join(`investor ${index}`);
        await fund(m, investor, 2n * FACE);
        investors.push(investor);
      }
      const all = Array.from({ length: MOST }, (_, index) => ({
        investor: index,
        units: 1n,
        firm: firmAt(m, index % FIRMS).address,
      }));
      for (const [name, lockUpUntil] of [
        ["close150", 0n],
        ["close150LockedUp", BigInt(CLOSE_BY + DAY)],
      ] as const) {
        const used = await asIfOnly(async () => {
          await sellTap({ ...m, investors }, all, {
            units: BigInt(MOST),
            method: "bestEfforts",
            lockUpUntil,
          });
          return await gasOf(closeTap(m));
        });
        gas.check(name, used);
        expect(used, name).to.be.lessThan(TRANSACTION_LIMIT);
      }
    });
  });
});
