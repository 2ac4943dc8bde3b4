import { expect } from "chai";
import { encodeBytes32String, ZeroHash } from "ethers";

import { OTHER_ISIN, replaceKey, schedule } from "../../support/actions.ts";
import { CUTOFFS, scheduleBond } from "../../support/servicing.ts";
import { useWorld } from "../../support/useWorld.ts";
import { ascii, DELAYS, FAR, ISIN, SCOPES } from "../../support/world.ts";

const SOURCE = encodeBytes32String("QUICK, TIBOR 6M, 2022-08-30");
const UNKNOWN = ascii("XS0000000009", 12);
const INT40_MIN = -(2n ** 39n);
const INT40_MAX = 2n ** 39n - 1n;

describe("BondSchedules.fixRate", () => {
  const current = useWorld(async (w) => {
    await scheduleBond(w, { rateKind: 1n, rateE8: 0n });
    return {};
  });

  describe("given a payment of a floating rate that is not fixed", () => {
    for (const indexE8 of [142_000n, 0n, -50_000n, INT40_MIN, INT40_MAX]) {
      it(`when an index of ${indexE8} is fixed then emits RateFixed and it can be read`, async () => {
        const { schedules, issuerAgent } = current();
        expect(await schedules.fixingOf(OTHER_ISIN, 1)).to.deep.equal([false, 0n]);
        await expect(schedules.fixRate(OTHER_ISIN, 1, indexE8, SOURCE))
          .to.emit(schedules, "RateFixed")
          .withArgs(OTHER_ISIN, 1, indexE8, SOURCE, issuerAgent.address);
        expect(await schedules.fixingOf(OTHER_ISIN, 1)).to.deep.equal([true, indexE8]);
        expect(await schedules.fixingOf(OTHER_ISIN, 0)).to.deep.equal([false, 0n]);
      });
    }

    it("when it is fixed in the last second of the record date then it is fixed", async () => {
      const { schedules, networkHelpers } = current();
      await networkHelpers.time.setNextBlockTimestamp(CUTOFFS[0] - 1);
      await schedules.fixRate(OTHER_ISIN, 0, 1n, SOURCE);
      expect(await schedules.fixingOf(OTHER_ISIN, 0)).to.deep.equal([true, 1n]);
    });

    for (const payment of [0, 1] as const) {
      it(`when the record date of payment ${payment} is over then reverts with ScheduleTooLate`, async () => {
        const { schedules, networkHelpers } = current();
        await networkHelpers.time.setNextBlockTimestamp(CUTOFFS[payment]);
        await expect(schedules.fixRate(OTHER_ISIN, payment, 1n, SOURCE))
          .to.be.revertedWithCustomError(schedules, "ScheduleTooLate")
          .withArgs(OTHER_ISIN, payment, CUTOFFS[payment], CUTOFFS[payment]);
      });
    }

    it("when no source is named then reverts with ScheduleMissingEvidence", async () => {
      const { schedules } = current();
      await expect(schedules.fixRate(OTHER_ISIN, 0, 1n, ZeroHash))
        .to.be.revertedWithCustomError(schedules, "ScheduleMissingEvidence")
        .withArgs(OTHER_ISIN);
    });

    it("when the issuer has withdrawn the appointment then reverts with ScheduleNotAppointed", async () => {
      const { schedules, registry, issuer, issuerAgent } = current();
      await registry.connect(issuer).appointOperator(issuerAgent, 0, 0);
      await expect(schedules.fixRate(OTHER_ISIN, 0, 1n, SOURCE))
        .to.be.revertedWithCustomError(schedules, "ScheduleNotAppointed")
        .withArgs(OTHER_ISIN, issuerAgent.address, issuer.address);
    });

    it("when the appointment is in other scopes then reverts with ScheduleNotAppointed", async () => {
      const { schedules, registry, issuer, issuerAgent } = current();
      await registry.connect(issuer).appointOperator(issuerAgent, SCOPES.trade | SCOPES.cancel, FAR);
      await expect(schedules.fixRate(OTHER_ISIN, 0, 1n, SOURCE))
        .to.be.revertedWithCustomError(schedules, "ScheduleNotAppointed")
        .withArgs(OTHER_ISIN, issuerAgent.address, issuer.address);
    });

    it("when another issuer's agent fixes it then reverts with ScheduleNotAppointed", async () => {
      const w = current();
      const { schedules, manager, admin, issuer, outsider } = w;
      await schedule(w, admin, manager.grantRole.populateTransaction(3n, outsider, 0), DELAYS.adminDelay);
      await manager.connect(admin).grantRole(3n, outsider, 0);
      await expect(schedules.connect(outsider).fixRate(OTHER_ISIN, 0, 1n, SOURCE))
        .to.be.revertedWithCustomError(schedules, "ScheduleNotAppointed")
        .withArgs(OTHER_ISIN, outsider.address, issuer.address);
    });

    it("when the issuer itself fixes it then reverts with AccessManagedUnauthorized", async () => {
      const { schedules, issuer } = current();
      await expect(schedules.connect(issuer).fixRate(OTHER_ISIN, 0, 1n, SOURCE))
        .to.be.revertedWithCustomError(schedules, "AccessManagedUnauthorized")
        .withArgs(issuer.address);
    });

    it("when the issuer's key was replaced then the successor appoints", async () => {
      const w = current();
      const { schedules, registry, issuer, issuerAgent, outsider } = w;
      await replaceKey(w, issuer, outsider);
      await expect(schedules.fixRate(OTHER_ISIN, 0, 1n, SOURCE))
        .to.be.revertedWithCustomError(schedules, "ScheduleNotAppointed")
        .withArgs(OTHER_ISIN, issuerAgent.address, issuer.address);
      await registry.connect(outsider).appointOperator(issuerAgent, SCOPES.issue, FAR);
      await schedules.fixRate(OTHER_ISIN, 0, 1n, SOURCE);
      expect(await schedules.fixingOf(OTHER_ISIN, 0)).to.deep.equal([true, 1n]);
    });
  });

  it("given a payment that is fixed, when fixed again then reverts with ScheduleRateAlreadyFixed", async () => {
    const { schedules } = current();
    await schedules.fixRate(OTHER_ISIN, 0, 0n, SOURCE);
    await expect(schedules.fixRate(OTHER_ISIN, 0, 1n, SOURCE))
      .to.be.revertedWithCustomError(schedules, "ScheduleRateAlreadyFixed")
      .withArgs(OTHER_ISIN, 0);
  });

  it("given a fixed rate, when an index is fixed then reverts with ScheduleRateNotFloating", async () => {
    const { schedules } = current();
    await expect(schedules.fixRate(ISIN, 0, 1n, SOURCE))
      .to.be.revertedWithCustomError(schedules, "ScheduleRateNotFloating")
      .withArgs(ISIN);
  });

  for (const payment of [2n, 2n ** 256n - 1n]) {
    it(`given two payments, when payment ${payment} is fixed then reverts with ScheduleUnknownPayment`, async () => {
      const { schedules } = current();
      await expect(schedules.fixRate(OTHER_ISIN, payment, 1n, SOURCE))
        .to.be.revertedWithCustomError(schedules, "ScheduleUnknownPayment")
        .withArgs(OTHER_ISIN, payment, 2);
    });
  }

  it("given no schedule, when an index is fixed then reverts with ScheduleMissing", async () => {
    const { schedules } = current();
    await expect(schedules.fixRate(UNKNOWN, 0, 1n, SOURCE))
      .to.be.revertedWithCustomError(schedules, "ScheduleMissing")
      .withArgs(UNKNOWN);
  });
});
