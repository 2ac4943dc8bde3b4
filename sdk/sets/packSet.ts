import { concat, dataSlice, getAddress, toBeHex } from "ethers";

import { encodeAscii } from "../encoding/asciiBytes.ts";
import type { Trade } from "../trade/Trade.ts";
import { NO_LEG, SET_FIELDS } from "./setFormat.ts";
import type { FieldWidths } from "./setFormat.ts";
import { currencyKey, daysKey, formKey, tablesOf } from "./tablesOf.ts";
import type { SetTables } from "./tablesOf.ts";

/**
 * Trades as a packed set, in their order: the twin of contracts/libraries/PackedSet.sol, which describes the format.
 *
 * @throws EmptySetError, MixedVenuesError, SetTooLargeError as `tablesOf`
 * @throws InvalidTextError when an ISIN, a currency or a reference is too long or not ASCII
 */
export function packSet(trades: readonly Trade[]): string {
  const tables = tablesOf(trades);
  const { venue, bonds, currencies, days, forms, parties } = tables;
  const firstSequence = trades.reduce(
    (least, { sequence }) => (sequence < least ? sequence : least),
    trades[0]?.sequence ?? 0n,
  );
  const widths = widthsOf(trades, firstSequence);
  return concat([
    venue,
    toBeHex(firstSequence, 6),
    ...[bonds, currencies, days, forms].map(({ length }) => bytes(length, 1)),
    ...[parties, trades].map(({ length }) => bytes(length, 2)),
    ...SET_FIELDS.map((field) => bytes(widths[field], 1)),
    ...bonds.map((isin) => encodeAscii(isin, 12)),
    ...currencies.flatMap(({ currency, settlementBank }) => [encodeAscii(currency, 3), settlementBank]),
    ...days.flatMap((each) => [each.tradeDate, each.settleFrom, each.settleBy].map((time) => bytes(time, 5))),
    ...packForms(tables),
    ...parties,
    ...packTrades(trades, { tables, widths, firstSequence }),
  ]);
}

function packForms({ bonds, currencies, days, forms }: SetTables): readonly string[] {
  const bondAt = positionsOf(bonds, (isin) => isin);
  const currencyAt = positionsOf(currencies, currencyKey);
  const daysAt = positionsOf(days, daysKey);
  return forms.flatMap((form) => [
    bytes(form.quantity === 0n ? NO_LEG : bondAt(form.isin), 1),
    bytes(form.amount === 0n ? NO_LEG : currencyAt(currencyKey(form)), 1),
    bytes(daysAt(daysKey(form)), 1),
    bytes(form.minimumPart, 14),
  ]);
}

interface Format {
  readonly tables: SetTables;
  readonly widths: FieldWidths;
  readonly firstSequence: bigint;
}

function packTrades(
  trades: readonly Trade[],
  { tables: { forms, parties }, widths, firstSequence }: Format,
): readonly string[] {
  const formAt = positionsOf(forms, formKey);
  const partyAt = positionsOf(parties, (account) => account);
  return trades.flatMap((trade) => [
    bytes(formAt(formKey(trade)), 1),
    bytes(partyAt(getAddress(trade.seller)), 2),
    bytes(partyAt(getAddress(trade.buyer)), 2),
    bytes(trade.sequence - firstSequence, widths.sequence),
    bytes(trade.quantity, widths.quantity),
    bytes(trade.amount, widths.amount),
    dataSlice(encodeAscii(trade.commonReference, 16), 0, widths.reference),
  ]);
}

/** Each field as wide as the widest value of the set needs. */
function widthsOf(trades: readonly Trade[], firstSequence: bigint): FieldWidths {
  const widest = (valueOf: (trade: Trade) => bigint): number =>
    byteLength(trades.map(valueOf).reduce((most, value) => (value > most ? value : most), 0n));
  return {
    sequence: widest(({ sequence }) => sequence - firstSequence),
    quantity: widest(({ quantity }) => quantity),
    amount: widest(({ amount }) => amount),
    reference: trades.reduce((most, { commonReference }) => Math.max(most, commonReference.length), 0),
  };
}

/** Bytes that a number needs; none for zero. */
function byteLength(value: bigint): number {
  return value === 0n ? 0 : Math.ceil(value.toString(16).length / 2);
}

function bytes(value: bigint | number, length: number): string {
  return length === 0 ? "0x" : toBeHex(value, length);
}

/** Where an item stands in its table, by its key. */
function positionsOf<T>(items: readonly T[], keyOf: (item: T) => string): (key: string) => number {
  const positions = new Map(items.map((item, index) => [keyOf(item), index]));
  return (key) => {
    const position = positions.get(key);
    if (position === undefined) throw new TypeError(`${key} is in no table of the set`);
    return position;
  };
}
