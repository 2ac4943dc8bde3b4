import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { forceTransfer, planBond, replaceKey } from "../../support/actions.ts";
import type { Signer, World } from "../../support/useWorld.ts";
import { useWorld } from "../../support/useWorld.ts";
import { COMMITMENT, DAY, FAR, ISIN, QII, READINESS, SIDE, START } from "../../support/world.ts";

const FIRST = START + 180 * DAY;
const SECOND = START + 350 * DAY;

/** Balances at record date `index`, and that they sum to the supply at it (INV-7). */
async function register(w: World, index: number, bond = w.bond): Promise<Record<string, bigint>> {
  const holders = {
    issuer: w.issuer,
    seller: w.seller,
    buyer: w.buyer,
    third: w.third,
    outsider: w.outsider,
  };
  const balances: Record<string, bigint> = {};
  let sum = 0n;
  for (const [name, account] of Object.entries(holders)) {
    const balance = await bond.balanceAtRecordDate(account, index);
    sum += balance;
    if (balance !== 0n) balances[name] = balance;
  }
  expect(sum).to.equal(await bond.supplyAtRecordDate(index));
  return balances;
}

const at = (w: World, time: number) => w.networkHelpers.time.setNextBlockTimestamp(time);
const send = (w: World, from: Signer, to: Signer, units: bigint) => w.bond.connect(from).transfer(to, units);

