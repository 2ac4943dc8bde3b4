import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { actingAs, MAX_UINT256, planBond, tokenIn, TOKENS } from "../../support/actions.ts";
import type { Signer, World } from "../../support/useWorld.ts";
import { useWorld } from "../../support/useWorld.ts";
import { COMMITMENT, EVIDENCE, FAR } from "../../support/world.ts";

/** The bits of contracts/libraries/Restrictions.sol. */
const BIT = {
  paused: 1n,
  senderIneligible: 2n,
  receiverIneligible: 4n,
  receiverLacksClasses: 8n,
  senderFrozen: 16n,
  receiverFrozen: 32n,
  unitsFrozen: 64n,
  unitsHeld: 128n,
  insufficientBalance: 256n,
  notOutstanding: 512n,
  closedPeriod: 1024n,
  unitsLockedUp: 2048n,
} as const;

type Token = Awaited<ReturnType<typeof tokenIn>>;
interface Prepared extends Token {
  readonly settlement: Token["token"];
}

/** Locks up units of the bond, as the primary market does. */
const lockUp = async (w: World & Prepared, units: bigint) =>
  w.bond.connect(await actingAs(w, w.offering)).lockUp(w.holder, units, FAR);

/** What can be the matter with a token and two accounts; several may come together. */
const MATTERS: Readonly<Record<string, (w: World & Prepared) => Promise<unknown>>> = {
  paused: ({ token, pauser }) => token.connect(pauser).pause(),
  senderFrozen: ({ token, compliance, holder }) => token.connect(compliance).setAccountFrozen(holder, true),
  receiverFrozen: ({ token, compliance, receiver }) =>
    token.connect(compliance).setAccountFrozen(receiver, true),
  senderSuspended: ({ registry, compliance, holder }) =>
    registry.connect(compliance).suspend(holder, EVIDENCE),
  receiverClosed: ({ registry, receiver }) => registry.close(receiver),
  senderExpired: ({ registry, holder }) => registry.update(holder, 1, 1, COMMITMENT),
  bothLackClasses: async ({ registry, holder, receiver }) => {
    await registry.update(holder, 0, FAR, COMMITMENT);
    await registry.update(receiver, 0, FAR, COMMITMENT);
  },
  someFrozen: ({ token, compliance, holder, balance }) =>
    token.connect(compliance).setFrozenTokens(holder, balance / 3n),
  moreFrozen: ({ token, compliance, holder, balance }) =>
    token.connect(compliance).setFrozenTokens(holder, balance + 5n),
  someHeld: ({ settlement, holder, balance }) => settlement.hold(holder, balance / 2n),
  allHeld: ({ settlement, holder, balance }) => settlement.hold(holder, balance),
  heldThenFrozen: async ({ settlement, token, compliance, holder, balance }) => {
    await settlement.hold(holder, balance / 2n);
    await token.connect(compliance).setFrozenTokens(holder, balance / 2n + 7n);
  },
  // of the bond: money knows no lock-up
  someLockedUp: (w) => lockUp(w, w.balance / 3n),
  moreLockedUp: (w) => lockUp(w, w.balance + 5n),
  closedPeriod: ({ networkHelpers, terms }) => networkHelpers.time.increaseTo(Number(terms.closedFrom)),
};

const COMBINATIONS: readonly (readonly string[])[] = [
  [],
  ...Object.keys(MATTERS).map((matter) => [matter]),
  ["someHeld", "someFrozen"],
  ["someHeld", "moreFrozen"],
  ["someHeld", "someFrozen", "paused"],
  ["someHeld", "someLockedUp"],
  ["someHeld", "moreLockedUp"],
  ["someFrozen", "someLockedUp"],
  ["heldThenFrozen", "someLockedUp"],
  ["allHeld", "senderFrozen", "receiverFrozen"],
  ["senderSuspended", "receiverClosed", "closedPeriod"],
  ["paused", "bothLackClasses", "closedPeriod", "moreFrozen"],
];

const succeeds = (call: Promise<unknown>): Promise<boolean> =>
  call.then(
    () => true,
    () => false,
  );

