import { expect } from "chai";
import { Signature, verifyTypedData } from "ethers";

import { MAX_UINT256, tokenIn, TOKENS } from "../../support/actions.ts";
import type { Signer } from "../../support/useWorld.ts";
import { useWorld } from "../../support/useWorld.ts";
import { EVIDENCE, FAR } from "../../support/world.ts";

const TYPES = {
  Permit: [
    { name: "owner", type: "address" },
    { name: "spender", type: "address" },
    { name: "value", type: "uint256" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
  ],
};
const TITLE = { bond: "Kessai Bond", cash: "Kessai Digital Currency" } as const;

for (const name of TOKENS) {
  describe(`RegulatedToken.permit (${name})`, () => {
    const current = useWorld(async (w) => {
      const of = await tokenIn(w, name);
      const { chainId } = await w.ethers.provider.getNetwork();
      const verifyingContract = await of.token.getAddress();
      const domain = { name: TITLE[name], version: "1", chainId, verifyingContract };
      const permit = (value: bigint, deadline: number | bigint, nonce: bigint) => ({
        owner: of.holder.address,
        spender: w.third.address,
        value,
        nonce,
        deadline,
      });
      const sign = async (signer: Signer, value: bigint, deadline: number | bigint) =>
        Signature.from(await signer.signTypedData(domain, TYPES, permit(value, deadline, 0n)));
      /** Whom the contract takes for the signer once the nonce has moved on. */
      const takenFor = (signature: Signature, value: bigint, deadline: number) =>
        verifyTypedData(domain, TYPES, permit(value, deadline, 1n), signature);
      return { ...of, sign, takenFor };
    });

    describe("given a signature of the holder", () => {
      it("when submitted by anybody then is an allowance and its nonce is used", async () => {
        const { token, holder, third, outsider, sign } = current();
        const { v, r, s } = await sign(holder, 5n, FAR);
        await expect(token.connect(outsider).permit(holder, third, 5n, FAR, v, r, s))
          .to.emit(token, "Approval")
          .withArgs(holder.address, third.address, 5n);
        expect(await token.allowance(holder, third)).to.equal(5n);
        expect(await token.nonces(holder)).to.equal(1n);
      });

      it("when submitted twice then reverts with ERC2612InvalidSigner", async () => {
        const { token, holder, third, sign, takenFor } = current();
        const signature = await sign(holder, 5n, FAR);
        const { v, r, s } = signature;
        await token.permit(holder, third, 5n, FAR, v, r, s);
        await expect(token.permit(holder, third, 5n, FAR, v, r, s))
          .to.be.revertedWithCustomError(token, "ERC2612InvalidSigner")
          .withArgs(takenFor(signature, 5n, FAR), holder.address);
        expect(await token.allowance(holder, third)).to.equal(5n);
      });

      it("when its deadline has passed then reverts with ERC2612ExpiredSignature", async () => {
        const { token, holder, third, networkHelpers, sign } = current();
        const deadline = (await networkHelpers.time.latest()) + 100;
        const { v, r, s } = await sign(holder, 5n, deadline);
        await networkHelpers.time.setNextBlockTimestamp(deadline + 1);
        await expect(token.permit(holder, third, 5n, deadline, v, r, s))
          .to.be.revertedWithCustomError(token, "ERC2612ExpiredSignature")
          .withArgs(deadline);
      });

      it("when its deadline is this very second then is an allowance", async () => {
        const { token, holder, third, networkHelpers, sign } = current();
        const deadline = (await networkHelpers.time.latest()) + 100;
        const { v, r, s } = await sign(holder, 5n, deadline);
        await networkHelpers.time.setNextBlockTimestamp(deadline);
        await token.permit(holder, third, 5n, deadline, v, r, s);
        expect(await token.allowance(holder, third)).to.equal(5n);
      });
    });

    it("given a signature of somebody else, when submitted then reverts with ERC2612InvalidSigner", async () => {
      const { token, holder, third, sign } = current();
      const { v, r, s } = await sign(third, 5n, FAR);
      await expect(token.permit(holder, third, 5n, FAR, v, r, s))
        .to.be.revertedWithCustomError(token, "ERC2612InvalidSigner")
        .withArgs(third.address, holder.address);
    });

    describe("given an allowance by signature", () => {
      const allowed = useWorld(async (w) => {
        const of = await tokenIn(w, name);
        const { chainId } = await w.ethers.provider.getNetwork();
        const verifyingContract = await of.token.getAddress();
        const { v, r, s } = Signature.from(
          await of.holder.signTypedData(
            { name: TITLE[name], version: "1", chainId, verifyingContract },
            TYPES,
            {
              owner: of.holder.address,
              spender: w.third.address,
              value: MAX_UINT256,
              nonce: 0n,
              deadline: FAR,
            },
          ),
        );
        await of.token.permit(of.holder, w.third, MAX_UINT256, FAR, v, r, s);
        return { ...of, spender: of.token.connect(w.third) };
      });

      it("when used then moves the units", async () => {
        const { spender, holder, receiver, balance } = allowed();
        await spender.transferFrom(holder, receiver, 4n);
        expect(await spender.balanceOf(holder)).to.equal(balance - 4n);
      });

      it("when the units are held then reverts with RegulatedTokenUnitsHeld", async () => {
        const { spender, holder, receiver, balance, earmark } = allowed();
        await earmark(balance);
        await expect(spender.transferFrom(holder, receiver, 1n))
          .to.be.revertedWithCustomError(spender, "RegulatedTokenUnitsHeld")
          .withArgs(holder.address, 1n, 0n);
      });

      it("when the account is frozen then reverts with RegulatedTokenAccountFrozen", async () => {
        const { spender, compliance, holder, receiver } = allowed();
        await spender.connect(compliance).setAccountFrozen(holder, true);
        await expect(spender.transferFrom(holder, receiver, 1n))
          .to.be.revertedWithCustomError(spender, "RegulatedTokenAccountFrozen")
          .withArgs(holder.address);
      });

      it("when the holder is suspended then reverts with ParticipantIsSuspended", async () => {
        const { spender, registry, compliance, holder, receiver } = allowed();
        await registry.connect(compliance).suspend(holder, EVIDENCE);
        await expect(spender.transferFrom(holder, receiver, 1n))
          .to.be.revertedWithCustomError(registry, "ParticipantIsSuspended")
          .withArgs(holder.address);
      });

      it("when the receiver was never admitted then reverts with ParticipantNotAdmitted", async () => {
        const { spender, registry, holder, outsider } = allowed();
        await expect(spender.transferFrom(holder, outsider, 1n))
          .to.be.revertedWithCustomError(registry, "ParticipantNotAdmitted")
          .withArgs(outsider.address);
      });

      it("when the token is paused then reverts with RegulatedTokenPaused", async () => {
        const { spender, pauser, holder, receiver } = allowed();
        await spender.connect(pauser).pause();
        await expect(spender.transferFrom(holder, receiver, 1n))
          .to.be.revertedWithCustomError(spender, "RegulatedTokenPaused")
          .withArgs(await spender.getAddress());
      });
    });
  });
}
