import { expect } from "chai";
import type { ContractTransactionResponse } from "ethers";

import type { IBondSchedules } from "../../typechain-types/index.ts";
import { GasSnapshot } from "../../tools/gas/GasSnapshot.ts";
import { OTHER_ISIN } from "../support/actions.ts";
import { crowdOf } from "../support/crowd.ts";
import { paymentAt, scheduleOf, termsWith } from "../support/schedules.ts";
import { CUTOFFS, giveMoney, ISSUERS_MONEY, PAY_DATES } from "../support/servicing.ts";
import type { World } from "../support/useWorld.ts";
import { DAY, EVIDENCE, ISIN, START, world } from "../support/world.ts";

const PAGE = 200;
const HALF_YEAR = 182 * DAY;
const HALF_YEARS = 20;

/**
 * Gas of a bond's servicing; figures for a holder are of a page of 200 holders, rounded up. Holders have money before they
 * are paid, 2 units each, and have not traded since the record date; tax is withheld from all of them.
 */
describe("gas of servicing", () => {
  const gas = new GasSnapshot("servicing");
  let w: World;
  let page: string[];

  before(async () => {
    w = await world();
    const crowd = await crowdOf(w, PAGE, { bonds: 2n });
    page = crowd.map(({ address }) => address);
    await giveMoney(w, w.issuer, ISSUERS_MONEY);
  });

  after(() => {
    gas.compare();
  });

  async function gasOf(sent: Promise<ContractTransactionResponse>): Promise<bigint> {
    const receipt = await (await sent).wait();
    if (receipt === null) throw new Error("the transaction was not mined");
    return receipt.gasUsed;
  }

  /** What `sent` uses, and the chain as it was. */
  async function asIfOnly(measured: () => Promise<bigint>): Promise<bigint> {
    const snapshot = await w.networkHelpers.takeSnapshot();
    const used = await measured();
    await snapshot.restore();
    return used;
  }

  const eachOf = (used: bigint): bigint => (used + BigInt(PAGE) - 1n) / BigInt(PAGE);
  const transfer = () => gasOf(w.bond.connect(w.seller).transfer(w.buyer, 1n));
  const pay = (payment: number) => gasOf(w.paymentAgent.connect(w.outsider).pay(ISIN, payment, page));

  /** Goes to a payment date, all the money being there. */
  async function reach(payment: 0 | 1): Promise<bigint> {
    await w.networkHelpers.time.increaseTo(PAY_DATES[payment]);
    const { required } = await w.paymentAgent.statusOf(ISIN, payment);
    return await gasOf(w.paymentAgent.connect(w.issuer).fund(ISIN, payment, required));
  }

  it("measures what transfers cost more because of record dates", async () => {
    const before = await transfer();
    await w.networkHelpers.time.increaseTo(CUTOFFS[0]);
    gas.check("firstTransferAfterRecordDate", (await asIfOnly(transfer)) - before);
    await w.bond.connect(w.issuer).transfer(w.issuer, 0n); // the bond has entered the period, the accounts have not
    gas.check("firstTransferOfBothAccounts", (await transfer()) - before);
    const later = await transfer();
    gas.check("laterTransfer", later - before);
    expect(later - before, "every other transfer costs nothing more").to.equal(0n);
  });

  it("measures the schedule of ten years, and the money for a coupon", async () => {
    const recordCutoffs = Array.from({ length: HALF_YEARS }, (_, index) => START + (index + 1) * HALF_YEAR);
    const maturityDate = START + HALF_YEARS * HALF_YEAR + 30 * DAY;
    const schedule: IBondSchedules.ScheduleStruct = scheduleOf(
      { denomination: 100_000_000n, recordCutoffs },
      { settlementBank: w.settlementBank.address, taxAccount: w.third.address },
      {
        payments: recordCutoffs.map((cutoff, index) =>
          paymentAt(cutoff, { accrueFrom: START + index * HALF_YEAR }),
        ),
      },
    );
    const life = { maturityDate, closedFrom: maturityDate - 5 * DAY, recordCutoffs };
    const terms = termsWith({ ...w.terms, isin: OTHER_ISIN, ...life }, schedule);
    await w.bondFactory.createBond({ ...terms, issueDate: START });
    gas.check("adoptSchedule", await gasOf(w.schedules.adopt(OTHER_ISIN, schedule)));
    gas.check("fundPayment", await reach(0));
  });

  it("measures a coupon of holders that cannot be paid now", async () => {
    const frozen = await asIfOnly(async () => {
      for (const holder of page) await w.bond.connect(w.compliance).setAccountFrozen(holder, true);
      return await pay(0);
    });
    const refused = await asIfOnly(async () => {
      for (const holder of page) await w.registry.connect(w.compliance).suspend(holder, EVIDENCE);
      return await pay(0);
    });
    gas.check("couponPerHolderFrozen", eachOf(frozen));
    gas.check("couponPerHolderSuspended", eachOf(refused));
  });

  it("measures the first coupon that holders get, and a later one", async () => {
    gas.check("couponPerHolder", eachOf(await pay(0)));
    await reach(1);
    const quiet = await asIfOnly(() => pay(1));
    gas.check("couponPerHolderLater", eachOf(quiet));
    const traded = await asIfOnly(async () => {
      for (const holder of page) await w.bond.connect(w.issuer).transfer(holder, 1n);
      return await pay(1);
    });
    gas.check("couponPerHolderTradedSince", eachOf(traded));
  });

  it("measures redemption", async () => {
    await w.networkHelpers.time.increaseTo(Number(w.terms.maturityDate));
    const { units, pricePerUnit } = await w.redemptionAgent.redemptionOf(ISIN, 0);
    await w.redemptionAgent.connect(w.issuer).fund(ISIN, 0, units * pricePerUnit);
    gas.check(
      "redeemPerHolder",
      eachOf(await gasOf(w.redemptionAgent.connect(w.outsider).redeem(ISIN, 0, page))),
    );
  });
});
