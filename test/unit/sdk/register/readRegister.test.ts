import { expect } from "chai";

import { settleSet } from "../../../../sdk/client/actions/settleSet.ts";
import { parseCalendarDate } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { readRegister } from "../../../../sdk/client/readers/readRegister.ts";
import type { ReadRegisterOptions } from "../../../../sdk/client/readers/readRegister.ts";
import { send } from "../../../../sdk/client/send.ts";
import { RegisterBlockUnknownError } from "../../../../sdk/register/errors/RegisterBlockUnknownError.ts";
import { RegisterBondUnknownError } from "../../../../sdk/register/errors/RegisterBondUnknownError.ts";
import { RegisterDayOpenError } from "../../../../sdk/register/errors/RegisterDayOpenError.ts";
import { RegisterRecordDateError } from "../../../../sdk/register/errors/RegisterRecordDateError.ts";
import { RegisterStateUnavailableError } from "../../../../sdk/register/errors/RegisterStateUnavailableError.ts";
import { registerHash } from "../../../../sdk/register/registerHash.ts";
import { signTrade } from "../../../../sdk/trade/signTrade.ts";
import { must } from "../../../support/must.ts";
import type { Signer } from "../../../support/useWorld.ts";
import { DAY, START } from "../../../support/world.ts";
import { ISIN, registerHouse, shownBy } from "./registerHouse.ts";
import type { Earmarked } from "./registerHouse.ts";
import type { UnitModel } from "./unitModel.ts";

type House = Awaited<ReturnType<typeof registerHouse>>;

const newest = { at: "newest" } as const;

