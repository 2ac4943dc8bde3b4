import { concat, dataLength, toBeHex } from "ethers";

/** The instructions that are used here, by name (EVM, Shanghai). */
const OPCODES: Readonly<Record<string, number>> = {
  ADD: 0x01,
  SUB: 0x03,
  LT: 0x10,
  EQ: 0x14,
  ISZERO: 0x15,
  SHL: 0x1b,
  SHR: 0x1c,
  KECCAK256: 0x20,
  CALLER: 0x33,
  CALLDATALOAD: 0x35,
  CALLDATASIZE: 0x36,
  POP: 0x50,
  MSTORE: 0x52,
  SLOAD: 0x54,
  SSTORE: 0x55,
  JUMP: 0x56,
  JUMPI: 0x57,
  GAS: 0x5a,
  DUP1: 0x80,
  DUP2: 0x81,
  SWAP1: 0x90,
  LOG3: 0xa3,
  CALL: 0xf1,
  STOP: 0x00,
  RETURN: 0xf3,
  REVERT: 0xfd,
};
const JUMPDEST = 0x5b;
const PUSH0 = 0x5f;
const LABEL_BYTES = 2;

/**
 * The creation code of a contract that is written in EVM instructions: names of opcodes, numbers (pushed in as few bytes as
 * they need), `label:` for a place to jump to, and `@label` to push where it is. `//` begins a remark.
 *
 * @throws TypeError when an instruction or a label is unknown
 */
export function assemble(source: string): string {
  const words = source
    .replaceAll(/\/\/.*$/gmu, "")
    .split(/\s+/u)
    .filter((word) => word !== "");
  const places = new Map<string, number>();
  let length = 0;
  for (const word of words) {
    if (word.endsWith(":")) places.set(`@${word.slice(0, -1)}`, length);
    length += word.startsWith("@") ? 1 + LABEL_BYTES : dataLength(encode(word));
  }
  const runtime = concat(
    words.map((word) => {
      if (!word.startsWith("@")) return encode(word);
      const place = places.get(word);
      if (place === undefined) throw new TypeError(`no place is called ${word}`);
      return push(BigInt(place), LABEL_BYTES);
    }),
  );
  // PUSH2 length, DUP1, PUSH1 start, PUSH0, CODECOPY, PUSH0, RETURN: the code that returns what follows it.
  return concat(["0x61", toBeHex(dataLength(runtime), 2), "0x80600a5f395ff3", runtime]);
}

function encode(word: string): string {
  if (word.endsWith(":")) return toBeHex(JUMPDEST, 1);
  if (/^\d/u.test(word)) return push(BigInt(word), bytesOf(BigInt(word)));
  const opcode = OPCODES[word];
  if (opcode === undefined) throw new TypeError(`no instruction is called ${word}`);
  return toBeHex(opcode, 1);
}

function push(value: bigint, bytes: number): string {
  const opcode = toBeHex(PUSH0 + bytes, 1);
  return bytes === 0 ? opcode : concat([opcode, toBeHex(value, bytes)]);
}

/** Bytes that a number needs; none for zero. */
function bytesOf(value: bigint): number {
  return value === 0n ? 0 : Math.ceil(value.toString(16).length / 2);
}
