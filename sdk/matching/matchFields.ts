import type { TradeDetails } from "./TradeDetails.ts";

/** The name of a field that is compared. */
export type MatchField = keyof TradeDetails;

/**
 * How a field is compared and written. text: as it is; hex: in any case; opposite: the other's side; money: minor units of the
 * trade's currency; units: of the bond; price: a decimal number; date: a day; moment: seconds.
 */
export type FieldKind = "text" | "hex" | "opposite" | "money" | "units" | "price" | "date" | "moment";

/** A field that is compared. */
export interface FieldForm {
  readonly field: MatchField;
  readonly kind: FieldKind;
  /** What a back office calls it, with the Japanese term where there is a standard one. */
  readonly label: string;
}

/** Every field of a trade that is compared, in the order of the comparison. */
export const MATCH_FIELDS: readonly FieldForm[] = [
  { field: "reference", kind: "text", label: "common reference" },
  { field: "isin", kind: "text", label: "bond (銘柄)" },
  { field: "currency", kind: "text", label: "currency (通貨)" },
  { field: "side", kind: "opposite", label: "side (売買の別)" },
  { field: "seller", kind: "hex", label: "seller (売方)" },
  { field: "buyer", kind: "hex", label: "buyer (買方)" },
  { field: "quantity", kind: "units", label: "number of bonds (口数)" },
  { field: "faceAmount", kind: "money", label: "face (額面金額)" },
  { field: "pricePer100", kind: "price", label: "clean price (約定単価)" },
  { field: "accrued", kind: "money", label: "accrued interest (経過利子)" },
  { field: "fee", kind: "money", label: "fee (手数料)" },
  { field: "amount", kind: "money", label: "settlement amount (受渡代金)" },
  { field: "tradeDate", kind: "date", label: "trade date (約定日)" },
  { field: "settlementDate", kind: "date", label: "settlement date (受渡日)" },
  { field: "cutOff", kind: "moment", label: "cut-off (締切時刻)" },
  { field: "settlementBank", kind: "hex", label: "settlement bank" },
  { field: "place", kind: "hex", label: "place of settlement (決済場所)" },
];
