import { expect } from "chai";
import { ZeroAddress } from "ethers";

import type { Desk } from "../../support/blocks.ts";
import {
  acceptBlock,
  clientAt,
  fundAt,
  fundContract,
  fundParts,
  traderQuote,
  under,
  useDesk,
} from "../../support/blocks.ts";
import { openedAt } from "../../support/funds.ts";
import { advanceTo, fixNextSecond, nextBlockAt, withWord } from "../../support/settlement.ts";
import { DUTY, THEN } from "../../support/trading.ts";
import { DAY } from "../../support/world.ts";

const DUTIES = [
  ["manager", DUTY.manager],
  ["trader", DUTY.trader],
  ["compliance officer", DUTY.complianceOfficer],
] as const;

describe("FundAccount.assign", () => {
  const current = useDesk();

  for (const [name, duty] of DUTIES) {
    describe(`given somebody who is to be ${name} in the first day of an account`, () => {
      it("when the custodian says so, then it is at once", async () => {
        const m = current();
        const fund = fundContract(m, 0);
        const person = clientAt(m, 0);
        const second = await fixNextSecond(m);
        await expect(fund.assign(person, duty))
          .to.emit(fund, "DutyAssigned")
          .withArgs(person, DUTY.none, duty, second);
        expect(await fund.dutyOf(person)).to.equal(duty);
        expect(await fund.assignmentOf(person)).to.deep.equal([BigInt(duty), BigInt(second)]);
        expect(await fundContract(m, 1).dutyOf(person)).to.equal(DUTY.none);
      });

      it("when it has a duty already, this one or another, then it reverts with FundDutyTaken; when that was taken away, it gets it", async () => {
        const m = current();
        const fund = fundContract(m, 0);
        const person = clientAt(m, 0);
        for (const [, has] of DUTIES) {
          await fund.assign(person, has);
          await expect(fund.assign(person, duty))
            .to.be.revertedWithCustomError(fund, "FundDutyTaken")
            .withArgs(person, has, duty);
          const second = await fixNextSecond(m);
          await expect(fund.assign(person, DUTY.none))
            .to.emit(fund, "DutyAssigned")
            .withArgs(person, has, DUTY.none, second);
          expect(await fund.dutyOf(person)).to.equal(DUTY.none);
        }
        await fund.assign(person, duty);
        expect(await fund.dutyOf(person)).to.equal(duty);
      });
    });

    describe(`given somebody who is to be ${name} later`, () => {
      it("when it is the last second of the first day, then it is at once", async () => {
        const m = current();
        const fund = fundContract(m, 0);
        const last = (await openedAt(m, fund)) + DAY - 1;
        await nextBlockAt(m, last);
        await expect(fund.assign(clientAt(m, 0), duty))
          .to.emit(fund, "DutyAssigned")
          .withArgs(clientAt(m, 0), DUTY.none, duty, last);
        expect(await fund.dutyOf(clientAt(m, 0))).to.equal(duty);
      });

      it("when it is a second later, then it is effective after a day, to the second", async () => {
        const m = current();
        const fund = fundContract(m, 0);
        const person = clientAt(m, 0);
        const second = (await openedAt(m, fund)) + DAY;
        await nextBlockAt(m, second);
        await expect(fund.assign(person, duty))
          .to.emit(fund, "DutyAssigned")
          .withArgs(person, DUTY.none, duty, second + DAY);
        expect(await fund.assignmentOf(person)).to.deep.equal([BigInt(duty), BigInt(second + DAY)]);
        expect(await fund.dutyOf(person)).to.equal(DUTY.none);
        await advanceTo(m, second + DAY - 1);
        expect(await fund.dutyOf(person)).to.equal(DUTY.none);
        await advanceTo(m, second + DAY);
        expect(await fund.dutyOf(person)).to.equal(duty);
      });

      it("when it waits, then it can be given no other duty, and be taken away at once", async () => {
        const m = current();
        const fund = fundContract(m, 0);
        const person = clientAt(m, 0);
        await advanceTo(m, (await openedAt(m, fund)) + DAY);
        await fund.assign(person, duty);
        for (const [, other] of DUTIES) {
          await expect(fund.assign(person, other))
            .to.be.revertedWithCustomError(fund, "FundDutyTaken")
            .withArgs(person, duty, other);
        }
        const second = await fixNextSecond(m);
        await expect(fund.assign(person, DUTY.none))
          .to.emit(fund, "DutyAssigned")
          .withArgs(person, duty, DUTY.none, second);
        await advanceTo(m, second + 2 * DAY);
        expect(await fund.dutyOf(person)).to.equal(DUTY.none);
      });
    });
  }

  describe("given those who have a duty", () => {
    it("when it is taken away after the first day, then that is at once", async () => {
      const m = current();
      const fund = fundContract(m, 0);
      await advanceTo(m, (await openedAt(m, fund)) + 10 * DAY);
      const second = await fixNextSecond(m);
      await expect(fund.assign(m.funds.manager, DUTY.none))
        .to.emit(fund, "DutyAssigned")
        .withArgs(m.funds.manager, DUTY.manager, DUTY.none, second);
      expect(await fund.dutyOf(m.funds.manager)).to.equal(DUTY.none);
    });

    it("when somebody who has none is to have none, then that is said, and so it stays", async () => {
      const m = current();
      const fund = fundContract(m, 0);
      const second = await fixNextSecond(m);
      await expect(fund.assign(clientAt(m, 0), DUTY.none))
        .to.emit(fund, "DutyAssigned")
        .withArgs(clientAt(m, 0), DUTY.none, DUTY.none, second);
    });

    it("when several have the same one, then each has it, and losing it is each one's own", async () => {
      const m = current();
      const fund = fundContract(m, 0);
      await fund.assign(clientAt(m, 0), DUTY.trader);
      await fund.assign(m.funds.trader, DUTY.none);
      expect(await fund.dutyOf(clientAt(m, 0))).to.equal(DUTY.trader);
      expect(await fund.dutyOf(m.funds.trader)).to.equal(DUTY.none);
    });
  });

  describe("given a manager whose duty waits", () => {
    it("when it signs a ticket, then that is of use from the second in which the duty is effective", async () => {
      const m = current();
      const manager = clientAt(m, 0);
      const fund = fundContract(m, 0);
      const from = (await openedAt(m, fund)) + DAY;
      await nextBlockAt(m, from);
      await fund.assign(manager, DUTY.manager);
      const split = [{ account: fundAt(m, 0), quantity: 10n }];
      const ticket = m.funds.ticket({ manager: manager.address, split, validUntil: from + 2 * DAY });
      const signed = await under(m, ticket, manager);
      // the quote's own day runs from noon to noon
      const quote = traderQuote(m, {
        tradeDate: from + DAY / 2,
        settleFrom: from + DAY / 2,
        validUntil: from + 2 * DAY,
      });
      const signature = await m.signQuote(quote);
      const block = { allocations: [...fundParts(m, 10n)], then: THEN.match, ...signed };
      const execute = (m: Desk) => acceptBlock(m, quote, block, { by: m.funds.trader, signature });
      await nextBlockAt(m, from + DAY - 1);
      await expect(execute(m))
        .to.be.revertedWithCustomError(m.rfq, "TicketWrongManager")
        .withArgs(await m.rfq.ticketId(ticket), fund, manager);
      await nextBlockAt(m, from + DAY);
      await expect(execute(m)).to.emit(m.rfq, "TicketUsed");
    });
  });

  describe("given what is asked of caller and person", () => {
    it("when anybody but the custodian assigns, then it reverts with FundOnlyCustodian", async () => {
      const m = current();
      const fund = fundContract(m, 0);
      const { manager, trader, custodian } = m.funds;
      for (const stranger of [manager, trader, m.dealer, m.registrar, m.admin]) {
        for (const duty of [DUTY.none, DUTY.manager]) {
          await expect(fund.connect(stranger).assign(clientAt(m, 0), duty))
            .to.be.revertedWithCustomError(fund, "FundOnlyCustodian")
            .withArgs(stranger, custodian);
        }
      }
    });

    it("when the person is nobody, the custodian, or the account itself, then it reverts with FundInvalidPerson", async () => {
      const m = current();
      const fund = fundContract(m, 0);
      for (const person of [ZeroAddress, m.funds.custodian.address, fundAt(m, 0)]) {
        for (const duty of Object.values(DUTY)) {
          await expect(fund.assign(person, duty))
            .to.be.revertedWithCustomError(fund, "FundInvalidPerson")
            .withArgs(person);
        }
        expect(await fund.dutyOf(person)).to.equal(DUTY.none);
      }
    });

    it("when there is no such duty, then it reverts without data", async () => {
      const m = current();
      const fund = fundContract(m, 0);
      const { data, to } = await fund.assign.populateTransaction(clientAt(m, 0), DUTY.manager);
      await expect(
        m.funds.custodian.call({ to, data: withWord(data, 1, () => 4n) }),
      ).to.be.revertedWithoutReason(m.ethers);
    });
  });
});
