import { expect } from "chai";

import type { Desk } from "../../support/blocks.ts";
import { clientAt, fundContract, useDesk } from "../../support/blocks.ts";
import { openedAt } from "../../support/funds.ts";
import { advanceTo, nextBlockAt } from "../../support/settlement.ts";
import { DUTY } from "../../support/trading.ts";
import type { Signer } from "../../support/useWorld.ts";
import { DAY } from "../../support/world.ts";

describe("FundAccount.object", () => {
  const current = useDesk();

  /** The custodian gives somebody a duty after the first day; the second from which that is effective. */
  async function assignLater(m: Desk, person: Signer, duty: number = DUTY.manager): Promise<number> {
    const fund = fundContract(m, 0);
    const first = (await openedAt(m, fund)) + DAY;
    if ((await m.networkHelpers.time.latest()) < first) await advanceTo(m, first);
    await fund.assign(person, duty);
    return Number((await fund.assignmentOf(person)).effectiveAt);
  }

  const refused = async (m: Desk, person: Signer, by: Signer) => {
    await expect(fundContract(m, 0).connect(by).object(person))
      .to.be.revertedWithCustomError(fundContract(m, 0), "FundNoObjection")
      .withArgs(person, by);
  };

  describe("given a duty that waits", () => {
    for (const [name, byWhom] of [
      ["manager", (m: Desk) => m.funds.manager],
      ["trader", (m: Desk) => m.funds.trader],
      ["compliance officer", (m: Desk) => clientAt(m, 1)],
    ] as const) {
      for (const duty of [DUTY.manager, DUTY.trader, DUTY.complianceOfficer]) {
        it(`when the ${name} objects to duty ${duty}, then it never comes`, async () => {
          const m = current();
          const fund = fundContract(m, 0);
          await fund.assign(clientAt(m, 1), DUTY.complianceOfficer);
          const person = clientAt(m, 0);
          const from = await assignLater(m, person, duty);
          await expect(fund.connect(byWhom(m)).object(person))
            .to.emit(fund, "DutyObjected")
            .withArgs(person, duty, byWhom(m));
          expect(await fund.assignmentOf(person)).to.deep.equal([0n, 0n]);
          await advanceTo(m, from + DAY);
          expect(await fund.dutyOf(person)).to.equal(DUTY.none);
        });
      }
    }

    it("when it is the last second before, then it is in time; in the next, it reverts with FundNoObjection", async () => {
      const m = current();
      const fund = fundContract(m, 0);
      const from = await assignLater(m, clientAt(m, 0));
      const snapshot = await m.networkHelpers.takeSnapshot();
      await nextBlockAt(m, from);
      await refused(m, clientAt(m, 0), m.funds.manager);
      await advanceTo(m, from + 1);
      expect(await fund.dutyOf(clientAt(m, 0))).to.equal(DUTY.manager);
      await snapshot.restore();
      await nextBlockAt(m, from - 1);
      await expect(fund.connect(m.funds.manager).object(clientAt(m, 0))).to.emit(fund, "DutyObjected");
    });

    it("when it was given after all who could object were removed, then they can for 30 days, and no longer", async () => {
      const m = current();
      const fund = fundContract(m, 0);
      const first = (await openedAt(m, fund)) + DAY;
      await advanceTo(m, first);
      await fund.assign(m.funds.manager, DUTY.none);
      const removedAt = await m.networkHelpers.time.latest();
      await fund.assign(m.funds.trader, DUTY.none);
      const puppet = clientAt(m, 0);
      await fund.assign(puppet, DUTY.manager);
      await expect(fund.connect(m.funds.manager).object(puppet))
        .to.emit(fund, "DutyObjected")
        .withArgs(puppet, DUTY.manager, m.funds.manager);
      await nextBlockAt(m, removedAt + 30 * DAY - 1);
      await fund.assign(puppet, DUTY.manager);
      await nextBlockAt(m, removedAt + 30 * DAY);
      await refused(m, puppet, m.funds.manager);
    });

    it("when somebody was removed whose own duty never came, then it cannot object", async () => {
      const m = current();
      const fund = fundContract(m, 0);
      await assignLater(m, clientAt(m, 1));
      await fund.assign(clientAt(m, 1), DUTY.none);
      await assignLater(m, clientAt(m, 0));
      await refused(m, clientAt(m, 0), clientAt(m, 1));
    });

    it("when the custodian gives it again, then it waits a whole day again", async () => {
      const m = current();
      const fund = fundContract(m, 0);
      const from = await assignLater(m, clientAt(m, 0));
      await fund.connect(m.funds.trader).object(clientAt(m, 0));
      await nextBlockAt(m, from - 1);
      await fund.assign(clientAt(m, 0), DUTY.manager);
      expect(await fund.assignmentOf(clientAt(m, 0))).to.deep.equal([
        BigInt(DUTY.manager),
        BigInt(from - 1 + DAY),
      ]);
      await fund.connect(m.funds.trader).object(clientAt(m, 0));
    });
  });

  describe("given who may not object", () => {
    it("when it is the custodian, a stranger, or somebody with a duty in another fund, then it reverts with FundNoObjection", async () => {
      const m = current();
      await fundContract(m, 1).assign(clientAt(m, 2), DUTY.manager);
      await assignLater(m, clientAt(m, 0));
      for (const by of [m.funds.custodian, m.dealer, clientAt(m, 2)]) {
        await refused(m, clientAt(m, 0), by);
      }
    });

    it("when it waits itself, or never had a duty, then it reverts with FundNoObjection", async () => {
      const m = current();
      await assignLater(m, clientAt(m, 0));
      await assignLater(m, clientAt(m, 1));
      await refused(m, clientAt(m, 0), clientAt(m, 0));
      await refused(m, clientAt(m, 0), clientAt(m, 1));
    });
  });

  describe("given a person whose duty does not wait", () => {
    it("when it has one, or none, or it was objected to before, then it reverts with FundNoObjection", async () => {
      const m = current();
      const { manager, trader } = m.funds;
      await refused(m, trader, manager);
      await refused(m, manager, manager);
      await refused(m, clientAt(m, 0), manager);
      await assignLater(m, clientAt(m, 0));
      await fundContract(m, 0).connect(manager).object(clientAt(m, 0));
      await refused(m, clientAt(m, 0), manager);
    });

    it("when the custodian has taken a waiting one away, then it reverts with FundNoObjection", async () => {
      const m = current();
      await assignLater(m, clientAt(m, 0));
      await fundContract(m, 0).assign(clientAt(m, 0), DUTY.none);
      await refused(m, clientAt(m, 0), m.funds.manager);
    });
  });
});
