import { expect } from "chai";
import { AbiCoder, concat, hexlify, id, keccak256, Signature, toUtf8Bytes } from "ethers";
import fc from "fast-check";

import { formatWaivers } from "../../../../sdk/compliance/formatWaivers.ts";
import { isWaiverSigned } from "../../../../sdk/compliance/isWaiverSigned.ts";
import { parseWaivers } from "../../../../sdk/compliance/parseWaivers.ts";
import { signWaiver } from "../../../../sdk/compliance/signWaiver.ts";
import type { SignedWaiver, Waiver } from "../../../../sdk/compliance/Waiver.ts";
import { waiverDigest, waiverId } from "../../../../sdk/compliance/waiverHash.ts";
import { issuesOf } from "../issuesOf.ts";
import { accountOf, DOMAIN, officer, stranger, UZUKI, YAYOI } from "./samples.ts";

const abi = AbiCoder.defaultAbiCoder();
const sampleWaiver = (fields: Partial<Waiver> = {}): Waiver => ({
  report: id("report"),
  rule: "size",
  fund: YAYOI,
  reason: "Agreed with the client",
  validUntil: 1_757_700_000n,
  ...fields,
});
const signed = (fields: Partial<Waiver> = {}): Promise<SignedWaiver> =>
  signWaiver(officer, { domain: DOMAIN, waiver: sampleWaiver(fields) });

const TYPE = "Waiver(bytes32 report,string rule,address fund,string reason,uint40 validUntil)";
const DOMAIN_TYPE = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)";

/** EIP-712 written out. */
function idByHand({ report, rule, fund, reason, validUntil }: Waiver): string {
  const [ruleHash, reasonHash] = [keccak256(toUtf8Bytes(rule)), keccak256(toUtf8Bytes(reason))];
  return keccak256(
    abi.encode(
      ["bytes32", "bytes32", "bytes32", "address", "bytes32", "uint256"],
      [id(TYPE), report, ruleHash, fund, reasonHash, validUntil],
    ),
  );
}

describe("waiverId and waiverDigest", () => {
  it("are EIP-712 written out, in the domain of the trading contract", () => {
    const waiver = sampleWaiver();
    const separator = keccak256(
      abi.encode(
        ["bytes32", "bytes32", "bytes32", "uint256", "address"],
        [id(DOMAIN_TYPE), id("Kessai RFQ"), id("1"), 31_337n, accountOf(0x4f)],
      ),
    );
    expect(waiverId(waiver)).to.equal(idByHand(waiver));
    expect(waiverDigest(DOMAIN, waiver)).to.equal(keccak256(concat(["0x1901", separator, idByHand(waiver)])));
  });

  it("take no notice of what else an object carries", () => {
    const more = { ...sampleWaiver(), note: "of a client" };
    expect(waiverId(more)).to.equal(waiverId(sampleWaiver()));
  });
});

describe("isWaiverSigned", () => {
  it("given a waiver signed by its officer, it is, in 64 bytes or 65", async () => {
    const one = await signed();
    expect(one.officer).to.equal(officer.address);
    expect(one.signature).to.have.length(2 + 2 * 64);
    expect(isWaiverSigned(DOMAIN, one)).to.equal(true);
    const { serialized } = Signature.from(one.signature);
    expect(isWaiverSigned(DOMAIN, { ...one, signature: serialized })).to.equal(true);
  });

  for (const [what, fields] of [
    ["for another report", { report: id("other") }],
    ["for another rule", { rule: "cash" }],
    ["for another fund", { fund: UZUKI }],
    ["with another reason", { reason: "None" }],
    ["that holds longer", { validUntil: 1_757_700_001n }],
    ["that cannot be hashed", { fund: "fund" }],
  ] as const) {
    it(`given a signature, when it is shown under one ${what}, it is not`, async () => {
      const one = await signed();
      expect(isWaiverSigned(DOMAIN, { ...one, waiver: { ...one.waiver, ...fields } })).to.equal(false);
    });
  }

  it("given a signature of somebody else, of nobody, or for another chain, it is not", async () => {
    const one = await signed();
    expect(isWaiverSigned(DOMAIN, { ...one, officer: stranger.address })).to.equal(false);
    expect(isWaiverSigned(DOMAIN, { ...one, signature: "0x" })).to.equal(false);
    expect(isWaiverSigned({ ...DOMAIN, chainId: 1n }, one)).to.equal(false);
  });
});