for (const name of TOKENS) {
  const prepare = async (w: World) => {
    const of = await tokenIn(w, name);
    return { ...of, settlement: of.token.connect(await actingAs(w, w.escrow)) };
  };

  describe(`RegulatedToken.restrictions (${name})`, () => {
    const current = useWorld(prepare);

    for (const matters of COMBINATIONS) {
      const given = matters.length === 0 ? "nothing the matter" : matters.join(" and ");
      it(`given ${given}, when asked then agrees with every real movement, and never reverts`, async () => {
        const w = current();
        const { token, settlement, holder, receiver, outsider, balance } = w;
        for (const matter of matters) await MATTERS[matter]?.(w);

        const { free, held } = await token.positionOf(holder);
        const amounts = new Set([
          0n,
          1n,
          free,
          free + 1n,
          held,
          held + 1n,
          balance,
          balance + 1n,
          MAX_UINT256,
        ]);
        const pairs: readonly (readonly [Signer, Signer])[] = [
          [holder, receiver],
          [receiver, holder],
          [holder, holder],
          [holder, outsider],
          [outsider, holder],
        ];
        for (const [from, to] of pairs) {
          for (const amount of amounts) {
            const told = `${from.address} to ${to.address}: ${amount}`;
            const mask = await token.restrictions(from, to, amount, false);
            const sends = await succeeds(token.connect(from).transfer.staticCall(to, amount));
            expect(mask === 0n, `free, ${told}, mask ${mask}`).to.equal(sends);
            expect(await succeeds(settlement.moveForSettlement.staticCall(from, to, amount, false))).to.equal(
              sends,
            );
            expect(await token.canTransfer(from, to, amount), `canTransfer, ${told}`).to.equal(
              (mask & ~BIT.insufficientBalance) === 0n,
            );

            const heldMask = await token.restrictions(from, to, amount, true);
            const moves = await succeeds(settlement.moveForSettlement.staticCall(from, to, amount, true));
            expect(heldMask === 0n, `held, ${told}, mask ${heldMask}`).to.equal(moves);
          }
        }
      });
    }

    it("given zero in place of an account, when asked then says ineligible, and never reverts", async () => {
      const { token, holder, receiver } = current();
      for (const fromHold of [true, false]) {
        for (const amount of [0n, MAX_UINT256]) {
          expect((await token.restrictions(ZeroAddress, receiver, amount, fromHold)) & 6n).to.equal(
            BIT.senderIneligible,
          );
          expect((await token.restrictions(holder, ZeroAddress, amount, fromHold)) & 6n).to.equal(
            BIT.receiverIneligible,
          );
        }
      }
      expect(await token.canTransfer(ZeroAddress, receiver, 0n)).to.equal(false);
      expect(await token.canTransfer(holder, ZeroAddress, 0n)).to.equal(false);
      expect(await token.canTransfer(ZeroAddress, ZeroAddress, MAX_UINT256)).to.equal(false);
    });

    const single = [
      ["paused", BIT.paused],
      ["senderFrozen", BIT.senderFrozen],
      ["receiverFrozen", BIT.receiverFrozen],
      ["senderSuspended", BIT.senderIneligible],
      ["senderExpired", BIT.senderIneligible],
      ["receiverClosed", BIT.receiverIneligible],
      ["moreFrozen", BIT.unitsFrozen],
      ["allHeld", BIT.unitsHeld],
      ["moreLockedUp", name === "bond" ? BIT.unitsLockedUp : 0n],
      ["bothLackClasses", name === "bond" ? BIT.receiverLacksClasses : 0n],
      ["closedPeriod", name === "bond" ? BIT.closedPeriod : 0n],
    ] as const;
    for (const [matter, bit] of single) {
      it(`given ${matter}, when asked then the mask is ${bit} exactly`, async () => {
        const w = current();
        await MATTERS[matter]?.(w);
        expect(await w.token.restrictions(w.holder, w.receiver, 1n, false)).to.equal(bit);
      });
    }

    it("given too few units, when asked then the mask says so", async () => {
      const { token, holder, receiver, balance } = current();
      expect(await token.restrictions(holder, receiver, balance + 1n, false)).to.equal(
        BIT.insufficientBalance,
      );
    });

    it("given nothing held, when asked for held units then the mask says so", async () => {
      const { token, holder, receiver } = current();
      expect(await token.restrictions(holder, receiver, 1n, true)).to.equal(BIT.unitsHeld);
    });

    it("given everything at once, when asked then every reason is told", async () => {
      const w = current();
      const together = [
        "allHeld",
        "moreFrozen",
        "senderFrozen",
        "receiverFrozen",
        "senderSuspended",
        "receiverClosed",
        "paused",
        "closedPeriod",
      ];
      for (const matter of together) await MATTERS[matter]?.(w);
      expect(await w.token.restrictions(w.holder, w.receiver, w.balance + 1n, false)).to.equal(
        BIT.paused |
          BIT.senderIneligible |
          BIT.receiverIneligible |
          BIT.senderFrozen |
          BIT.receiverFrozen |
          BIT.unitsFrozen |
          BIT.unitsHeld |
          BIT.insufficientBalance |
          (name === "bond" ? BIT.closedPeriod : 0n),
      );
    });
  });

  describe(`RegulatedToken.canSend and canReceive (${name})`, () => {
    const current = useWorld(prepare);
    const both = async ({ token }: Token, account: string) => [
      await token.canSend(account),
      await token.canReceive(account),
    ];

    it("given an eligible account, when asked then it can both", async () => {
      const w = current();
      expect(await both(w, w.holder.address)).to.deep.equal([true, true]);
    });

    it("given the zero account, when asked then it can neither", async () => {
      expect(await both(current(), ZeroAddress)).to.deep.equal([false, false]);
    });

    it("given an account that was never admitted, when asked then it can neither", async () => {
      const w = current();
      expect(await both(w, w.outsider.address)).to.deep.equal([false, false]);
    });

    for (const matter of ["senderFrozen", "senderSuspended", "senderExpired"]) {
      it(`given ${matter}, when asked then it can neither`, async () => {
        const w = current();
        await MATTERS[matter]?.(w);
        expect(await both(w, w.holder.address)).to.deep.equal([false, false]);
      });
    }

    it("given an account that lost its classes, when asked then it can send", async () => {
      const w = current();
      await MATTERS["bothLackClasses"]?.(w);
      expect(await both(w, w.holder.address)).to.deep.equal([true, name === "cash"]);
    });

    it("given all units frozen, held or none there, when asked then it can: amounts are not its question", async () => {
      const w = current();
      await MATTERS["allHeld"]?.(w);
      await MATTERS["moreFrozen"]?.(w);
      expect(await both(w, w.holder.address)).to.deep.equal([true, true]);
      await w.registry.admit(w.outsider, 1, FAR, COMMITMENT);
      expect(await both(w, w.outsider.address)).to.deep.equal([true, true]);
    });
  });
}

describe("RegulatedToken.restrictions (planned bond)", () => {
  const current = useWorld();

  it("given a bond that is not issued, when asked then the mask says so", async () => {
    const w = current();
    const planned = await planBond(w);
    expect(await planned.restrictions(w.seller, w.buyer, 0n, false)).to.equal(BIT.notOutstanding);
    expect(await planned.canTransfer(w.seller, w.buyer, 0n)).to.equal(false);
  });
});
