import { expect } from "chai";

import { replaceKey } from "../../support/actions.ts";
import {
  couponOf,
  ISSUERS_MONEY,
  PAY_DATES,
  payPage,
  reachPayment,
  TAXED,
  useServicedWorld,
} from "../../support/servicing.ts";
import type { World } from "../../support/useWorld.ts";
import { COMMITMENT, DAY, EVIDENCE, ISIN, QII } from "../../support/world.ts";

const NOW = PAY_DATES[0] + DAY;
const EXPIRED = PAY_DATES[0] - 1;
const CORPORATE = couponOf(600n, "corporation");
const PERSONAL = couponOf(100n, "individual");

interface Obstacle {
  readonly name: string;
  readonly put: (w: World) => Promise<unknown>;
  readonly reason: (w: World) => string;
}

/** The registry's refusal of the seller. */
const refusal = (w: World, name: string, ...rest: unknown[]): string =>
  w.registry.interface.encodeErrorResult(name, [w.seller.address, ...rest]);
const frozen = (w: World): string =>
  w.paymentAgent.interface.encodeErrorResult("SuspenseFrozen", [ISIN, w.seller.address]);

/** What can keep money from the seller. */
const OBSTACLES: readonly Obstacle[] = [
  {
    name: "suspended",
    put: ({ registry, compliance, seller }) => registry.connect(compliance).suspend(seller, EVIDENCE),
    reason: (w) => refusal(w, "ParticipantIsSuspended"),
  },
  {
    name: "expired",
    put: ({ registry, seller }) => registry.update(seller, TAXED.corporation, EXPIRED, COMMITMENT),
    reason: (w) => refusal(w, "ParticipantExpired", EXPIRED, NOW),
  },
  {
    name: "closed",
    put: ({ registry, seller }) => registry.close(seller),
    reason: (w) => refusal(w, "ParticipantIsClosed"),
  },
  {
    name: "replaced",
    put: (w) => replaceKey(w, w.seller, w.outsider),
    reason: (w) => refusal(w, "ParticipantIsReplaced", w.outsider.address),
  },
  {
    name: "frozen in the bond",
    put: ({ bond, compliance, seller }) => bond.connect(compliance).setAccountFrozen(seller, true),
    reason: frozen,
  },
  {
    name: "frozen in the bond with one unit",
    put: ({ bond, compliance, seller }) => bond.connect(compliance).setFrozenTokens(seller, 1n),
    reason: frozen,
  },
  {
    name: "frozen in the currency",
    put: ({ cash, compliance, seller }) => cash.connect(compliance).setAccountFrozen(seller, true),
    reason: ({ cash, seller }) =>
      cash.interface.encodeErrorResult("RegulatedTokenAccountFrozen", [seller.address]),
  },
];

