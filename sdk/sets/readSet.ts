import { dataLength, dataSlice, getAddress, ZeroAddress, zeroPadBytes } from "ethers";

import { decodeTrade } from "../trade/encodeTrade.ts";
import type { EncodedTrade } from "../trade/encodeTrade.ts";
import type { Trade } from "../trade/Trade.ts";
import { encodedTradeId } from "../trade/tradeHash.ts";
import { MalformedSetError } from "./errors/MalformedSetError.ts";
import { NO_LEG, packedTradeSize, SET_SIZES } from "./setFormat.ts";

/** A trade of a packed set. */
export interface PackedTrade {
  /** From the bytes themselves: whoever packed the set may have written what is no text. */
  readonly id: string;
  readonly trade: Trade;
}

/** Sequences have 48 bits; one beyond them counts from zero, as the contract counts it. */
const SEQUENCE_BITS = 48;

/**
 * The trades of a packed set with their ids, in their order: what a SetSettled event carries.
 *
 * @param packed hexadecimal
 * @throws MalformedSetError when the bytes are not those of a set
 */
export function readSet(packed: string): readonly PackedTrade[] {
  const head = headOf(packed);
  const { widths, places } = head;
  const at = (table: number, size: number, index: number): Reader => new Reader(packed, table + size * index);
  const party = (index: bigint): string =>
    getAddress(at(places.parties, SET_SIZES.party, Number(index)).bytes(20));
  const entry = new Reader(packed, places.trades);
  return Array.from({ length: head.tradeCount }, (): PackedTrade => {
    const form = at(places.forms, SET_SIZES.form, Number(entry.number(1)));
    const bond = Number(form.number(1));
    const currency = Number(form.number(1));
    const days = at(places.days, SET_SIZES.days, Number(form.number(1)));
    const money = at(places.currencies, SET_SIZES.currency, currency);
    const encoded: EncodedTrade = {
      isin: bond === NO_LEG ? BLANK_ISIN : at(places.bonds, SET_SIZES.bond, bond).bytes(12),
      currency: currency === NO_LEG ? BLANK_CURRENCY : money.bytes(3),
      settlementBank: currency === NO_LEG ? ZeroAddress : getAddress(money.bytes(20)),
      seller: party(entry.number(2)),
      buyer: party(entry.number(2)),
      tradeDate: days.number(5),
      settleFrom: days.number(5),
      settleBy: days.number(5),
      venue: head.venue,
      sequence: BigInt.asUintN(SEQUENCE_BITS, head.firstSequence + entry.number(widths.sequence)),
      quantity: entry.number(widths.quantity),
      amount: entry.number(widths.amount),
      commonReference: zeroPadBytes(entry.bytes(widths.reference), 16),
      minimumPart: form.number(14),
    };
    return { id: encodedTradeId(encoded), trade: decodeTrade(encoded) };
  });
}

const BLANK_ISIN = "0x" + "00".repeat(12);
const BLANK_CURRENCY = "0x" + "00".repeat(3);

/** Reads from a place on. */
class Reader {
  readonly #packed: string;
  #place: number;

  constructor(packed: string, place: number) {
    this.#packed = packed;
    this.#place = place;
  }

  bytes(length: number): string {
    const start = this.#place;
    this.#place += length;
    return dataSlice(this.#packed, start, start + length);
  }

  number(length: number): bigint {
    return length === 0 ? 0n : BigInt(this.bytes(length));
  }
}

function headOf(packed: string) {
  const size = dataLength(packed);
  if (size < SET_SIZES.head) throw new MalformedSetError(size, SET_SIZES.head);
  const head = new Reader(packed, 0);
  const venue = getAddress(head.bytes(20));
  const firstSequence = head.number(6);
  const count = (length: number): number => Number(head.number(length));
  const tables = { bonds: count(1), currencies: count(1), days: count(1), forms: count(1) };
  const partyCount = count(2);
  const tradeCount = count(2);
  const widths = { sequence: count(1), quantity: count(1), amount: count(1), reference: count(1) };
  const bonds = SET_SIZES.head;
  const currencies = bonds + SET_SIZES.bond * tables.bonds;
  const days = currencies + SET_SIZES.currency * tables.currencies;
  const forms = days + SET_SIZES.days * tables.days;
  const parties = forms + SET_SIZES.form * tables.forms;
  const trades = parties + SET_SIZES.party * partyCount;
  const expected = trades + packedTradeSize(widths) * tradeCount;
  if (size !== expected) throw new MalformedSetError(size, expected);
  return {
    venue,
    firstSequence,
    tradeCount,
    widths,
    places: { bonds, currencies, days, forms, parties, trades },
  };
}
