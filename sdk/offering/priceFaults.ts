import { formatDecimal } from "../bonds/formatDecimal.ts";
import { formatAmount } from "../encoding/formatAmount.ts";
import type { AllocationFault, AllocationFaultCode } from "./AllocationFault.ts";
import { clearBook } from "./clearBook.ts";
import type { ClearBookOptions } from "./clearBook.ts";
import type { Pricing } from "./Pricing.ts";

/** What `priceFaults` works on. */
export interface PriceFaultsOptions extends ClearBookOptions {
  readonly pricing: Pick<Pricing, "pricePerUnit" | "spreadE8">;
}

/** Decimals of a spread in basis points, when it is given in units of 10^-8. */
const SPREAD_DECIMALS = 4;

/**
 * What is wrong with the price of an offering, by the orders given.
 *
 * @throws as `clearBook`
 */
export function priceFaults({ pricing, ...options }: PriceFaultsOptions): readonly AllocationFault[] {
  const { priceFloor, priceCap, spreadAt } = options;
  const { pricePerUnit, spreadE8 } = pricing;
  const clearing = clearBook(options);
  const faults: AllocationFault[] = [];
  const add = (code: AllocationFaultCode, sentence: string): void =>
    void faults.push({ code, position: undefined, sentence });
  const price = formatAmount(pricePerUnit);
  if (pricePerUnit < priceFloor || pricePerUnit > priceCap) {
    const range = `${formatAmount(priceFloor)} to ${formatAmount(priceCap)}`;
    add("priceOutsideRange", `The price of ${price} is outside the range of the terms, ${range}.`);
  }
  if (pricePerUnit !== clearing.price) {
    const clears = `${formatAmount(clearing.price)}, where ${formatAmount(clearing.demandUnits)} units are asked for`;
    add("priceNotClearing", `The price is ${price}, but the orders shown clear at ${clears}.`);
  }
  const given = spreadAt(pricePerUnit);
  if (spreadE8 !== given) {
    const [said, actual] = [spreadE8, given].map((each) => formatDecimal(each, SPREAD_DECIMALS));
    add("spreadWrong", `The spread is said to be ${said} basis points, but the price gives ${actual}.`);
  }
  return faults;
}