describe("formatWaivers and parseWaivers", () => {
  it("give back all waivers, whatever they say", () => {
    const bytes = (least: number, most: number) =>
      fc.uint8Array({ minLength: least, maxLength: most }).map((value) => hexlify(value));
    const waiver = fc.record({
      report: bytes(32, 32),
      rule: fc.constantFrom("lots", "cash-1"),
      fund: fc.nat(99).map(accountOf),
      reason: fc.string({ unit: "grapheme", maxLength: 50 }).map((words) => `${words}.`),
      validUntil: fc.bigInt(0n, 2n ** 40n - 1n),
    });
    const waivers = fc.array(
      fc.record({ waiver, officer: fc.nat(99).map(accountOf), signature: bytes(0, 70) }),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(waivers, (all) => {
        expect(parseWaivers(JSON.parse(formatWaivers(all)))).to.deep.equal(all);
      }),
      { numRuns: 100, seed: 20_260_403 },
    );
  });

  it("write them as JSON with whole numbers as texts", async () => {
    const one = await signed();
    expect(JSON.parse(formatWaivers([one]))).to.deep.equal({
      format: "kessai-waivers",
      version: 1,
      waivers: [
        {
          waiver: {
            report: id("report"),
            rule: "size",
            fund: YAYOI,
            reason: "Agreed with the client",
            validUntil: "1757700000",
          },
          officer: officer.address,
          signature: one.signature,
        },
      ],
    });
    expect(formatWaivers([])).to.equal(
      '{\n  "format": "kessai-waivers",\n  "version": 1,\n  "waivers": []\n}\n',
    );
  });

  it("refuse every wrong field by path, value and rule, with the code WAIVERS_INVALID", () => {
    const hash = "must be 0x and 64 hexadecimal digits in lower case";
    const address = "must be an address (0x and 40 digits)";
    const waiver = { report: "0x", rule: "", fund: "fund", validUntil: 5, note: 1 };
    const input = {
      format: "waivers",
      version: "1",
      waivers: [{ waiver, officer: 7, signature: "0xABC" }, "waiver"],
    };
    expect(issuesOf(() => parseWaivers(input))).to.deep.equal([
      'file.format: "waivers" - must be one of kessai-waivers',
      'file.version: "1" - must be one of 1',
      `file.waivers[0].waiver.report: "0x" - ${hash}`,
      'file.waivers[0].waiver.rule: "" - must be a lower-case letter, then at most 31 lower-case letters, digits or hyphens',
      `file.waivers[0].waiver.fund: "fund" - ${address}`,
      "file.waivers[0].waiver.reason: (missing) - is required: must be a text of at most 1000 characters",
      "file.waivers[0].waiver.validUntil: 5 - must be the digits in quotes of a whole number from 0 to 1099511627775",
      "file.waivers[0].waiver.note: 1 - is not a field known here: remove it or correct its name",
      `file.waivers[0].officer: 7 - ${address}`,
      'file.waivers[0].signature: "0xABC" - must be bytes in hexadecimal: 0x and pairs of digits in lower case',
      'file.waivers[1]: "waiver" - must be a group of fields',
    ]);
    expect(() => parseWaivers({}))
      .to.throw()
      .with.property("code", "WAIVERS_INVALID");
  });

  it("refuse a waiver without reason", async () => {
    const all = [await signed(), await signed({ reason: " " }), await signed({ reason: "" })];
    expect(issuesOf(() => parseWaivers(JSON.parse(formatWaivers(all))))).to.deep.equal([
      'file.waivers[1].waiver.reason: " " - must give a reason',
      'file.waivers[2].waiver.reason: "" - must give a reason',
    ]);
  });
});
