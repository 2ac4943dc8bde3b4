import { expect } from "chai";
import { encodeBytes32String } from "ethers";

import { actingAs, OTHER_ISIN } from "../../support/actions.ts";
import { paymentAt } from "../../support/schedules.ts";
import { fieldsOf, scheduleBond } from "../../support/servicing.ts";
import { useWorld } from "../../support/useWorld.ts";
import { ascii, DAY, ISIN, START } from "../../support/world.ts";

const UNKNOWN = ascii("XS0000000009", 12);

describe("BondSchedules.append", () => {
  const current = useWorld(async (w) => {
    const servicing = await actingAs(w, w.redemptionAgent);
    const recovery = {
      recordCutoff: BigInt(START + 400 * DAY),
      payFrom: BigInt(START + 401 * DAY),
      accrueFrom: 0n,
      accrueTo: 0n,
      fractionNumerator: 0n,
      fractionDenominator: 1n,
      principalPerUnit: 30_000_000n,
    };
    return { servicing, recovery, asServicing: w.schedules.connect(servicing) };
  });

  it("given the servicing contract, when it appends then emits PaymentAppended with every value", async () => {
    const { schedules, asServicing, recovery } = current();
    expect(await asServicing.append.staticCall(ISIN, recovery)).to.equal(2n);
    await expect(asServicing.append(ISIN, recovery))
      .to.emit(schedules, "PaymentAppended")
      .withArgs(ISIN, 2, Object.values(recovery));
    expect(await schedules.paymentCount(ISIN)).to.equal(3n);
    expect(await schedules.paymentOf(ISIN, 2)).to.deep.equal(Object.values(recovery));
  });

  it("given an appended payment, when what is due is asked then it bears no interest and is final", async () => {
    const { schedules, asServicing, recovery } = current();
    await asServicing.append(ISIN, recovery);
    const due = await schedules.dueOf(ISIN, 2);
    expect(fieldsOf(due)).to.deep.equal({
      recordCutoff: recovery.recordCutoff,
      payFrom: recovery.payFrom,
      facePerUnit: 0n,
      rateE8: 0n,
      isRateFinal: true,
      interestPerYenE13: 0n,
      principalPerUnit: 30_000_000n,
    });
  });

  it("given an appended payment, when the face is asked then it repays none of it", async () => {
    const { schedules, asServicing, recovery } = current();
    await asServicing.append(ISIN, recovery);
    expect(await schedules.faceAt(ISIN, START + 500 * DAY)).to.equal(100_000_000n);
    expect((await schedules.headerOf(ISIN)).regularPayments).to.equal(2n);
    expect((await schedules.scheduleOf(ISIN)).payments).to.have.length(3);
  });

  for (const name of ["issuerAgent", "admin", "issuer", "outsider"] as const) {
    it(`given the ${name}, when it appends then reverts with ScheduleNotServicing`, async () => {
      const w = current();
      await expect(w.schedules.connect(w[name]).append(ISIN, w.recovery))
        .to.be.revertedWithCustomError(w.schedules, "ScheduleNotServicing")
        .withArgs(ISIN, w[name].address, await w.redemptionAgent.getAddress());
    });
  }

  it("given no schedule, when one is appended then reverts with ScheduleMissing", async () => {
    const { schedules, asServicing, recovery } = current();
    await expect(asServicing.append(UNKNOWN, recovery))
      .to.be.revertedWithCustomError(schedules, "ScheduleMissing")
      .withArgs(UNKNOWN);
  });

  it("given 240 payments, when sixteen are appended then there is room for no more", async () => {
    const w = current();
    const recordCutoffs = Array.from({ length: 240 }, (_, i) => START + DAY + i * 10);
    const payments = recordCutoffs.map((cutoff) => paymentAt(cutoff, { payFrom: cutoff, accrueTo: cutoff }));
    await scheduleBond(w, { payments }, { recordCutoffs });
    for (let index = 240n; index < 256n; ++index) await w.asServicing.append(OTHER_ISIN, w.recovery);
    expect(await w.schedules.paymentCount(OTHER_ISIN)).to.equal(256n);
    await expect(w.asServicing.append(OTHER_ISIN, w.recovery))
      .to.be.revertedWithCustomError(w.schedules, "ScheduleInvalid")
      .withArgs(OTHER_ISIN, encodeBytes32String("payments"), 256);
  });
});
