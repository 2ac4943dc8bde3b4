import { id, zeroPadValue } from "ethers";

import type { ChainEvent, EventName } from "../../../../sdk/events/ChainEvent.ts";
import { encodeAscii } from "../../../../sdk/encoding/asciiBytes.ts";
import type { DetailValue } from "../../../../sdk/errors/KessaiError.ts";
import { identityCommitment } from "../../../../sdk/participants/identityCommitment.ts";
import type { IdentityEntry } from "../../../../sdk/register/book/IdentityBook.ts";
import type { BondRegister } from "../../../../sdk/register/BondRegister.ts";
import { makeRegister } from "../../../../sdk/register/makeRegister.ts";
import { replayRegister } from "../../../../sdk/register/replay/replayRegister.ts";
import { getAddress } from "ethers";

export const ISIN = "JP3633400001";
export const account = (number: number): string =>
  getAddress(zeroPadValue(`0x${number.toString(16).padStart(4, "0")}`, 20));

export const FACTORY = account(0xf1);
export const REGISTRY = account(0xf2);
export const BOND = account(0xb0);
export const ESCROW = account(0xe0);
export const ZERO = account(0);
export const [ISSUER, ALICE, BOB, CAROL] = [account(1), account(2), account(3), account(4)] as const;
export const addresses = { registry: REGISTRY, bondFactory: FACTORY };

type Args = Readonly<Record<string, DetailValue>>;

/** Writes a log by hand: each event in a block and transaction of its own, unless it goes on with the last. */
export class LogWriter {
  readonly events: ChainEvent[] = [];
  #block = 0;

  add(name: EventName, address: string, args: Args, isSameTransaction = false): this {
    if (!isSameTransaction) this.#block++;
    const blockNumber = this.#block;
    this.events.push({
      name,
      address,
      args,
      blockNumber,
      transactionHash: id(`transaction ${blockNumber}`),
      logIndex: this.events.length,
    });
    return this;
  }

  token(name: EventName, args: Args, isSameTransaction = false): this {
    return this.add(name, BOND, args, isSameTransaction);
  }

  transfer(from: string, to: string, value: bigint, isSameTransaction = false): this {
    return this.token("Transfer", { from, to, value }, isSameTransaction);
  }

  /** A bond of 100 units issued to its issuer; the four people admitted, with an identity of their own each. */
  static begun(): LogWriter {
    const log = new LogWriter();
    for (const person of [ISSUER, ALICE, BOB, CAROL])
      log.add("ParticipantAdmitted", REGISTRY, {
        account: person,
        classes: 5n,
        kycExpiry: 4_102_444_800n,
        identityCommitment: commitmentOf(person),
      });
    return log
      .add("BondCreated", FACTORY, {
        isin: encodeAscii(ISIN, 12),
        bond: BOND,
        issuer: ISSUER,
        createdBy: ISSUER,
        terms: {
          isin: encodeAscii(ISIN, 12),
          name: "A bond",
          issuer: ISSUER,
          currency: encodeAscii("JPY", 3),
          denomination: 100_000_000n,
          units: 100n,
          requiredClasses: 1n,
          issueDate: 1_654_182_000n,
          maturityDate: 1_685_631_600n,
          closedFrom: 1_685_372_400n,
          termsHash: id("terms"),
        },
      })
      .token("SettlementChanged", { settlementBefore: ZERO, settlementAfter: ESCROW })
      .transfer(ZERO, ISSUER, 100n)
      .token("BondIssued", { isin: encodeAscii(ISIN, 12), issuer: ISSUER, units: 100n }, true);
  }
}

/** The register's entry of a person of the samples. */
export function entryOf(person: string): IdentityEntry {
  const number = Number(BigInt(person));
  return {
    account: person,
    salt: id(`salt of ${person}`),
    legalName: `Holder ${number} & Co.`,
    nameJa: `株式会社第${number}`,
    lei: "999900KISARAGI000054",
    pledges: [],
  };
}

export function commitmentOf(person: string): string {
  const { salt, lei, legalName } = entryOf(person);
  return identityCommitment(salt, { lei, legalName });
}

/** Block n of the samples is n hours after the start of 3 June 2022 in Tokyo. */
export const timeOf = (block: number): bigint => 1_654_182_000n + BigInt(block) * 3_600n;

/** The register that a log makes, as of its last block. */
export function registerOf(log: LogWriter): BondRegister {
  const ledger = replayRegister({ isin: ISIN, addresses, events: log.events });
  const last = log.events.at(-1)?.blockNumber ?? 0;
  const blocks = Array.from({ length: last + 1 }, (_none, number) => [number, timeOf(number)] as const);
  return makeRegister({
    chainId: 31_337n,
    ledger,
    facePerUnit: 100_000_000n,
    moment: {
      asOf: timeOf(last),
      blockNumber: last,
      blockHash: id(`block ${last}`),
      blockTime: timeOf(last),
    },
    blockTimes: new Map(blocks),
  });
}

/** A register with three holders: the issuer has 50 units, Alice 30, Bob 20. */
export function sampleRegister(): BondRegister {
  return registerOf(LogWriter.begun().transfer(ISSUER, ALICE, 30n).transfer(ISSUER, BOB, 20n));
}
