import { expect } from "chai";
import { encodeBytes32String, ZeroAddress, ZeroHash } from "ethers";

import { authorizationsIn, withHighS } from "../../support/authorizations.ts";
import { useWorld } from "../../support/useWorld.ts";
import { DAY, EVIDENCE, START } from "../../support/world.ts";

const KIND = "ReceiveWithAuthorization";
const OTHER_NONCE = encodeBytes32String("another nonce");
const NOW = START + DAY;

describe("DigitalCurrency.receiveWithAuthorization", () => {
  const current = useWorld(async (w) => ({ ...(await authorizationsIn(w)), payee: w.cash.connect(w.buyer) }));

  describe("given an authorization of the payer", () => {
    it("when submitted by the payee then emits AuthorizationUsed and Transfer, and the money moves", async () => {
      const { cash, payee, seller, buyer, signed } = current();
      const before = await cash.balanceOf(buyer);
      const tx = payee.receiveWithAuthorization(...(await signed(KIND)));
      await expect(tx).to.emit(cash, "AuthorizationUsed").withArgs(seller.address, EVIDENCE);
      await expect(tx).to.emit(cash, "Transfer").withArgs(seller.address, buyer.address, 25n);
      expect(await cash.balanceOf(buyer)).to.equal(before + 25n);
      expect(await cash.authorizationState(seller, EVIDENCE)).to.equal(true);
    });

    it("when not submitted yet then its nonce is unused, and other accounts' nonces are their own", async () => {
      const { cash, payee, seller, buyer, signed } = current();
      expect(await cash.authorizationState(seller, EVIDENCE)).to.equal(false);
      await payee.receiveWithAuthorization(...(await signed(KIND)));
      expect(await cash.authorizationState(buyer, EVIDENCE)).to.equal(false);
    });

    it("when submitted twice then reverts with ERC3009NonceUsed", async () => {
      const { cash, payee, seller, signed } = current();
      const call = await signed(KIND);
      await payee.receiveWithAuthorization(...call);
      await expect(payee.receiveWithAuthorization(...call))
        .to.be.revertedWithCustomError(cash, "ERC3009NonceUsed")
        .withArgs(seller.address, EVIDENCE);
    });

    it("when another is submitted with the same nonce then reverts with ERC3009NonceUsed", async () => {
      const { cash, payee, seller, signed } = current();
      await payee.receiveWithAuthorization(...(await signed(KIND)));
      await expect(payee.receiveWithAuthorization(...(await signed(KIND, { value: 1n }))))
        .to.be.revertedWithCustomError(cash, "ERC3009NonceUsed")
        .withArgs(seller.address, EVIDENCE);
    });

    it("when others follow with nonces of their own, in any order, then each moves", async () => {
      const { cash, payee, seller, signed } = current();
      const before = await cash.balanceOf(seller);
      await payee.receiveWithAuthorization(...(await signed(KIND, { nonce: OTHER_NONCE })));
      await payee.receiveWithAuthorization(...(await signed(KIND, { nonce: ZeroHash })));
      await payee.receiveWithAuthorization(...(await signed(KIND)));
      expect(await cash.balanceOf(seller)).to.equal(before - 75n);
    });

    it("when it was cancelled then reverts with ERC3009NonceUsed", async () => {
      const { cash, payee, seller, signed, signedCancel } = current();
      await cash.cancelAuthorization(...(await signedCancel(EVIDENCE)));
      await expect(payee.receiveWithAuthorization(...(await signed(KIND))))
        .to.be.revertedWithCustomError(cash, "ERC3009NonceUsed")
        .withArgs(seller.address, EVIDENCE);
    });
  });

  describe("given an authorization with time bounds", () => {
    it("when it is valid after this very second then reverts with ERC3009NotYetValid", async () => {
      const { cash, payee, networkHelpers, signed } = current();
      const call = await signed(KIND, { validAfter: NOW });
      await networkHelpers.time.setNextBlockTimestamp(NOW);
      await expect(payee.receiveWithAuthorization(...call))
        .to.be.revertedWithCustomError(cash, "ERC3009NotYetValid")
        .withArgs(NOW, NOW);
    });

    it("when the first second after has come then the money moves", async () => {
      const { cash, payee, networkHelpers, signed } = current();
      const call = await signed(KIND, { validAfter: NOW });
      await networkHelpers.time.setNextBlockTimestamp(NOW + 1);
      await expect(payee.receiveWithAuthorization(...call)).to.emit(cash, "AuthorizationUsed");
    });

    it("when it is valid before this very second then reverts with ERC3009Expired", async () => {
      const { cash, payee, networkHelpers, signed } = current();
      const call = await signed(KIND, { validBefore: NOW });
      await networkHelpers.time.setNextBlockTimestamp(NOW);
      await expect(payee.receiveWithAuthorization(...call))
        .to.be.revertedWithCustomError(cash, "ERC3009Expired")
        .withArgs(NOW, NOW);
    });

    it("when the last second before has come then the money moves", async () => {
      const { cash, payee, networkHelpers, signed } = current();
      const call = await signed(KIND, { validBefore: NOW });
      await networkHelpers.time.setNextBlockTimestamp(NOW - 1);
      await expect(payee.receiveWithAuthorization(...call)).to.emit(cash, "AuthorizationUsed");
    });
  });

  describe("given a signature that does not fit", () => {
    it("when somebody else signed then reverts with ERC3009InvalidSignature", async () => {
      const { cash, payee, seller, buyer, signed } = current();
      await expect(payee.receiveWithAuthorization(...(await signed(KIND, {}, buyer))))
        .to.be.revertedWithCustomError(cash, "ERC3009InvalidSignature")
        .withArgs(seller.address);
    });

    it("when the amount is another than signed then reverts with ERC3009InvalidSignature", async () => {
      const { cash, payee, seller, signed } = current();
      const [from, to, value, ...rest] = await signed(KIND);
      await expect(payee.receiveWithAuthorization(from, to, value + 1n, ...rest))
        .to.be.revertedWithCustomError(cash, "ERC3009InvalidSignature")
        .withArgs(seller.address);
    });

    it("when the same message is signed for the other kind of transfer then reverts with ERC3009InvalidSignature", async () => {
      const { cash, payee, seller, signed } = current();
      await expect(payee.receiveWithAuthorization(...(await signed("TransferWithAuthorization"))))
        .to.be.revertedWithCustomError(cash, "ERC3009InvalidSignature")
        .withArgs(seller.address);
    });

    it("when it is the other signature of the same key, with a high s, then reverts with ERC3009InvalidSignature", async () => {
      const { cash, payee, seller, signed } = current();
      const [from, to, value, after, before, nonce, v, r, s] = await signed(KIND);
      const high = withHighS(v, s);
      await expect(payee.receiveWithAuthorization(from, to, value, after, before, nonce, high.v, r, high.s))
        .to.be.revertedWithCustomError(cash, "ERC3009InvalidSignature")
        .withArgs(seller.address);
    });

    it("when the payer is zero and the signature is nonsense then reverts with ERC3009InvalidSignature", async () => {
      const { cash, payee, signed } = current();
      const [, to, value, after, before, nonce] = await signed(KIND);
      await expect(
        payee.receiveWithAuthorization(ZeroAddress, to, value, after, before, nonce, 0, ZeroHash, ZeroHash),
      )
        .to.be.revertedWithCustomError(cash, "ERC3009InvalidSignature")
        .withArgs(ZeroAddress);
    });
  });

  describe("given a rule that forbids the transfer", () => {
    it("when the payer is suspended then reverts with ParticipantIsSuspended, and the nonce is unused", async () => {
      const { cash, payee, registry, compliance, seller, signed } = current();
      await registry.connect(compliance).suspend(seller, EVIDENCE);
      await expect(payee.receiveWithAuthorization(...(await signed(KIND))))
        .to.be.revertedWithCustomError(registry, "ParticipantIsSuspended")
        .withArgs(seller.address);
      expect(await cash.authorizationState(seller, EVIDENCE)).to.equal(false);
    });

    it("when the payee was removed from the register since then reverts with ParticipantIsClosed (trap: acceptance succeeds after the buyer was removed from the register)", async () => {
      const { payee, registry, buyer, signed } = current();
      await registry.close(buyer);
      await expect(payee.receiveWithAuthorization(...(await signed(KIND))))
        .to.be.revertedWithCustomError(registry, "ParticipantIsClosed")
        .withArgs(buyer.address);
    });

    it("when the money is frozen then reverts with ERC7943InsufficientUnfrozenBalance", async () => {
      const { cash, payee, compliance, seller, signed } = current();
      await cash.connect(compliance).setFrozenTokens(seller, 10_000_000_000n);
      await expect(payee.receiveWithAuthorization(...(await signed(KIND))))
        .to.be.revertedWithCustomError(cash, "ERC7943InsufficientUnfrozenBalance")
        .withArgs(seller.address, 25n, 0n);
    });

    it("when the payer has too little then reverts with ERC20InsufficientBalance", async () => {
      const { cash, payee, seller, signed } = current();
      await expect(payee.receiveWithAuthorization(...(await signed(KIND, { value: 10_000_000_001n }))))
        .to.be.revertedWithCustomError(cash, "ERC20InsufficientBalance")
        .withArgs(seller.address, 10_000_000_000n, 10_000_000_001n);
    });

    it("when the currency is paused then reverts with RegulatedTokenPaused", async () => {
      const { cash, payee, pauser, signed } = current();
      await cash.connect(pauser).pause();
      await expect(payee.receiveWithAuthorization(...(await signed(KIND))))
        .to.be.revertedWithCustomError(cash, "RegulatedTokenPaused")
        .withArgs(await cash.getAddress());
    });
  });

  describe("given a caller who is not the payee", () => {
    for (const caller of ["seller", "third", "outsider"] as const) {
      it(`when the ${caller} submits it then reverts with ERC3009CallerNotPayee`, async () => {
        const w = current();
        await expect(w.cash.connect(w[caller]).receiveWithAuthorization(...(await w.signed(KIND))))
          .to.be.revertedWithCustomError(w.cash, "ERC3009CallerNotPayee")
          .withArgs(w[caller].address, w.buyer.address);
      });
    }
  });
});
