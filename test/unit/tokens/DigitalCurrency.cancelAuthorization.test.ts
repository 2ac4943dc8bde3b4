import { expect } from "chai";
import { encodeBytes32String, ZeroAddress, ZeroHash } from "ethers";

import { authorizationsIn, withHighS } from "../../support/authorizations.ts";
import { useWorld } from "../../support/useWorld.ts";
import { EVIDENCE } from "../../support/world.ts";

describe("DigitalCurrency.cancelAuthorization", () => {
  const current = useWorld(authorizationsIn);

  it("given an unused nonce, when anybody submits the payer's cancellation then emits AuthorizationCanceled", async () => {
    const { cash, seller, outsider, signedCancel } = current();
    await expect(cash.connect(outsider).cancelAuthorization(...(await signedCancel(EVIDENCE))))
      .to.emit(cash, "AuthorizationCanceled")
      .withArgs(seller.address, EVIDENCE);
    expect(await cash.authorizationState(seller, EVIDENCE)).to.equal(true);
  });

  it("given an unused nonce, when another is cancelled then it stays unused", async () => {
    const { cash, seller, buyer, signedCancel } = current();
    await cash.cancelAuthorization(...(await signedCancel(encodeBytes32String("another nonce"))));
    await cash.cancelAuthorization(...(await signedCancel(EVIDENCE, buyer)));
    expect(await cash.authorizationState(seller, EVIDENCE)).to.equal(false);
  });

  it("given a cancelled nonce, when cancelled again then reverts with ERC3009NonceUsed", async () => {
    const { cash, seller, signedCancel } = current();
    const call = await signedCancel(EVIDENCE);
    await cash.cancelAuthorization(...call);
    await expect(cash.cancelAuthorization(...call))
      .to.be.revertedWithCustomError(cash, "ERC3009NonceUsed")
      .withArgs(seller.address, EVIDENCE);
  });

  it("given a nonce that a transfer used, when cancelled then reverts with ERC3009NonceUsed", async () => {
    const { cash, seller, signed, signedCancel } = current();
    await cash.transferWithAuthorization(...(await signed("TransferWithAuthorization")));
    await expect(cash.cancelAuthorization(...(await signedCancel(EVIDENCE))))
      .to.be.revertedWithCustomError(cash, "ERC3009NonceUsed")
      .withArgs(seller.address, EVIDENCE);
  });

  it("given a signature of somebody else, when submitted then reverts with ERC3009InvalidSignature", async () => {
    const { cash, seller, buyer, signedCancel } = current();
    await expect(cash.cancelAuthorization(...(await signedCancel(EVIDENCE, seller, buyer))))
      .to.be.revertedWithCustomError(cash, "ERC3009InvalidSignature")
      .withArgs(seller.address);
  });

  it("given a high s, when submitted then reverts with ERC3009InvalidSignature", async () => {
    const { cash, seller, signedCancel } = current();
    const [authorizer, nonce, v, r, s] = await signedCancel(EVIDENCE);
    const high = withHighS(v, s);
    await expect(cash.cancelAuthorization(authorizer, nonce, high.v, r, high.s))
      .to.be.revertedWithCustomError(cash, "ERC3009InvalidSignature")
      .withArgs(seller.address);
  });

  it("given zero as authorizer, when submitted with nonsense then reverts with ERC3009InvalidSignature", async () => {
    const { cash } = current();
    await expect(cash.cancelAuthorization(ZeroAddress, EVIDENCE, 27, ZeroHash, ZeroHash))
      .to.be.revertedWithCustomError(cash, "ERC3009InvalidSignature")
      .withArgs(ZeroAddress);
  });
});
