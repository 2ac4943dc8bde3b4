import { expect } from "chai";
import type { Interface } from "ethers";

import { tokenIn, TOKENS } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";
import { IERC7943Fungible__factory, IRegulatedToken__factory } from "../../../typechain-types/index.ts";

/** XOR of the selectors of `functions`, as ERC-165 defines an interface's id. */
function interfaceId(of: Interface, functions: readonly string[]): string {
  const id = functions
    .map((name) => BigInt(of.getFunction(name)?.selector ?? 0))
    .reduce((xor, selector) => xor ^ selector, 0n);
  return "0x" + id.toString(16).padStart(8, "0");
}

const namesOf = (abi: Interface): string[] => {
  const names: string[] = [];
  abi.forEachFunction(({ name }) => names.push(name));
  return names;
};

const erc7943 = namesOf(IERC7943Fungible__factory.createInterface()).filter(
  (name) => name !== "supportsInterface",
);
const regulated = IRegulatedToken__factory.createInterface();
const regulatedOnly = namesOf(regulated).filter(
  (name) => name !== "supportsInterface" && !erc7943.includes(name),
);

for (const name of TOKENS) {
  describe(`RegulatedToken.supportsInterface (${name})`, () => {
    const current = useWorld((w) => tokenIn(w, name));

    const known = [
      ["ERC-165", "0x01ffc9a7"],
      ["ERC-20", "0x36372b07"],
      ["ERC-2612", "0x9d8ff7da"],
      ["ERC-7943 for fungible tokens", "0x3edbb4c4"],
      ["IRegulatedToken", interfaceId(regulated, regulatedOnly)],
    ] as const;
    for (const [title, id] of known) {
      it(`given ${title} (${id}), when asked then says yes`, async () => {
        expect(await current().token.supportsInterface(id)).to.equal(true);
      });
    }

    it("given the final text of ERC-7943, when its id is computed then is 0x3edbb4c4", () => {
      const { token } = current();
      expect(
        interfaceId(token.interface, [
          "forcedTransfer",
          "setFrozenTokens",
          "canSend",
          "canReceive",
          "getFrozenTokens",
          "canTransfer",
        ]),
      ).to.equal("0x3edbb4c4");
    });

    for (const id of ["0xffffffff", "0x00000000", "0x80ac58cd", "0xbf1ef5fe"]) {
      it(`given ${id}, when asked then says no`, async () => {
        expect(await current().token.supportsInterface(id)).to.equal(false);
      });
    }
  });
}
