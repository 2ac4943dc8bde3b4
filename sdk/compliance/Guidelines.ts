import type { RatingScale } from "./RatingScale.ts";

/** What every rule of a guideline has. */
interface RuleBase {
  /** Short name within the guidelines; waivers name the rule by it. */
  readonly id: string;
  /** Ids of the funds that it is for. Left out: for all. */
  readonly funds?: readonly string[] | undefined;
  /** The document and its clause that the rule is from. */
  readonly source?: string | undefined;
}

/** Whether one thing of a list is enough, or every one is needed. */
export const NEEDS = ["any", "every"] as const;

/** How many things of a list are needed. */
export type Need = (typeof NEEDS)[number];

/** The issuers (発行会社) whose bonds may be bought: those that are eligible, without those that are excluded. */
export interface IssuersRule extends RuleBase {
  readonly kind: "issuers";
  /** Party ids. Left out: every issuer that is not excluded. */
  readonly eligible?: readonly string[] | undefined;
  /** Party ids. Left out: none. */
  readonly excluded?: readonly string[] | undefined;
}

/** The lowest grade of one agency. */
export interface RatingMinimum {
  readonly agency: string;
  readonly grade: string;
}

/** The rating (格付) that a bond needs to be bought: of any of the agencies named, or of every one. */
export interface RatingRule extends RuleBase {
  readonly kind: "rating";
  readonly need: Need;
  readonly minimum: readonly RatingMinimum[];
}

/** The ESG labels, such as green, that a bond needs to be bought. */
export interface LabelsRule extends RuleBase {
  readonly kind: "labels";
  readonly need: Need;
  readonly required: readonly string[];
}

/** The currencies in which a bond may be denominated and paid for when it is bought. */
export interface CurrenciesRule extends RuleBase {
  readonly kind: "currencies";
  /** ISO 4217. */
  readonly eligible: readonly string[];
}

/** The residual years (残存年数) that a bond may have on the settlement date when it is bought; bounds included. */
export interface TenorRule extends RuleBase {
  readonly kind: "tenor";
  /** A decimal text. Left out: no bound. */
  readonly minimumYears?: string | undefined;
  /** A decimal text. Left out: no bound. */
  readonly maximumYears?: string | undefined;
}

/** The part of a fund's net assets that may lie in bonds of one issuer after a purchase (同一発行体への投資制限). */
export interface ConcentrationRule extends RuleBase {
  readonly kind: "issuerConcentration";
  /** A decimal text, bound included. */
  readonly maximumPercent: string;
}

/** The part of one issue's outstanding face that a fund may hold after a purchase (同一銘柄の保有制限). */
export interface HoldingRule extends RuleBase {
  readonly kind: "issueHolding";
  /** A decimal text, bound included. */
  readonly maximumPercent: string;
}

/** Bonds are bought and sold whole: face in multiples of the denomination (各社債の金額). */
export interface LotsRule extends RuleBase {
  readonly kind: "lots";
}

/** The face that one order may have in a currency; bounds included. */
export interface SizeLimit {
  /** ISO 4217: the currency of the bond. */
  readonly currency: string;
  /** In minor units. Left out: no bound. */
  readonly minimumFace?: bigint | undefined;
  /** In minor units. Left out: no bound. */
  readonly maximumFace?: bigint | undefined;
}

/** What a ticket size is of: all that is ordered, or a fund's share of it. */
export const SIZES_OF = ["ticket", "fund"] as const;

/** Smallest and largest face of an order, bought or sold. */
export interface TicketSizeRule extends RuleBase {
  readonly kind: "ticketSize";
  readonly of: (typeof SIZES_OF)[number];
  /** One for each currency; a bond in another is not covered, so that its size is unknown. */
  readonly limits: readonly SizeLimit[];
}

/** The dealers that may be dealt with; a broker that stands between counts as one. */
export interface DealersRule extends RuleBase {
  readonly kind: "dealers";
  /** Party ids. */
  readonly approved: readonly string[];
}

/** Nothing is sold short (空売りの禁止): no more than the fund holds and has free. */
export interface ShortSaleRule extends RuleBase {
  readonly kind: "shortSale";
}

/** Nothing is bought on credit: the cash that pays is there, and free. */
export interface CashRule extends RuleBase {
  readonly kind: "cash";
}

/** One rule of the guidelines. */
export type GuidelineRule =
  | IssuersRule
  | RatingRule
  | LabelsRule
  | CurrenciesRule
  | TenorRule
  | ConcentrationRule
  | HoldingRule
  | LotsRule
  | TicketSizeRule
  | DealersRule
  | ShortSaleRule
  | CashRule;

/** The investment guidelines (運用ガイドライン) of one or several funds. */
export interface Guidelines {
  readonly name: string;
  /** For how many minutes a report is good after its facts were read. */
  readonly validMinutes: number;
  readonly ratingScales: readonly RatingScale[];
  /** At least one; no two with the same id. */
  readonly rules: readonly GuidelineRule[];
}