describe("PaymentAgent.pay: suspense", () => {
  for (const { name, put, reason } of OBSTACLES) {
    describe(`given a holder that is ${name}`, () => {
      const current = useServicedWorld(async (w) => {
        await reachPayment(w);
        await put(w);
        if ((await w.networkHelpers.time.latest()) < NOW) {
          await w.networkHelpers.time.setNextBlockTimestamp(NOW);
        }
        return {};
      });

      it("when it is paid then emits HolderPaid and PaymentSuspended with the reason, and its money is kept", async () => {
        const w = current();
        const before = await w.cash.balanceOf(w.seller);
        await expect(payPage(w, [w.seller]))
          .to.emit(w.paymentAgent, "HolderPaid")
          .withArgs(ISIN, 0, w.seller.address, 600, CORPORATE.interest, 0, CORPORATE.national, 0)
          .and.to.emit(w.paymentAgent, "PaymentSuspended")
          .withArgs(ISIN, w.seller.address, CORPORATE.net, CORPORATE.net, reason(w));
        expect(await w.paymentAgent.suspenseOf(ISIN, w.seller)).to.equal(CORPORATE.net);
        expect(await w.cash.balanceOf(w.seller)).to.equal(before);
      });

      it("when it is in a page with others then they are paid, and the payment is completed", async () => {
        const w = current();
        const before = await w.cash.balanceOf(w.buyer);
        await payPage(w, w.holders);
        expect(await w.cash.balanceOf(w.buyer)).to.equal(before + PERSONAL.net);
        expect((await w.paymentAgent.statusOf(ISIN, 0)).isCompleted).to.equal(true);
        expect(await w.paymentAgent.isPaid(ISIN, 0, w.seller)).to.equal(true);
      });

      it("when its page is sent again then no more is kept for it", async () => {
        const w = current();
        await payPage(w, [w.seller, w.seller]);
        await payPage(w, [w.seller]);
        expect(await w.paymentAgent.suspenseOf(ISIN, w.seller)).to.equal(CORPORATE.net);
      });
    });
  }

  describe("given a holder of whose money an amount is frozen", () => {
    const current = useServicedWorld();
    it("when it is paid then it receives: its freeze is of what it has", async () => {
      const w = current();
      await w.cash.connect(w.compliance).setFrozenTokens(w.seller, 2n ** 256n - 1n);
      await reachPayment(w);
      await expect(payPage(w, [w.seller])).not.to.emit(w.paymentAgent, "PaymentSuspended");
    });
  });

  describe("given holders that can all be paid nothing", () => {
    const current = useServicedWorld(async (w) => {
      await reachPayment(w);
      for (const account of [w.seller, w.buyer, w.issuer, w.third]) {
        await w.registry.connect(w.compliance).suspend(account, EVIDENCE);
      }
      return {};
    });

    it("when they are paid then all is kept, each for its own, and the payment is completed", async () => {
      const w = current();
      await payPage(w, w.holders);
      const kept = await Promise.all(
        [w.seller, w.buyer, w.issuer, w.third].map((each) => w.paymentAgent.suspenseOf(ISIN, each)),
      );
      const tax = CORPORATE.national + PERSONAL.national + PERSONAL.local;
      expect(kept).to.deep.equal([CORPORATE.net, PERSONAL.net, couponOf(300n, "exempt").net, tax]);
      expect((await w.paymentAgent.statusOf(ISIN, 0)).isCompleted).to.equal(true);
    });

    it("when the next coupon comes then it is added to what is kept", async () => {
      const w = current();
      await payPage(w, w.holders);
      await w.registry.connect(w.compliance).reinstate(w.issuer, EVIDENCE);
      await reachPayment(w, { payment: 1 });
      const reason = w.registry.interface.encodeErrorResult("ParticipantIsSuspended", [w.buyer.address]);
      await expect(payPage(w, [w.buyer], { payment: 1 }))
        .to.emit(w.paymentAgent, "PaymentSuspended")
        .withArgs(ISIN, w.buyer.address, PERSONAL.net, 2n * PERSONAL.net, reason);
    });
  });

  describe("given a holder whose key was lost and whose units were recovered after the record date", () => {
    const current = useServicedWorld();
    it("when both are paid then the lost account's share is kept, and the successor has none", async () => {
      const w = current();
      await w.networkHelpers.time.increaseTo(PAY_DATES[0]);
      await replaceKey(w, w.seller, w.outsider);
      await w.bond.connect(w.registrar).recover(w.seller);
      await reachPayment(w);
      await payPage(w, [w.outsider, ...w.holders]);
      expect(await w.paymentAgent.suspenseOf(ISIN, w.seller)).to.equal(CORPORATE.net);
      expect(await w.paymentAgent.isPaid(ISIN, 0, w.outsider)).to.equal(false);
      expect((await w.paymentAgent.statusOf(ISIN, 0)).isCompleted).to.equal(true);
    });
  });

  describe("given the agent itself as a holder, to which somebody sent units", () => {
    const current = useServicedWorld(async (w) => {
      await w.bond.connect(w.seller).transfer(w.paymentAgent, 1n);
      await reachPayment(w);
      return {};
    });

    it("when it is paid then its share is kept on record, and is nobody's lost money", async () => {
      const w = current();
      await payPage(w, [w.paymentAgent, ...w.holders]);
      const { net } = couponOf(1n, "nonResident");
      expect(await w.paymentAgent.suspenseOf(ISIN, w.paymentAgent)).to.equal(net);
      expect((await w.paymentAgent.statusOf(ISIN, 0)).isCompleted).to.equal(true);
    });
  });

  describe("given an agent that cannot pay: better to wait than to keep everybody's money", () => {
    const current = useServicedWorld(async (w) => {
      await reachPayment(w);
      return {};
    });
    const ways: [string, (w: World) => Promise<unknown>][] = [
      ["is suspended", (w) => w.registry.connect(w.compliance).suspend(w.paymentAgent, EVIDENCE)],
      ["is expired", (w) => w.registry.update(w.paymentAgent, QII, 1, COMMITMENT)],
      [
        "is frozen in the currency",
        (w) => w.cash.connect(w.compliance).setAccountFrozen(w.paymentAgent, true),
      ],
      [
        "has an amount of its money frozen",
        (w) => w.cash.connect(w.compliance).setFrozenTokens(w.paymentAgent, ISSUERS_MONEY),
      ],
    ];
    for (const [name, put] of ways) {
      it(`when it ${name} then reverts with PaymasterStopped and nobody's money is kept`, async () => {
        const w = current();
        await put(w);
        await expect(payPage(w, w.holders))
          .to.be.revertedWithCustomError(w.paymentAgent, "PaymasterStopped")
          .withArgs(await w.cash.getAddress());
        expect(await w.paymentAgent.suspenseOf(ISIN, w.seller)).to.equal(0n);
      });
    }
  });
});