describe("BondToken.balanceAtRecordDate", () => {
  const current = useWorld();

  describe("given a record date that is open", () => {
    it("when its last second has come then reverts with BondTokenRecordDateOpen", async () => {
      const { bond, seller, networkHelpers } = current();
      await networkHelpers.time.increaseTo(FIRST - 1);
      await expect(bond.balanceAtRecordDate(seller, 0))
        .to.be.revertedWithCustomError(bond, "BondTokenRecordDateOpen")
        .withArgs(ISIN, 0, FIRST, FIRST - 1);
      await expect(bond.supplyAtRecordDate(0))
        .to.be.revertedWithCustomError(bond, "BondTokenRecordDateOpen")
        .withArgs(ISIN, 0, FIRST, FIRST - 1);
    });

    it("when the one before is over then is open still", async () => {
      const { bond, seller, networkHelpers } = current();
      await networkHelpers.time.increaseTo(SECOND - 1);
      expect(await bond.balanceAtRecordDate(seller, 0)).to.equal(600n);
      await expect(bond.balanceAtRecordDate(seller, 1))
        .to.be.revertedWithCustomError(bond, "BondTokenRecordDateOpen")
        .withArgs(ISIN, 1, SECOND, SECOND - 1);
    });
  });

  describe("given an index that the schedule has not", () => {
    for (const index of [2n, 2n ** 256n - 1n]) {
      it(`when record date ${index} is asked then reverts with BondTokenUnknownRecordDate`, async () => {
        const { bond, seller, networkHelpers } = current();
        await networkHelpers.time.increaseTo(SECOND);
        await expect(bond.balanceAtRecordDate(seller, index))
          .to.be.revertedWithCustomError(bond, "BondTokenUnknownRecordDate")
          .withArgs(ISIN, index, 2);
        await expect(bond.supplyAtRecordDate(index))
          .to.be.revertedWithCustomError(bond, "BondTokenUnknownRecordDate")
          .withArgs(ISIN, index, 2);
      });
    }
  });

  describe("given that nothing moved since", () => {
    it("when a record date is over then everybody's balance stood at it", async () => {
      const w = current();
      await w.networkHelpers.time.increaseTo(FIRST);
      expect(await register(w, 0)).to.deep.equal({ issuer: 300n, seller: 600n, buyer: 100n });
      expect(await w.bond.recordDatesPassed()).to.equal(1n);
    });

    it("when both are over then the same stood at both", async () => {
      const w = current();
      await w.networkHelpers.time.increaseTo(SECOND);
      const expected = { issuer: 300n, seller: 600n, buyer: 100n };
      expect(await register(w, 0)).to.deep.equal(expected);
      expect(await register(w, 1)).to.deep.equal(expected);
      expect(await w.bond.recordDatesPassed()).to.equal(2n);
    });

    it("when the zero account is asked then it held nothing, though the supply stands in its word", async () => {
      const w = current();
      await w.networkHelpers.time.increaseTo(FIRST);
      expect(await w.bond.balanceAtRecordDate(ZeroAddress, 0)).to.equal(0n);
      expect(await w.bond.balanceOf(ZeroAddress)).to.equal(0n);
    });
  });

  describe("given a transfer around the end of a record date", () => {
    it("when it is in the last second then it counts for the receiver", async () => {
      const w = current();
      await at(w, FIRST - 1);
      await send(w, w.seller, w.third, 50n);
      await w.networkHelpers.time.increaseTo(FIRST);
      expect(await register(w, 0)).to.deep.equal({ issuer: 300n, seller: 550n, buyer: 100n, third: 50n });
    });

    it("when it is in the first second after then it counts for the sender", async () => {
      const w = current();
      await at(w, FIRST);
      await send(w, w.seller, w.third, 50n);
      expect(await register(w, 0)).to.deep.equal({ issuer: 300n, seller: 600n, buyer: 100n });
      expect(await w.bond.balanceOf(w.third)).to.equal(50n);
    });

    it("when nobody moves anything for months after it then the record date counts and not the block (trap: record-date arithmetic by block time instead of the record date)", async () => {
      const w = current();
      await at(w, FIRST + 100 * DAY);
      await send(w, w.seller, w.third, 600n);
      expect(await register(w, 0)).to.deep.equal({ issuer: 300n, seller: 600n, buyer: 100n });
    });
  });

  describe("given the first movement after record dates", () => {
    it("when one is over then emits RecordDatePassed once", async () => {
      const w = current();
      await at(w, FIRST);
      await expect(send(w, w.seller, w.buyer, 1n))
        .to.emit(w.bond, "RecordDatePassed")
        .withArgs(ISIN, 0, FIRST, 1_000n);
      await expect(send(w, w.seller, w.buyer, 1n)).not.to.emit(w.bond, "RecordDatePassed");
    });

    it("when both are over then emits RecordDatePassed for each, in order", async () => {
      const w = current();
      await at(w, SECOND);
      const receipt = await (await send(w, w.seller, w.buyer, 1n)).wait();
      const passed = (receipt?.logs ?? [])
        .map((log) => w.bond.interface.parseLog(log))
        .filter((event) => event?.name === "RecordDatePassed")
        .map((event) => [...(event?.args ?? [])] as unknown[]);
      expect(passed).to.deep.equal([
        [ISIN, 0n, BigInt(FIRST), 1_000n],
        [ISIN, 1n, BigInt(SECOND), 1_000n],
      ]);
    });

    it("when it is in the second before then emits nothing", async () => {
      const w = current();
      await at(w, FIRST - 1);
      await expect(send(w, w.seller, w.buyer, 1n)).not.to.emit(w.bond, "RecordDatePassed");
      expect(await w.bond.recordDatesPassed()).to.equal(0n);
    });

    it("when it is a refused one then nothing is on record and the next one says it", async () => {
      const w = current();
      await at(w, FIRST);
      await expect(send(w, w.seller, w.outsider, 1n))
        .to.be.revertedWithCustomError(w.registry, "ParticipantNotAdmitted")
        .withArgs(w.outsider.address);
      await expect(send(w, w.seller, w.buyer, 1n)).to.emit(w.bond, "RecordDatePassed");
    });

    it("when it is a forced transfer then emits RecordDatePassed", async () => {
      const w = current();
      await w.networkHelpers.time.increaseTo(FIRST);
      await expect(forceTransfer(w, w.bond, w.seller.address, w.buyer.address, 1n))
        .to.emit(w.bond, "RecordDatePassed")
        .withArgs(ISIN, 0, FIRST, 1_000n);
      expect(await register(w, 0)).to.deep.equal({ issuer: 300n, seller: 600n, buyer: 100n });
    });
  });

  describe("given several changes in one period", () => {
    it("when it is over then the last of them counts", async () => {
      const w = current();
      await send(w, w.seller, w.third, 10n);
      await send(w, w.third, w.buyer, 4n);
      await send(w, w.buyer, w.seller, 90n);
      await w.networkHelpers.time.increaseTo(FIRST);
      const expected = { issuer: 300n, seller: 680n, buyer: 14n, third: 6n };
      expect(await register(w, 0)).to.deep.equal(expected);

      await send(w, w.third, w.buyer, 1n);
      await send(w, w.third, w.buyer, 1n);
      await send(w, w.seller, w.third, 80n);
      expect(await register(w, 0)).to.deep.equal(expected);
    });

    it("when several change in every period then each record date has its own balances", async () => {
      const w = current();
      await send(w, w.seller, w.third, 10n);
      await at(w, FIRST + 1);
      await send(w, w.seller, w.third, 20n);
      await send(w, w.seller, w.third, 30n);
      await at(w, SECOND + 1);
      await send(w, w.third, w.seller, 60n);
      await send(w, w.buyer, w.third, 100n);
      expect(await register(w, 0)).to.deep.equal({ issuer: 300n, seller: 590n, buyer: 100n, third: 10n });
      expect(await register(w, 1)).to.deep.equal({ issuer: 300n, seller: 540n, buyer: 100n, third: 60n });
    });
  });

  describe("given an account that holds nothing in between", () => {
    it("when it held before and holds again then it held nothing at the date in between", async () => {
      const w = current();
      await at(w, FIRST + 1);
      await send(w, w.buyer, w.third, 100n); // held at FIRST, nothing at SECOND
      await at(w, SECOND + 1);
      await send(w, w.third, w.buyer, 40n);
      expect(await register(w, 0)).to.deep.equal({ issuer: 300n, seller: 600n, buyer: 100n });
      expect(await register(w, 1)).to.deep.equal({ issuer: 300n, seller: 600n, third: 100n });
      expect(await w.bond.balanceOf(w.buyer)).to.equal(40n);
    });

    it("when it never held anything then it held nothing at any date", async () => {
      const w = current();
      await w.networkHelpers.time.increaseTo(SECOND);
      expect(await w.bond.balanceAtRecordDate(w.outsider, 0)).to.equal(0n);
      expect(await w.bond.balanceAtRecordDate(w.outsider, 1)).to.equal(0n);
    });

    it("when it first receives after the first date then it held nothing at it", async () => {
      const w = current();
      await at(w, FIRST);
      await send(w, w.seller, w.third, 5n);
      await at(w, SECOND);
      await send(w, w.third, w.seller, 5n);
      expect(await w.bond.balanceAtRecordDate(w.third, 0)).to.equal(0n);
      expect(await w.bond.balanceAtRecordDate(w.third, 1)).to.equal(5n);
    });
  });

  describe("given movements of nothing, or to oneself", () => {
    it("when nothing is sent after the date then both balances at it stay", async () => {
      const w = current();
      await at(w, FIRST);
      await send(w, w.seller, w.third, 0n);
      await send(w, w.third, w.seller, 0n);
      expect(await register(w, 0)).to.deep.equal({ issuer: 300n, seller: 600n, buyer: 100n });
    });

    it("when an account sends to itself after the date then its balance at it stays", async () => {
      const w = current();
      await at(w, FIRST);
      await send(w, w.seller, w.seller, 600n);
      await send(w, w.seller, w.seller, 1n);
      expect(await register(w, 0)).to.deep.equal({ issuer: 300n, seller: 600n, buyer: 100n });
      expect(await w.bond.balanceOf(w.seller)).to.equal(600n);
    });

    it("when held, frozen and released after the date then the balance at it stays", async () => {
      const w = current();
      await at(w, FIRST);
      await w.bond.connect(w.compliance).setFrozenTokens(w.seller, 10n);
      const trade = w.trade({ settleBy: SECOND });
      await w.escrow.connect(w.seller).instruct(trade, SIDE.seller, READINESS.earmarked);
      await w.escrow.connect(w.seller).cancel(trade, SIDE.seller);
      expect(await register(w, 0)).to.deep.equal({ issuer: 300n, seller: 600n, buyer: 100n });
      await send(w, w.seller, w.third, 590n);
      expect(await register(w, 0)).to.deep.equal({ issuer: 300n, seller: 600n, buyer: 100n });
    });
  });

  describe("given units held for a trade over the record date", () => {
    it("when the date is over then they are the seller's still", async () => {
      const w = current();
      const trade = w.trade({ quantity: 200n, settleBy: SECOND });
      await w.escrow.connect(w.seller).instruct(trade, SIDE.seller, READINESS.earmarked);
      await w.escrow.connect(w.buyer).affirm(trade, SIDE.buyer, READINESS.ready);
      await w.networkHelpers.time.increaseTo(FIRST);
      expect(await register(w, 0)).to.deep.equal({ issuer: 300n, seller: 600n, buyer: 100n });
      await w.escrow.settle(trade);
      expect(await register(w, 0)).to.deep.equal({ issuer: 300n, seller: 600n, buyer: 100n });
      await w.networkHelpers.time.increaseTo(SECOND);
      expect(await register(w, 1)).to.deep.equal({ issuer: 300n, seller: 400n, buyer: 300n });
    });
  });

  describe("given a key that is replaced after the record date", () => {
    it("when the position is recovered then the lost account held it at the date, the successor after", async () => {
      const w = current();
      await w.networkHelpers.time.increaseTo(FIRST);
      await replaceKey(w, w.seller, w.outsider);
      await w.bond.connect(w.registrar).recover(w.seller);
      expect(await register(w, 0)).to.deep.equal({ issuer: 300n, seller: 600n, buyer: 100n });
      await w.networkHelpers.time.increaseTo(SECOND);
      expect(await register(w, 1)).to.deep.equal({ issuer: 300n, outsider: 600n, buyer: 100n });
    });
  });

  describe("given a bond issued after its first record date", () => {
    it("when asked then nobody held anything at the first, and the issuer all at the second", async () => {
      const w = current();
      const planned = await planBond(w);
      await w.networkHelpers.time.increaseTo(FIRST);
      await planned.issue();
      await w.networkHelpers.time.increaseTo(SECOND);
      expect(await register(w, 0, planned)).to.deep.equal({});
      expect(await planned.supplyAtRecordDate(0)).to.equal(0n);
      expect(await register(w, 1, planned)).to.deep.equal({ issuer: 1_000n });
    });

    it("when it is issued then emits RecordDatePassed with no supply", async () => {
      const w = current();
      const planned = await planBond(w);
      await w.networkHelpers.time.increaseTo(FIRST);
      await expect(planned.issue())
        .to.emit(planned, "RecordDatePassed")
        .withArgs((await planned.terms()).isin, 0, FIRST, 0n);
    });

    it("when it is never issued then nobody held anything", async () => {
      const w = current();
      const planned = await planBond(w);
      await w.networkHelpers.time.increaseTo(SECOND);
      expect(await register(w, 0, planned)).to.deep.equal({});
      expect(await register(w, 1, planned)).to.deep.equal({});
    });
  });

  describe("given bonds with other schedules", () => {
    it("when there is no record date then none passes and none is known", async () => {
      const w = current();
      const planned = await planBond(w, { recordCutoffs: [] });
      await planned.issue();
      await w.networkHelpers.time.increaseTo(FAR - 1);
      expect(await planned.recordDatesPassed()).to.equal(0n);
      await expect(planned.balanceAtRecordDate(w.issuer, 0))
        .to.be.revertedWithCustomError(planned, "BondTokenUnknownRecordDate")
        .withArgs((await planned.terms()).isin, 0, 0);
    });

    it("when record dates are a second apart then each has its own balances", async () => {
      const w = current();
      const first = START + 10 * DAY;
      const planned = await planBond(w, { recordCutoffs: [first, first + 1, first + 2] });
      await planned.issue();
      const fromIssuer = planned.connect(w.issuer);
      await at(w, first - 1);
      await fromIssuer.transfer(w.third, 1n);
      await at(w, first);
      await fromIssuer.transfer(w.third, 1n);
      await at(w, first + 1);
      await fromIssuer.transfer(w.third, 1n);
      await at(w, first + 2);
      await fromIssuer.transfer(w.third, 1n);
      expect(await planned.recordDatesPassed()).to.equal(3n);
      expect(await register(w, 0, planned)).to.deep.equal({ issuer: 999n, third: 1n });
      expect(await register(w, 1, planned)).to.deep.equal({ issuer: 998n, third: 2n });
      expect(await register(w, 2, planned)).to.deep.equal({ issuer: 997n, third: 3n });
      expect(await planned.balanceOf(w.third)).to.equal(4n);
    });

    it("when the last record date is the maturity date then balances at it are known from then on", async () => {
      const w = current();
      const maturityDate = START + 365 * DAY;
      const planned = await planBond(w, { recordCutoffs: [maturityDate] });
      await planned.issue();
      await w.networkHelpers.time.increaseTo(maturityDate);
      expect(await register(w, 0, planned)).to.deep.equal({ issuer: 1_000n });
    });
  });

  describe("given random movements over both record dates", () => {
    it("when compared with a plain model then every balance at every date agrees (INV-7)", async () => {
      const w = current();
      await w.registry.admit(w.outsider, QII, FAR, COMMITMENT);
      const accounts = [w.issuer, w.seller, w.buyer, w.third, w.outsider] as const;
      const model = [300n, 600n, 100n, 0n, 0n];
      const atDates: bigint[][] = [];
      let seed = 20_220_601;
      const random = (below: number): number => {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        return Math.floor((seed / 2_147_483_648) * below);
      };
      let now = START + DAY;
      for (let step = 0; step < 120; ++step) {
        const before = now;
        now += 1 + random(5 * DAY);
        if (now >= START + 360 * DAY) break;
        for (const cutoff of [FIRST, SECOND]) if (before < cutoff && cutoff <= now) atDates.push([...model]);
        const [from, to] = [random(5), random(5)];
        const [sender, receiver] = [accounts[from], accounts[to]];
        if (sender === undefined || receiver === undefined) throw new Error("no such account");
        const units = BigInt(random(Number(model[from] ?? 0n) + 1));
        await at(w, now);
        await send(w, sender, receiver, units);
        model[from] = (model[from] ?? 0n) - units;
        model[to] = (model[to] ?? 0n) + units;
      }
      await w.networkHelpers.time.increaseTo(START + 365 * DAY);
      while (atDates.length < 2) atDates.push([...model]);
      for (const [index, balances] of atDates.entries()) {
        for (const [position, account] of accounts.entries()) {
          expect(await w.bond.balanceAtRecordDate(account, index)).to.equal(balances[position]);
        }
        expect(await w.bond.supplyAtRecordDate(index)).to.equal(1_000n);
      }
    });
  });
});
