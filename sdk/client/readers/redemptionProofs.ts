import { getAddress, zeroPadValue } from "ethers";

import { INSTRUMENT_CLASSES } from "../../bonds/kinds.ts";
import { houseInterface } from "../../contracts/houseInterface.ts";
import { textOf } from "../../encoding/textOf.ts";
import type { ChainEvent } from "../../events/ChainEvent.ts";
import { decodeLogs } from "../../events/decodeLogs.ts";
import { TAX_CLASSES } from "../../tax/taxClasses.ts";
import type { TaxClass } from "../../tax/taxClasses.ts";
import { withheldTax } from "../../tax/withheldTax.ts";
import type { WithholdingRates } from "../../tax/withheldTax.ts";
import type { Kessai } from "../Kessai.ts";
import { inLogOrder } from "./logPlace.ts";
import { differs, moveFaults, numberIn } from "./provenHolder.ts";
import { queryLogs } from "./queryLogs.ts";
import { redemptionStatus } from "./redemptionStatus.ts";
import type { BondSchedule } from "./scheduledTypes.ts";
import { servicingEvents } from "./servicingEvents.ts";
import { taxClassesByEvents } from "./taxClassesByEvents.ts";

/** Units of one holder that were redeemed in one transaction, and what does not hold of it. Amounts are minor units. */
export interface RedeemedHolder {
  readonly holder: string;
  readonly units: bigint;
  readonly amount: bigint;
  readonly nationalTax: bigint;
  readonly localTax: bigint;
  readonly net: bigint;
  /** Whether it could not be paid, and the money is kept for it. */
  readonly isKept: boolean;
  readonly transactionHash: string;
  readonly faults: readonly string[];
}

/** What a redemption has ended and paid so far. */
export interface RedemptionProofs {
  readonly holders: readonly RedeemedHolder[];
  readonly units: bigint;
  readonly amount: bigint;
  readonly nationalTax: bigint;
  readonly localTax: bigint;
  readonly net: bigint;
  readonly kept: bigint;
  /** Everything that does not hold; empty when the redemption is proven. */
  readonly faults: readonly string[];
}

/**
 * Verifies a redemption from the log: each holder's units end and its money moves, or is kept for it, one right after the
 * other in one transaction (INV-6), at the price of the bond and with the tax that this library calculates.
 */
export async function redemptionProofs(
  kessai: Kessai,
  { schedule, redemption }: { readonly schedule: BondSchedule; readonly redemption: number },
): Promise<RedemptionProofs> {
  const { isin, instrumentClass, taxableRedemptionE6, life } = schedule;
  const events = await redemptionEvents(kessai, schedule);
  const index = BigInt(redemption);
  const redeemed = events.flatMap((event, place) =>
    event.name === "UnitsRedeemed" && event.args["redemption"] === index ? [{ event, place }] : [],
  );
  const status = await redemptionStatus(kessai, { isin, redemption });
  const accounts = redeemed.map(({ event }) => ({
    ...event,
    account: getAddress(textOf(event.args["holder"])),
  }));
  const [rates, classes] = await Promise.all([
    kessai.taxTable.ratesAt(INSTRUMENT_CLASSES.indexOf(instrumentClass), status.payFrom),
    taxClassesByEvents(kessai, accounts),
  ]);
  const holders = redeemed.map(({ event, place }, number) => {
    const taxClass: TaxClass = classes[number] ?? "corporation";
    return provenRedemption({
      event,
      burn: sameTransaction(event, events[place + 1]),
      move: sameTransaction(event, events[place + 2]),
      // After acceleration the price falls with every recovery.
      price: life.acceleratedAt === undefined ? status.pricePerUnit : undefined,
      taxableE6: taxableRedemptionE6,
      rates: rates[TAX_CLASSES.indexOf(taxClass)],
    });
  });
  const sum = (pick: (holder: RedeemedHolder) => bigint): bigint =>
    holders.reduce((total, holder) => total + pick(holder), 0n);
  const totals = {
    units: sum(({ units }) => units),
    amount: sum(({ amount }) => amount),
    nationalTax: sum(({ nationalTax }) => nationalTax),
    localTax: sum(({ localTax }) => localTax),
    net: sum(({ net }) => net),
    kept: sum(({ net, isKept }) => (isKept ? net : 0n)),
  };
  const faults = [
    ...holders.flatMap((holder) => holder.faults.map((fault) => `${holder.holder}: ${fault}`)),
    ...differs("units redeemed", status.redeemedUnits, totals.units),
    ...differs("money spent", status.spent, totals.amount),
  ];
  return { holders, ...totals, faults };
}

interface Compared {
  readonly event: ChainEvent;
  readonly burn: ChainEvent | undefined;
  readonly move: ChainEvent | undefined;
  readonly price: bigint | undefined;
  readonly taxableE6: bigint;
  readonly rates: WithholdingRates | undefined;
}

function provenRedemption({ event, burn, move, price, taxableE6, rates }: Compared): RedeemedHolder {
  const holder = getAddress(textOf(event.args["holder"]));
  const units = numberIn(event, "units");
  const amount = numberIn(event, "amount");
  const nationalTax = numberIn(event, "nationalTax");
  const localTax = numberIn(event, "localTax");
  const net = amount - nationalTax - localTax;
  const tax = rates === undefined ? undefined : withheldTax((amount * taxableE6) / 1_000_000n, rates);
  const isEnded =
    burn?.name === "Transfer" &&
    getAddress(textOf(burn.args["from"])) === holder &&
    BigInt(textOf(burn.args["to"])) === 0n &&
    numberIn(burn, "value") === units;
  const faults = [
    ...(isEnded ? [] : [`its ${units} units did not end with it`]),
    ...(price === undefined ? [] : differs("amount", amount, units * price)),
    ...differs("national tax", nationalTax, tax?.national ?? 0n),
    ...differs("local tax", localTax, tax?.local ?? 0n),
    ...(net === 0n ? [] : moveFaults(move, holder, net)),
  ];
  const isKept = move?.name === "PaymentSuspended";
  const { transactionHash } = event;
  return { holder, units, amount, nationalTax, localTax, net, isKept, transactionHash, faults };
}

function sameTransaction(event: ChainEvent, next: ChainEvent | undefined): ChainEvent | undefined {
  return next?.transactionHash === event.transactionHash ? next : undefined;
}

/** What the redemption agent did with the bond, in the order of the log: its events, the ends of units, the money. */
async function redemptionEvents(
  kessai: Kessai,
  { isin, bond, currency }: BondSchedule,
): Promise<readonly ChainEvent[]> {
  const agent = zeroPadValue(kessai.deployment.addresses.redemptionAgent, 32);
  const nobody = zeroPadValue("0x00", 32);
  const transfer = houseInterface.getEvent("Transfer")?.topicHash ?? null;
  const [own, ends, money] = await Promise.all([
    servicingEvents(kessai, {
      contract: "redemptionAgent",
      isin,
      names: [
        "UnitsRedeemed",
        "RedemptionTaxPaid",
        "PaymentSuspended",
        "RedemptionCompleted",
        "UnitsCancelled",
      ],
    }),
    queryLogs(kessai, { address: bond, topics: [transfer, null, nobody] }),
    queryLogs(kessai, { address: currency.address, topics: [transfer, agent] }),
  ]);
  return inLogOrder([...own, ...decodeLogs(ends), ...decodeLogs(money)]);
}
