import { AbiCoder, concat, encodeBytes32String, id, keccak256, zeroPadBytes } from "ethers";

import type { TradingDomain } from "../../../../sdk/trading/tradingDomain.ts";

// EIP-712 written out from the text of the standard, without the encoder that the library uses.

const abi = AbiCoder.defaultAbiCoder();

/** Types as one writes them: "Quote(bytes32 request,address dealer)", by name. */
export type TypeTexts = Readonly<Record<string, string>>;

/** The numbers that stand for words. */
const NUMBERS: Readonly<Record<string, number>> = {
  seller: 0,
  buyer: 1,
  indicative: 0,
  "single use": 1,
  divisible: 2,
  quote: 0,
  pass: 1,
  "time-out": 2,
};

/** hashStruct(s) = keccak256(typeHash, encodeData(s)), the types referenced behind the type itself, by name. */
export function hashByHand(name: string, types: TypeTexts, value: unknown): string {
  const own = types[name] ?? "";
  const fields = own.slice(own.indexOf("(") + 1, -1).split(",");
  const referenced = fields.map((field) => field.replace(/(\[\])? .*$/, "")).filter((each) => each in types);
  const typeHash = id([own, ...referenced.toSorted().map((each) => types[each])].join(""));
  const words = fields.map((field) => {
    const [type = "", key = ""] = field.split(" ");
    return wordOf(type, types, (value as Record<string, unknown>)[key]);
  });
  return keccak256(concat([typeHash, ...words]));
}

/** The digest: keccak256("\x19\x01", domainSeparator, hashStruct(message)). */
export function digestByHand(
  { name, version, chainId, verifyingContract }: TradingDomain,
  hash: string,
): string {
  const type = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)";
  const separator = keccak256(
    abi.encode(
      ["bytes32", "bytes32", "bytes32", "uint256", "address"],
      [id(type), id(name), id(version), chainId, verifyingContract],
    ),
  );
  return keccak256(concat(["0x1901", separator, hash]));
}

function wordOf(type: string, types: TypeTexts, value: unknown): string {
  if (type.endsWith("[]")) {
    return keccak256(
      concat((value as readonly unknown[]).map((each) => wordOf(type.slice(0, -2), types, each))),
    );
  }
  if (type in types) return hashByHand(type, types, value);
  if (type === "string") return id(value as string);
  if (/^bytes(3|12|16)$/.test(type)) {
    const text = value as string;
    return text.startsWith("0x") ? zeroPadBytes(text, 32) : encodeBytes32String(text);
  }
  if (type === "uint8") return abi.encode(["uint8"], [NUMBERS[value as string]]);
  return abi.encode([type], [value]);
}
