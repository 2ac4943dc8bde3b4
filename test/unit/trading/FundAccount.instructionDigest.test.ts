import { expect } from "chai";
import { AbiCoder, id, keccak256, TypedDataEncoder } from "ethers";
import fc from "fast-check";

import { fundContract, useDesk } from "../../support/blocks.ts";
import { fundDomain, INSTRUCTION_TYPES, instructionId, payment } from "../../support/funds.ts";
import { digestOf } from "../../support/quotes.ts";

const coder = AbiCoder.defaultAbiCoder();

describe("FundAccount.instructionDigest", () => {
  const current = useDesk();

  it("given any instruction, then it is its EIP-712 digest in the domain of the account", async () => {
    const m = current();
    const fund = fundContract(m, 0);
    const domain = await fundDomain(m, fund);
    const hex = (constraints: { minLength: number; maxLength: number }) =>
      fc.uint8Array(constraints).map((each) => `0x${Buffer.from(each).toString("hex")}`);
    const instruction = fc.record({
      target: hex({ minLength: 20, maxLength: 20 }),
      data: hex({ minLength: 0, maxLength: 100 }),
      validUntil: fc.nat(),
      salt: hex({ minLength: 32, maxLength: 32 }),
    });
    await fc.assert(
      fc.asyncProperty(instruction, async (each) => {
        const { target, data, validUntil, salt } = each;
        const digest = TypedDataEncoder.hash(domain, INSTRUCTION_TYPES, each);
        expect(await fund.instructionDigest(target, data, validUntil, salt)).to.equal(digest);
      }),
      { numRuns: 40, seed: 6 },
    );
  });

  it("given one instruction, then that is so by hand, and another account's digest is another", async () => {
    const m = current();
    const { target, data, validUntil, salt } = await payment(m, 1n);
    const structHash = keccak256(
      coder.encode(
        ["bytes32", "address", "bytes32", "uint40", "bytes32"],
        [
          id("Instruction(address target,bytes data,uint40 validUntil,bytes32 salt)"),
          target,
          keccak256(data),
          validUntil,
          salt,
        ],
      ),
    );
    expect(instructionId({ target, data, validUntil, salt })).to.equal(structHash);
    const digests: string[] = [];
    for (const fund of m.funds.accounts) {
      const separator = keccak256(
        coder.encode(
          ["bytes32", "bytes32", "bytes32", "uint256", "address"],
          [
            id("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
            id("Kessai Fund Account"),
            id("1"),
            m.rfqDomain.chainId,
            await fund.getAddress(),
          ],
        ),
      );
      const digest = await fund.instructionDigest(target, data, validUntil, salt);
      expect(digest).to.equal(digestOf(separator, structHash));
      digests.push(digest);
    }
    expect(new Set(digests).size).to.equal(3);
  });
});
