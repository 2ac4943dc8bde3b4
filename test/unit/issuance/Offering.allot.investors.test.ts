import { expect } from "chai";
import { Signature, Wallet } from "ethers";

import type { SignedOrder } from "../../../sdk/offering/Order.ts";
import { signOrder } from "../../../sdk/offering/signOrder.ts";
import { SmartWallet__factory } from "../../../typechain-types/index.ts";
import {
  allotmentAt,
  allotTo,
  openAndPrice,
  orderSignedBy,
  qualify,
  suspend,
} from "../../support/closings.ts";
import type { Market } from "../../support/offerings.ts";
import {
  enter,
  FACE,
  firmAt,
  investorAt,
  OFFERED_BYTES,
  offeringOf,
  openBook,
  priceBook,
  PRICING,
  signedOrder,
  statusOf,
  useMarket,
} from "../../support/offerings.ts";
import { useWorld } from "../../support/useWorld.ts";
import { COMMITMENT, FAR, QII, SCOPES } from "../../support/world.ts";

/** SmartWallet.Answer */
const ANSWER = { ownersOnly: 0, everything: 1, nothing: 2, noData: 3, failure: 5 } as const;

async function expectRefused(m: Market, signed: SignedOrder): Promise<void> {
  await expect(allotTo(m, [[0n, signed, 10n]]))
    .to.be.revertedWithCustomError(m.offering, "AllotmentInvalidSignature")
    .withArgs(OFFERED_BYTES, 0n, signed.order.investor);
}

async function expectAllotted(m: Market, signed: SignedOrder): Promise<void> {
  await allotTo(m, [[0n, signed, 10n]]);
  expect((await allotmentAt(m, 0n)).trade.buyer).to.equal(signed.order.investor);
}

describe("Offering.allot: who has signed", () => {
  const current = useMarket();

  describe("given an order of an investor with a key", () => {
    it("when somebody else has signed it, then reverts with AllotmentInvalidSignature", async () => {
      const m = current();
      for (const stranger of [investorAt(m, 1), firmAt(m, 0)]) {
        const forged = await orderSignedBy(m, stranger, investorAt(m, 0).address);
        const snapshot = await m.networkHelpers.takeSnapshot();
        await openAndPrice(m, [forged]);
        await expectRefused(m, forged);
        await snapshot.restore();
      }
    });

    it("when the signature is of another order of it, then reverts with AllotmentInvalidSignature", async () => {
      const m = current();
      const [signed, other] = [
        await signedOrder(m, investorAt(m, 0)),
        await signedOrder(m, investorAt(m, 0), { units: 11n }),
      ];
      await openAndPrice(m, [signed]);
      for (const signature of [other.signature, "0x", "0x" + "00".repeat(64), signed.signature + "00"]) {
        await expectRefused(m, { ...signed, signature });
      }
      await expectAllotted(m, signed);
    });

    it("when it was signed for another contract, then reverts with AllotmentInvalidSignature", async () => {
      const m = current();
      const { order } = await signedOrder(m, investorAt(m, 0));
      const verifyingContract = await m.escrow.getAddress();
      const domain = { ...m.kessai.offeringDomain, verifyingContract };
      const { signature } = await signOrder(investorAt(m, 0), { domain, order });
      await openAndPrice(m, [{ order, signature }]);
      await expectRefused(m, { order, signature });
    });
  });

  describe("given an order that an operator of the investor has signed", () => {
    const operator = new Wallet("0x" + "77".repeat(32));

    it("when it is one in scope TRADE, then the order is good", async () => {
      const m = current();
      const signed = await orderSignedBy(m, operator.connect(m.ethers.provider), investorAt(m, 0).address);
      await m.registry.connect(investorAt(m, 0)).appointOperator(operator, SCOPES.trade, FAR);
      await openAndPrice(m, [signed]);
      await expectAllotted(m, signed);
    });

    it("when it is one in other scopes, or its appointment is over, then reverts with AllotmentInvalidSignature", async () => {
      const m = current();
      const signed = await orderSignedBy(m, operator.connect(m.ethers.provider), investorAt(m, 0).address);
      await m.registry.connect(investorAt(m, 0)).appointOperator(operator, SCOPES.cancel | SCOPES.issue, FAR);
      await openAndPrice(m, [signed]);
      await expectRefused(m, signed);
      await m.registry.connect(investorAt(m, 0)).appointOperator(operator, SCOPES.trade, PRICING + 1_000);
      await m.networkHelpers.time.increaseTo(PRICING + 1_000);
      await expectRefused(m, signed);
    });
  });

  describe("given an order of an investor that is a contract", () => {
    async function walletIn(m: Market) {
      const owner = investorAt(m, 0);
      const wallet = await new SmartWallet__factory(m.deployer).deploy(owner);
      await m.registry.admit(wallet, QII, FAR, COMMITMENT);
      const appoint = m.registry.interface.encodeFunctionData("appointOperator", [
        await m.offering.getAddress(),
        SCOPES.trade,
        FAR,
      ]);
      await wallet.connect(owner).execute(m.registry, appoint);
      const answer = (as: keyof typeof ANSWER) => wallet.setAnswer(ANSWER[as], owner, "0x");
      const signed = await orderSignedBy(m, owner, await wallet.getAddress());
      return { wallet, signed, answer };
    }

    it("when its owner has signed, then its contract confirms it (ERC-1271)", async () => {
      const m = current();
      const { signed } = await walletIn(m);
      await openAndPrice(m, [signed]);
      await expectRefused(m, signed); // this contract knows the long form only
      await expectAllotted(m, { ...signed, signature: Signature.from(signed.signature).serialized });
    });

    it("when somebody else has signed, then reverts with AllotmentInvalidSignature", async () => {
      const m = current();
      const { wallet } = await walletIn(m);
      const forged = await orderSignedBy(m, investorAt(m, 1), await wallet.getAddress());
      await openAndPrice(m, [forged]);
      await expectRefused(m, { ...forged, signature: Signature.from(forged.signature).serialized });
    });

    for (const as of ["nothing", "noData", "failure"] as const) {
      it(`when its contract answers with ${as}, then reverts with AllotmentInvalidSignature`, async () => {
        const m = current();
        const { signed, answer } = await walletIn(m);
        await answer(as);
        await openAndPrice(m, [signed]);
        await expectRefused(m, signed);
      });
    }

    it("when its contract confirms whatever it is shown, then what its rules accept is good, at any length", async () => {
      const m = current();
      const { signed, answer } = await walletIn(m);
      await answer("everything");
      await openAndPrice(m, [signed]);
      await expectAllotted(m, { ...signed, signature: "0x" });
    });
  });
});

