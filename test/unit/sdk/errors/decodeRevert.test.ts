import { readdirSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";
import { Interface } from "ethers";

import { houseInterface } from "../../../../sdk/contracts/houseInterface.ts";
import { send } from "../../../../sdk/client/send.ts";
import { settle } from "../../../../sdk/client/actions/settle.ts";
import { settleBySignatures } from "../../../../sdk/client/actions/settleBySignatures.ts";
import { ContractRevertError } from "../../../../sdk/errors/ContractRevertError.ts";
import { decodeRevert } from "../../../../sdk/errors/decodeRevert.ts";
import { REVERT_SENTENCES } from "../../../../sdk/errors/revertSentences.ts";
import { signTrade } from "../../../../sdk/trade/signTrade.ts";
import { tradeId } from "../../../../sdk/trade/tradeHash.ts";
import { ROOT } from "../../../../tools/lib/run.ts";
import * as generated from "../../../../typechain-types/index.ts";
import { house } from "../house.ts";

const mocks = new Set(
  readdirSync(join(ROOT, "contracts/mocks")).map((file) => file.replace(".sol", "__factory")),
);

/** Every error of every generated interface but the mocks'. */
const errors = Object.entries(generated).flatMap(([name, factory]) => {
  if (!name.endsWith("__factory") || mocks.has(name) || !("abi" in factory)) return [];
  return new Interface(factory.abi).fragments.flatMap((fragment) => {
    if (fragment.type !== "error") return [];
    return [
      {
        contract: name.replace("__factory", ""),
        error: houseInterface.getError(fragment.format()),
        text: fragment.format(),
      },
    ];
  });
});

describe("decodeRevert", () => {
  it("knows every error of every interface, and has a sentence whose words it can fill", () => {
    const faults = errors.flatMap(({ contract, error, text }) => {
      if (error === null) return [`${contract}: ${text} is not in the house's interface`];
      const known = REVERT_SENTENCES[error.name];
      if (known === undefined) return [`${contract}: ${error.name} has no sentence`];
      const given = new Set(error.inputs.map(({ name }) => name));
      const used = Array.from(`${known.sentence} ${known.hint}`.matchAll(/\{(\w+)\}/g), ([, word]) => word);
      return used.flatMap((word) =>
        word !== undefined && given.has(word) ? [] : [`${error.name} has no argument ${String(word)}`],
      );
    });
    expect(faults).to.deep.equal([]);
    expect(errors.length).to.be.above(100);
  });

  it("has no sentence for an error that does not exist", () => {
    const names = new Set(errors.map(({ error }) => error?.name));
    expect(Object.keys(REVERT_SENTENCES).filter((name) => !names.has(name))).to.deep.equal([]);
  });

  describe("given refusals of real contracts", () => {
    it("says who may not and why, through send", async () => {
      const { kessai, readable, seller, buyer, connection, names } = await house();
      const trade = readable({ quantity: 601n });
      const { domain } = kessai;
      const signed = {
        trade,
        sellerSignature: await signTrade(seller, { domain, trade }),
        buyerSignature: await signTrade(buyer, { domain, trade }),
      };
      const error = await refusal(send(settleBySignatures(kessai, signed), { signer: seller, names }));
      expect(error.revert).to.equal("ERC20InsufficientBalance");
      expect(error.args).to.deep.equal({ sender: seller.address, balance: 600n, needed: 601n });
      expect(error.message).to.equal("seller has 600; 601 are needed.");

      await connection.networkHelpers.time.increaseTo(trade.settleBy);
      const late = await refusal(send(settleBySignatures(kessai, signed), { signer: seller, names }));
      expect(late.revert).to.equal("TradeExpired");
      expect(late.args["id"]).to.equal(tradeId(trade));
      expect(late.message).to.match(/^The cut-off of the trade was 2022-06-11 00:00 Asia\/Tokyo; it is /);
      expect(late.hint).to.include("Expire the trade");
    });

    it("understands a read that fails, and OpenZeppelin's own errors", async () => {
      const { kessai, readable, registry, bond, seller, outsider, names } = await house();
      const unmatched = await refusal(send(settle(kessai, readable()), { signer: outsider }));
      expect(unmatched.revert).to.equal("TradeNotMatched");
      const caught = decodeRevert(await caughtFrom(bond.balanceAtRecordDate(seller, 9)), names);
      expect(caught?.message).to.equal("The bond JP3633400001 has no record date number 9; it has 2.");
      const unauthorised = decodeRevert(
        await caughtFrom(registry.connect(outsider).close.staticCall(seller)),
        names,
      );
      expect(unauthorised?.message).to.equal("outsider does not have the duty that this needs.");
    });
  });

  it("finds revert data wherever RPC libraries put it", () => {
    const data = houseInterface.encodeErrorResult("TradeNotInstructed", ["0x".padEnd(66, "7")]);
    const shapes = [
      data,
      { data },
      { error: { data } },
      { info: { error: { data } } },
      { cause: { data: { data } } },
    ];
    for (const shape of shapes) expect(decodeRevert(shape)?.revert).to.equal("TradeNotInstructed");
  });

  it("translates Solidity's own errors, and leaves alone what is none", () => {
    const reason = "0x08c379a0" + "20".padStart(64, "0") + "2".padStart(64, "0") + "6e6f".padEnd(64, "0");
    expect(decodeRevert(reason)?.message).to.equal("The contract refused: no.");
    expect(decodeRevert(new Error("nothing"))).to.equal(undefined);
    expect(decodeRevert("0xdeadbeef")).to.equal(undefined);
    expect(decodeRevert(undefined)).to.equal(undefined);
  });
});

async function caughtFrom(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("nothing was refused");
}

async function refusal(promise: Promise<unknown>): Promise<ContractRevertError> {
  const error = await caughtFrom(promise);
  if (error instanceof ContractRevertError) return error;
  throw error;
}