describe("readRegister", () => {
  let h: House;
  let restore: () => Promise<void>;

  before(async () => {
    h = await registerHouse();
  });
  beforeEach(async () => {
    const snapshot = await h.networkHelpers.takeSnapshot();
    restore = () => snapshot.restore();
  });
  afterEach(() => restore());
  after(() => h.connection.close());

  const read = (time: ReadRegisterOptions["time"]) => readRegister(h.kessai, { isin: ISIN, time });

  async function refusal(time: ReadRegisterOptions["time"], isin = ISIN): Promise<unknown> {
    return await readRegister(h.kessai, { isin, time }).then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  describe("given random transfers, trades, freezes, orders and decisions", () => {
    const done = new Set<string>();

    for (const seed of [1, 2, 3]) {
      it(`says at every block what a model of single units says, and what storage says (seed ${seed})`, async function () {
        this.timeout(240_000);
        const own = await registerHouse();
        await act(own, seed, done);
        for (const { number: blockNumber, model } of own.history) {
          const time = { at: "block", blockNumber } as const;
          const { register, reconciliation } = await readRegister(own.kessai, { isin: ISIN, time });
          expect(shownBy(register), `block ${blockNumber}`).to.deep.equal(model.shown());
          expect(reconciliation.differences).to.deep.equal([]);
          expect(register.totals.units).to.equal(1_000n);
        }
        await own.connection.close();
      });
    }

    it("has tried every kind of act", () => {
      expect([...done].toSorted()).to.deep.equal([
        "cancelled",
        "class changed",
        "court order",
        "earmarked",
        "key replaced",
        "part settled",
        "reinstated",
        "settled",
        "suspended",
        "transferred",
        "units frozen",
        "whole account frozen",
      ]);
    });
  });

  it("keeps the days of acquisition of a lost key for its successor, freezes included", async () => {
    const fresh = await registerHouse();
    const { transfer, freeze, freezeAccount, recover, seller, buyer, third, outsider, model } = fresh;
    await transfer(seller, third, 5n);
    await transfer(buyer, third, 7n);
    await freeze(third, 3n);
    await freezeAccount(third, true);
    await recover(third, outsider);
    const { register, reconciliation } = await readRegister(fresh.kessai, { isin: ISIN, time: newest });
    expect(shownBy(register)).to.deep.equal(model.shown());
    expect(register.holders.find(({ account }) => account === outsider.address)).to.deep.include({
      units: 12n,
      frozen: 3n,
      accountFrozen: true,
    });
    expect(reconciliation.differences).to.deep.equal([]);
    await fresh.connection.close();
  });

  for (const method of ["chain", "net"] as const) {
    it(`knows what a set settled as a ${method} has moved, and that holds are gone with it`, async () => {
      const { seller, buyer, kessai, earmark } = h;
      const { trade } = await earmark(seller, buyer, 5n);
      const back = h.readable({ seller: buyer.address, buyer: seller.address, quantity: 2n, amount: 2n });
      const signed = async (each: typeof trade, from: Signer, to: Signer) => ({
        trade: each,
        sellerSignature: await signTrade(from, { domain: kessai.domain, trade: each }),
        buyerSignature: await signTrade(to, { domain: kessai.domain, trade: each }),
      });
      const trades = [await signed(trade, seller, buyer), await signed(back, buyer, seller)];
      const held = await read(newest);
      expect(held.register.totals.held).to.equal(5n);
      await send(settleSet(kessai, { method, trades }), { signer: h.outsider, gasLimit: 16_000_000n });
      const { register, reconciliation } = await read(newest);
      expect(register.totals.held).to.equal(0n);
      expect(register.holders.map(({ account, units }) => [account, units])).to.deep.equal([
        [seller.address, 597n],
        [h.issuer.address, 300n],
        [buyer.address, 103n],
      ]);
      expect(reconciliation).to.deep.equal({ accounts: 3, differences: [] });
    });
  }

  describe("as of a day", () => {
    it("is that of the last block before the next day begins in Tokyo", async () => {
      const midnight = START + 10 * DAY;
      const { networkHelpers, bond, seller, buyer } = h;
      await networkHelpers.time.setNextBlockTimestamp(midnight - 1);
      await bond.connect(seller).transfer(buyer, 1n);
      await networkHelpers.time.setNextBlockTimestamp(midnight);
      await bond.connect(seller).transfer(buyer, 20n);
      const day = parseCalendarDate("2022-06-10");
      const { register } = await read({ at: "endOfDay", date: day, centre: "Asia/Tokyo" });
      expect(register.moment.asOf).to.equal(BigInt(midnight - 1));
      expect(register.moment.blockTime).to.equal(BigInt(midnight - 1));
      expect(register.holders.find(({ account }) => account === buyer.address)?.units).to.equal(101n);
      const before = parseCalendarDate("2022-06-09");
      const earlier = await read({ at: "endOfDay", date: before, centre: "Asia/Tokyo" });
      expect(earlier.register.holders.find(({ account }) => account === buyer.address)?.units).to.equal(100n);
      expect(earlier.reconciliation.differences).to.deep.equal([]);
    });

    it("is refused while the day is not over on the chain", async () => {
      const error = await refusal({
        at: "endOfDay",
        date: parseCalendarDate("2022-06-01"),
        centre: "Asia/Tokyo",
      });
      expect(error).to.be.instanceOf(RegisterDayOpenError);
      expect(String(error)).to.match(/until 2022-06-02 00:00 Asia\/Tokyo is not over/);
    });

    it("is refused before the chain began", async () => {
      const date = parseCalendarDate("2022-05-30");
      expect(await refusal({ at: "endOfDay", date, centre: "Asia/Tokyo" })).to.be.instanceOf(
        RegisterBlockUnknownError,
      );
    });
  });

  describe("as of a record date", () => {
    it("is what the bond itself remembers of it", async () => {
      const { networkHelpers, bond, seller, buyer } = h;
      await networkHelpers.time.increaseTo(START + 180 * DAY);
      await bond.connect(seller).transfer(buyer, 50n);
      const { register, reconciliation } = await read({ at: "recordDate", number: 1 });
      expect(register.moment.asOf).to.equal(BigInt(START + 180 * DAY - 1));
      for (const { account, units } of register.holders)
        expect(units).to.equal(await bond.balanceAtRecordDate(account, 0));
      expect(register.totals.units).to.equal(await bond.supplyAtRecordDate(0));
      expect(reconciliation.differences).to.deep.equal([]);
    });

    it("is refused when the bond has no such record date, or it is to come", async () => {
      expect(await refusal({ at: "recordDate", number: 3 })).to.be.instanceOf(RegisterRecordDateError);
      expect(await refusal({ at: "recordDate", number: 2 })).to.be.instanceOf(RegisterDayOpenError);
    });
  });

  it("is refused for a bond that does not exist, or not yet, and for a block that does not", async () => {
    expect(await refusal(newest, "US0378331005")).to.be.instanceOf(RegisterBondUnknownError);
    expect(await refusal({ at: "recordDate", number: 1 }, "US0378331005")).to.be.instanceOf(
      RegisterBondUnknownError,
    );
    expect(await refusal({ at: "block", blockNumber: 3 })).to.be.instanceOf(RegisterBondUnknownError);
    expect(await refusal({ at: "block", blockNumber: 999_999 })).to.be.instanceOf(RegisterBlockUnknownError);
  });

  it("says so when the node no longer has the storage of the block", async () => {
    const { blockNumber } = (await read(newest)).register.moment;
    const real = h.kessai.bond.bind(h.kessai);
    const forgetful = Object.create(h.kessai, {
      bond: {
        value: async () => {
          const contract = await real(ISIN);
          return Object.assign(Object.create(contract) as typeof contract, {
            totalSupply: () => Promise.reject(new Error("missing trie node")),
          });
        },
      },
    }) as typeof h.kessai;
    const error: unknown = await readRegister(forgetful, {
      isin: ISIN,
      time: { at: "block", blockNumber },
    }).catch((each: unknown) => each);
    expect(error).to.be.instanceOf(RegisterStateUnavailableError);
  });

  it("is the same, hash and all, whenever it is read of the same block", async () => {
    const first = await read(newest);
    const { blockNumber } = first.register.moment;
    await h.bond.connect(h.seller).transfer(h.buyer, 1n);
    const again = await read({ at: "block", blockNumber });
    expect(again.register).to.deep.equal(first.register);
    expect(registerHash(again.register)).to.equal(registerHash(first.register));
    const later = await read(newest);
    expect(registerHash(later.register)).not.to.equal(registerHash(first.register));
  });
});

/** A run of 60 acts that a generator of numbers chooses; the model is kept after each. */
async function act(h: House, seed: number, done: Set<string>): Promise<void> {
  const people = [h.issuer, h.seller, h.buyer, h.third];
  const draw = numbers(seed);
  const open: Earmarked[] = [];
  const tell = async (what: string, act: Promise<unknown>): Promise<void> => {
    await act;
    done.add(what);
  };
  for (let step = 0; step < 60; step++) {
    const from = must(people[draw(people.length)]);
    const to = must(people.filter((each) => each !== from)[draw(people.length - 1)]);
    const [sender, receiver] = [h.model.of(from.address), h.model.of(to.address)];
    const units = BigInt(1 + draw(Math.max(1, Number(sender.free) / 3)));
    const canMove = isOpen(sender) && isOpen(receiver) && sender.free >= units;
    switch (draw(9)) {
      case 0:
      case 1:
        if (canMove) await tell("transferred", h.transfer(from, to, units));
        break;
      case 2:
        if (canMove)
          await tell(
            "earmarked",
            h.earmark(from, to, units, { minimumPart: BigInt(draw(2)) }).then((trade) => open.push(trade)),
          );
        break;
      case 3:
      case 4: {
        const [trade] = open.splice(draw(open.length), 1);
        if (trade !== undefined) await end(h, trade, draw, tell);
        break;
      }
      case 5:
        await tell("units frozen", h.freeze(from, BigInt(draw(4)) * 10n));
        break;
      case 6:
        await tell("whole account frozen", h.freezeAccount(from, !sender.accountFrozen && draw(3) === 0));
        break;
      case 7:
        if (sender.status === "suspended") await tell("reinstated", h.suspend(from, false));
        else if (draw(3) === 0) await tell("suspended", h.suspend(from, true));
        else await tell("class changed", h.classify(from, 4, ["qualifiedInstitutionalInvestor", "resident"]));
        break;
      default:
        if (isOpen(receiver) && BigInt(sender.units.length) - sender.held >= 3n)
          await tell("court order", h.force(from, to, 3n));
    }
    if (step >= 40 && people.includes(h.third) && h.model.of(h.third.address).held === 0n)
      await tell("key replaced", replace(h, people, open));
    await h.keep();
  }
}

type Tell = (what: string, act: Promise<unknown>) => Promise<void>;

function isOpen({ status, accountFrozen }: ReturnType<UnitModel["of"]>): boolean {
  return status === "active" && !accountFrozen;
}

/** Settles a held trade, a part of it when it allows that, or cancels it when it cannot settle. */
async function end(
  h: House,
  earmarked: Earmarked,
  draw: (below: number) => number,
  tell: Tell,
): Promise<void> {
  const { seller, buyer, trade } = earmarked;
  const [from, to] = [h.model.of(seller.address), h.model.of(buyer.address)];
  const isFree = BigInt(from.units.length) - from.frozen >= trade.quantity;
  const isInTime = (await h.block()).timestamp + 60 < trade.settleBy;
  if (!isInTime) return;
  if (!isOpen(from) || !isOpen(to) || !isFree) {
    if (from.status === "active") await tell("cancelled", h.drop(earmarked));
    return;
  }
  if (trade.minimumPart === 0n || trade.quantity === 1n) {
    await tell("settled", h.complete(earmarked));
    return;
  }
  await h.matchOnly(earmarked);
  await tell("part settled", h.completePart(earmarked, 1n + BigInt(draw(Number(trade.quantity - 1n)))));
}

/** Replaces the key of the third holder, who has no holds; trades to come are not with it. */
async function replace(h: House, people: Signer[], open: Earmarked[]): Promise<void> {
  const { third, outsider } = h;
  await h.recover(third, outsider);
  people.splice(people.indexOf(third), 1, outsider);
  const left = open.filter(({ seller, buyer }) => seller !== third && buyer !== third);
  open.splice(0, open.length, ...left);
}

/** Numbers that look random and are the same for the same seed (Park and Miller). */
function numbers(seed: number): (below: number) => number {
  let state = seed * 7_919;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return below < 1 ? 0 : Math.floor((state / 2_147_483_647) * below);
  };
}
