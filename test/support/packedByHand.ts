import { concat, toBeHex, ZeroAddress } from "ethers";

/** One trade of a packed set, its places and values as they are written. */
export interface HandTrade {
  readonly form?: number;
  readonly seller?: number;
  readonly buyer?: number;
  /** Less the first one. */
  readonly sequence?: bigint;
  readonly quantity?: bigint;
  readonly amount?: bigint;
  /** Its bytes, as many as the width says. */
  readonly reference?: string;
}

/** What a packed set says, part by part; counts are those of the parts unless they are told otherwise. */
export interface HandSet {
  readonly venue?: string;
  readonly firstSequence?: bigint;
  readonly counts?: Partial<
    Record<"bonds" | "currencies" | "dates" | "forms" | "parties" | "trades", number>
  >;
  readonly widths?: Partial<Record<"sequence" | "quantity" | "amount" | "reference", number>>;
  /** 12 bytes each. */
  readonly bonds?: readonly string[];
  /** Code (3 bytes) and bank. */
  readonly currencies?: readonly (readonly [string, string])[];
  readonly dates?: readonly (readonly [number, number, number])[];
  /** Positions of bond, currency and dates, and the minimum part. */
  readonly forms?: readonly (readonly [number, number, number, bigint])[];
  readonly parties?: readonly string[];
  readonly trades?: readonly HandTrade[];
}

/** The bytes of a set, put together from the description in PackedSet.sol and from nothing else. */
export function packedByHand({
  venue = ZeroAddress,
  firstSequence = 0n,
  counts = {},
  widths = {},
  bonds = [],
  currencies = [],
  dates = [],
  forms = [],
  parties = [],
  trades = [],
}: HandSet): string {
  const width = { sequence: 0, quantity: 1, amount: 1, reference: 0, ...widths };
  return concat([
    venue,
    number(firstSequence, 6),
    number(counts.bonds ?? bonds.length, 1),
    number(counts.currencies ?? currencies.length, 1),
    number(counts.dates ?? dates.length, 1),
    number(counts.forms ?? forms.length, 1),
    number(counts.parties ?? parties.length, 2),
    number(counts.trades ?? trades.length, 2),
    number(width.sequence, 1),
    number(width.quantity, 1),
    number(width.amount, 1),
    number(width.reference, 1),
    ...bonds,
    ...currencies.flat(),
    ...dates.flat().map((moment) => number(moment, 5)),
    ...forms.flatMap(([bond, currency, date, minimum]) => [
      number(bond, 1),
      number(currency, 1),
      number(date, 1),
      number(minimum, 14),
    ]),
    ...parties,
    ...trades.flatMap(
      ({
        form = 0,
        seller = 0,
        buyer = 1,
        sequence = 0n,
        quantity = 1n,
        amount = 7n,
        reference = "0x" + "4b".repeat(width.reference),
      }) => [
        number(form, 1),
        number(seller, 2),
        number(buyer, 2),
        number(sequence, width.sequence),
        number(quantity, width.quantity),
        number(amount, width.amount),
        reference,
      ],
    ),
  ]);
}

const number = (value: bigint | number, bytes: number): string =>
  bytes === 0 ? "0x" : toBeHex(value, bytes);
