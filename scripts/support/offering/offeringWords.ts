import { ZeroAddress } from "ethers";

import { formatDecimal } from "../../../sdk/bonds/formatDecimal.ts";
import { PRICE_DECIMALS } from "../../../sdk/bonds/types.ts";
import type { AccountNames } from "../../../sdk/participants/AccountNames.ts";
import type { AllotmentOutcome } from "../../../sdk/offering/Allotment.ts";
import type { FailureRule, OfferingMethod, Placement } from "../../../sdk/offering/OfferingTerms.ts";

/** What people call the methods of an offering. */
export const METHOD_WORDS: Readonly<Record<OfferingMethod, string>> = {
  firmCommitment: "firm commitment 買取引受: the syndicate takes everything",
  standby: "standby 残額引受: the syndicate takes what is left",
  bestEfforts: "best efforts 募集の取扱い: what nobody orders is not issued",
};

/** To whom may be offered. */
export const PLACEMENT_WORDS: Readonly<Record<Placement, string>> = {
  public: "public 公募",
  qualifiedInvestors: "qualified institutional investors 適格機関投資家私募",
  smallNumber: "small number 少人数私募",
};

/** What becomes of units whose investor cannot pay. */
export const FAILURE_WORDS: Readonly<Record<FailureRule, string>> = {
  nothingCloses: "nothing closes",
  firmTakes: "the firm that sold to it takes its units",
  unitsLapse: "its units are not issued",
};

/** Why the rule gives an order what it does. */
export const OUTCOME_WORDS: Readonly<Record<AllotmentOutcome, string>> = {
  full: "in full",
  cut: "pro rata",
  nothingLeft: "less than one lot",
  belowMinimum: "below its minimum",
  outsideLimit: "outside its limit",
};

/** A price of a unit as one for 100 of face, with two decimals or as many as it needs. */
export function priceWords(pricePerUnit: bigint, facePerUnit: bigint): string {
  const scale = 10n ** BigInt(PRICE_DECIMALS);
  const scaled = pricePerUnit * 100n * scale;
  const text = formatDecimal(scaled / facePerUnit, PRICE_DECIMALS).replace(/(\.\d\d\d*?)0+$/, "$1");
  return scaled % facePerUnit === 0n ? text : `${text}...`;
}

/** A spread in basis points, with two decimals or as many as it needs. */
export function spreadWords(spreadE8: bigint): string {
  return formatDecimal(spreadE8, 4).replace(/(\.\d\d\d*?)0+$/, "$1");
}

/** A yield in percent, with three decimals or as many as it needs. */
export function yieldWords(yieldE8: bigint): string {
  return formatDecimal(yieldE8, 6).replace(/(\.\d\d\d\d*?)0+$/, "$1");
}

/** People count offerings from 1, the chain from 0. */
export function offeringNumber(number: bigint): string {
  return (number + 1n).toString();
}

/** People count places in a book from 1, the chain from 0. */
export function placeOf(position: bigint): string {
  return (position + 1n).toString();
}

/** Who sells to an order: its firm, or the pot. */
export function sellerWords(firm: string, names: AccountNames): string {
  return firm === ZeroAddress ? "pot" : (names(firm) ?? firm);
}

/** A sentence of the library about a book, with names in place of accounts. */
export function asPeopleSay(sentence: string, names: AccountNames): string {
  return sentence.replaceAll(/0x[0-9a-fA-F]{40}\b/g, (account) => names(account) ?? account);
}
