import { expect } from "chai";
import { encodeBytes32String, ZeroHash } from "ethers";

import { OTHER_ISIN, schedule } from "../../support/actions.ts";
import { CUTOFFS, scheduleBond } from "../../support/servicing.ts";
import { useWorld } from "../../support/useWorld.ts";
import { ascii, DAY, DELAYS, START } from "../../support/world.ts";

const REPORT = encodeBytes32String("sustainability report 2022");
const DECIDE_BY = START + 100 * DAY;
const DECISION = { open: 0n, applies: 1n, lapses: 2n } as const;
const UP = 0;
const DOWN = 1;
const UNKNOWN = ascii("XS0000000009", 12);

describe("BondSchedules.decideStep", () => {
  const current = useWorld(async (w) => {
    await scheduleBond(w, {
      steps: [
        { decideBy: DECIDE_BY, firstPayment: 0, stepE8: 25_000 },
        { decideBy: CUTOFFS[1], firstPayment: 1, stepE8: -25_000 },
      ],
    });
    return {};
  });

  describe("given an open step", () => {
    for (const [step, applies, expected] of [
      [UP, true, "applies"],
      [UP, false, "lapses"],
      [DOWN, true, "applies"],
      [DOWN, false, "lapses"],
    ] as const) {
      it(`when step ${step} is decided as ${applies} then emits StepDecided and it ${expected} for ever`, async () => {
        const { schedules, issuerAgent, networkHelpers } = current();
        await expect(schedules.decideStep(OTHER_ISIN, step, applies, REPORT))
          .to.emit(schedules, "StepDecided")
          .withArgs(OTHER_ISIN, step, DECISION[expected], REPORT, issuerAgent.address);
        expect(await schedules.stepDecision(OTHER_ISIN, step)).to.equal(DECISION[expected]);
        expect(await schedules.stepDecision(OTHER_ISIN, 1 - step)).to.equal(DECISION.open);
        await networkHelpers.time.increaseTo(CUTOFFS[1]);
        expect(await schedules.stepDecision(OTHER_ISIN, step)).to.equal(DECISION[expected]);
      });
    }

    it("when it is decided in its last second then it is decided", async () => {
      const { schedules, networkHelpers } = current();
      await networkHelpers.time.setNextBlockTimestamp(DECIDE_BY - 1);
      await schedules.decideStep(OTHER_ISIN, UP, false, REPORT);
      expect(await schedules.stepDecision(OTHER_ISIN, UP)).to.equal(DECISION.lapses);
    });

    it("when its time is over then reverts with ScheduleTooLate", async () => {
      const { schedules, networkHelpers } = current();
      await networkHelpers.time.setNextBlockTimestamp(DECIDE_BY);
      await expect(schedules.decideStep(OTHER_ISIN, UP, false, REPORT))
        .to.be.revertedWithCustomError(schedules, "ScheduleTooLate")
        .withArgs(OTHER_ISIN, UP, DECIDE_BY, DECIDE_BY);
    });

    it("when there is no evidence then reverts with ScheduleMissingEvidence", async () => {
      const { schedules } = current();
      await expect(schedules.decideStep(OTHER_ISIN, UP, true, ZeroHash))
        .to.be.revertedWithCustomError(schedules, "ScheduleMissingEvidence")
        .withArgs(OTHER_ISIN);
    });

    it("when another issuer's agent decides then reverts with ScheduleNotAppointed", async () => {
      const w = current();
      const { schedules, manager, admin, issuer, outsider } = w;
      await schedule(w, admin, manager.grantRole.populateTransaction(3n, outsider, 0), DELAYS.adminDelay);
      await manager.connect(admin).grantRole(3n, outsider, 0);
      await expect(schedules.connect(outsider).decideStep(OTHER_ISIN, UP, true, REPORT))
        .to.be.revertedWithCustomError(schedules, "ScheduleNotAppointed")
        .withArgs(OTHER_ISIN, outsider.address, issuer.address);
    });

    it("when the issuer has withdrawn the appointment then reverts with ScheduleNotAppointed", async () => {
      const { schedules, registry, issuer, issuerAgent } = current();
      await registry.connect(issuer).appointOperator(issuerAgent, 0, 0);
      await expect(schedules.decideStep(OTHER_ISIN, UP, true, REPORT))
        .to.be.revertedWithCustomError(schedules, "ScheduleNotAppointed")
        .withArgs(OTHER_ISIN, issuerAgent.address, issuer.address);
    });
  });

  for (const applies of [true, false]) {
    it(`given a decided step, when it is decided again as ${applies} then reverts with ScheduleStepDecided`, async () => {
      const { schedules } = current();
      await schedules.decideStep(OTHER_ISIN, UP, false, REPORT);
      await expect(schedules.decideStep(OTHER_ISIN, UP, applies, REPORT))
        .to.be.revertedWithCustomError(schedules, "ScheduleStepDecided")
        .withArgs(OTHER_ISIN, UP, DECISION.lapses);
    });
  }

  for (const step of [2n, 2n ** 256n - 1n]) {
    it(`given two steps, when step ${step} is decided or asked then reverts with ScheduleUnknownStep`, async () => {
      const { schedules } = current();
      await expect(schedules.decideStep(OTHER_ISIN, step, true, REPORT))
        .to.be.revertedWithCustomError(schedules, "ScheduleUnknownStep")
        .withArgs(OTHER_ISIN, step, 2);
      await expect(schedules.stepDecision(OTHER_ISIN, step))
        .to.be.revertedWithCustomError(schedules, "ScheduleUnknownStep")
        .withArgs(OTHER_ISIN, step, 2);
    });
  }

  it("given no schedule, when a step is decided or asked then reverts with ScheduleMissing", async () => {
    const { schedules } = current();
    await expect(schedules.decideStep(UNKNOWN, 0, true, REPORT))
      .to.be.revertedWithCustomError(schedules, "ScheduleMissing")
      .withArgs(UNKNOWN);
    await expect(schedules.stepDecision(UNKNOWN, 0))
      .to.be.revertedWithCustomError(schedules, "ScheduleMissing")
      .withArgs(UNKNOWN);
  });

  describe("given a step that nobody decides: who shows no evidence has missed the target", () => {
    for (const [step, deadline, expected, direction] of [
      [UP, DECIDE_BY, "applies", "raises"],
      [DOWN, CUTOFFS[1], "lapses", "lowers"],
    ] as const) {
      it(`when it ${direction} the rate and its time is over then it ${expected}`, async () => {
        const { schedules, networkHelpers } = current();
        await networkHelpers.time.increaseTo(deadline - 1);
        expect(await schedules.stepDecision(OTHER_ISIN, step)).to.equal(DECISION.open);
        await networkHelpers.time.increaseTo(deadline);
        expect(await schedules.stepDecision(OTHER_ISIN, step)).to.equal(DECISION[expected]);
      });
    }
  });
});