describe("Offering.allot: to whom may be offered", () => {
  /** The usual market, but for a bond that anybody may hold: only the placement makes a difference. */
  const current = useWorld((w) => offeringOf({ ...w, terms: { ...w.terms, requiredClasses: 0n } }));

  const everybody = { placement: "public" } as const;
  const qualified = { placement: "qualifiedInvestors" } as const;
  const few = { placement: "smallNumber" } as const;

  for (const [how, terms] of [
    ["to everybody", everybody],
    ["to a small number", few],
  ] as const) {
    it(`given an offering ${how}, when the investor is no qualified institutional one, then it is allotted units`, async () => {
      const m = current();
      await qualify(m, investorAt(m, 0), false);
      await openBook(m, terms);
      const signed = await signedOrder(m, investorAt(m, 0));
      await m.offering.connect(firmAt(m, 1)).countOfferees(OFFERED_BYTES, firmAt(m, 1), [investorAt(m, 0)]);
      await enter(m, signed);
      await priceBook(m);
      await expectAllotted(m, signed);
    });
  }

  it("given an offering to qualified institutional investors, when one has lost its class, then reverts with ParticipantLacksClasses", async () => {
    const m = current();
    const signed = await signedOrder(m, investorAt(m, 0));
    await openAndPrice(m, [signed], { terms: qualified });
    await qualify(m, investorAt(m, 0), false);
    await expect(allotTo(m, [[0n, signed, 10n]]))
      .to.be.revertedWithCustomError(m.registry, "ParticipantLacksClasses")
      .withArgs(investorAt(m, 0).address, 0n, QII);
    await qualify(m, investorAt(m, 0), true);
    await expectAllotted(m, signed);
  });

  it("given an offering to a small number, when the investor was not counted, then reverts with AllotmentNotOfferee", async () => {
    const m = current();
    const [signed, counted] = [
      await signedOrder(m, investorAt(m, 0)),
      await signedOrder(m, investorAt(m, 1)),
    ];
    await openBook(m, few);
    await m.offering.connect(firmAt(m, 0)).countOfferees(OFFERED_BYTES, firmAt(m, 0), [investorAt(m, 1)]);
    await enter(m, signed);
    await enter(m, counted);
    await priceBook(m);
    await expect(allotTo(m, [[0n, signed, 10n]]))
      .to.be.revertedWithCustomError(m.offering, "AllotmentNotOfferee")
      .withArgs(OFFERED_BYTES, 0n, investorAt(m, 0).address);
    await allotTo(m, [[1n, counted, 10n]]);
    expect((await statusOf(m)).allottedUnits).to.equal(10n);
  });

  it("given an investor that is suspended, then reverts with ParticipantIsSuspended", async () => {
    const m = current();
    const signed = await signedOrder(m, investorAt(m, 0));
    await openAndPrice(m, [signed], { terms: everybody });
    await suspend(m, investorAt(m, 0));
    await expect(allotTo(m, [[0n, signed, 10n]]))
      .to.be.revertedWithCustomError(m.registry, "ParticipantIsSuspended")
      .withArgs(investorAt(m, 0).address);
  });

  it("given an investor that was never admitted, then reverts with ParticipantNotAdmitted", async () => {
    const m = current();
    const stranger = new Wallet("0x" + "99".repeat(32), m.ethers.provider);
    const signed = await signedOrder(m, stranger);
    await openAndPrice(m, [signed], { terms: everybody });
    await expect(allotTo(m, [[0n, signed, 10n]]))
      .to.be.revertedWithCustomError(m.registry, "ParticipantNotAdmitted")
      .withArgs(stranger.address);
  });

  it("given an investor without a yen, then it is allotted units all the same: payment is due at closing", async () => {
    const m = current();
    const poor = await m.join("poor");
    const signed = await signedOrder(m, poor);
    await openAndPrice(m, [signed], { terms: everybody });
    await allotTo(m, [[0n, signed, 10n]]);
    expect((await allotmentAt(m, 0n)).trade.amount).to.equal(10n * FACE);
  });
});
