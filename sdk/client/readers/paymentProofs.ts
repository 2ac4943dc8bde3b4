import { getAddress, zeroPadValue } from "ethers";

import { INSTRUMENT_CLASSES } from "../../bonds/kinds.ts";
import { houseInterface } from "../../contracts/houseInterface.ts";
import { textOf } from "../../encoding/textOf.ts";
import type { ChainEvent } from "../../events/ChainEvent.ts";
import { decodeLogs } from "../../events/decodeLogs.ts";
import { TAX_CLASSES } from "../../tax/taxClasses.ts";
import type { Kessai } from "../Kessai.ts";
import { indexOfNumber } from "../numbering.ts";
import { holdersAt } from "./holdersAt.ts";
import { inLogOrder } from "./logPlace.ts";
import { numberIn, provenHolder } from "./provenHolder.ts";
import type { PaidHolder } from "./provenHolder.ts";
import { queryLogs } from "./queryLogs.ts";
import type { BondSchedule } from "./scheduledTypes.ts";
import { servicingEvents } from "./servicingEvents.ts";
import { taxClassesByEvents } from "./taxClassesByEvents.ts";

/** What a payment has paid, holder by holder, and whether it is what it should be. */
export interface PaymentProofs {
  /** In the order in which they were paid. */
  readonly holders: readonly PaidHolder[];
  /** Sums of all holders paid so far. */
  readonly interest: bigint;
  readonly principal: bigint;
  readonly nationalTax: bigint;
  readonly localTax: bigint;
  readonly net: bigint;
  /** The part of `net` that is kept for holders who could not be paid. */
  readonly kept: bigint;
  /** What truncation left and went back to the issuer; `undefined` until all are paid. */
  readonly returned: bigint | undefined;
  /** Everything that does not hold, that of holders included; empty when the payment is proven. */
  readonly faults: readonly string[];
}

/** What `paymentProofs` works on. */
export interface PaymentProofsOptions {
  readonly schedule: BondSchedule;
  /** Number of the payment, from 1. */
  readonly payment: number;
}

/**
 * Verifies a payment from the log: every holder's units are those of the record date, its interest and tax are
 * calculated anew by this library's own arithmetic, the money has moved to it in the same breath or is kept for it, nobody
 * is paid twice, and once it is completed nobody is left out (INV-8).
 */
export async function paymentProofs(
  kessai: Kessai,
  { schedule, payment }: PaymentProofsOptions,
): Promise<PaymentProofs> {
  const { isin, instrumentClass } = schedule;
  const scheduled = schedule.payments[payment - 1];
  if (scheduled === undefined) throw new TypeError(`${isin} has no payment number ${payment}`);
  const paid = await servicingEvents(kessai, {
    contract: "paymentAgent",
    isin,
    index: indexOfNumber(payment),
    names: ["HolderPaid", "TaxPaid", "PaymentCompleted"],
  });
  const holderEvents = paid.filter(({ name }) => name === "HolderPaid");
  if (holderEvents.length === 0) return EMPTY;
  const accounts = holderEvents.map(({ args, blockNumber, logIndex }) => ({
    account: getAddress(textOf(args["holder"])),
    blockNumber,
    logIndex,
  }));
  const [entitled, moves, rates, classes] = await Promise.all([
    holdersAt(kessai, { isin, recordCutoff: scheduled.recordCutoff }),
    moneyMoves(kessai, schedule),
    kessai.taxTable.ratesAt(INSTRUMENT_CLASSES.indexOf(instrumentClass), scheduled.payFrom),
    taxClassesByEvents(kessai, accounts),
  ]);
  const unitsOf = new Map(entitled.map(({ account, units }) => [account, units]));
  const seen = new Set<string>();
  const holders = holderEvents.map((event, place) => {
    const taxClass = classes[place] ?? "corporation";
    const proven = provenHolder({
      event,
      move: moves.get(placeKey(event)),
      scheduled,
      units: unitsOf.get(accounts[place]?.account ?? ""),
      taxClass,
      rates: rates[TAX_CLASSES.indexOf(taxClass)],
    });
    const again = seen.has(proven.holder) ? ["it was paid before"] : [];
    seen.add(proven.holder);
    return { ...proven, faults: [...proven.faults, ...again] };
  });
  const sum = (pick: (holder: PaidHolder) => bigint): bigint =>
    holders.reduce((total, holder) => total + pick(holder), 0n);
  const totals = {
    interest: sum(({ interest }) => interest),
    principal: sum(({ principal }) => principal),
    nationalTax: sum(({ nationalTax }) => nationalTax),
    localTax: sum(({ localTax }) => localTax),
    net: sum(({ net }) => net),
    kept: sum(({ net, isKept }) => (isKept ? net : 0n)),
  };
  const completed = paid.find(({ name }) => name === "PaymentCompleted");
  const faults: string[] = holders.flatMap((holder) =>
    holder.faults.map((fault) => `${holder.holder}: ${fault}`),
  );
  const taxPaid = paid
    .filter(({ name }) => name === "TaxPaid")
    .reduce((total, event) => total + numberIn(event, "amount"), 0n);
  if (taxPaid !== totals.nationalTax + totals.localTax)
    faults.push(`${taxPaid} of tax was paid, ${totals.nationalTax + totals.localTax} was withheld`);
  if (completed !== undefined) {
    const left = entitled.filter(({ account }) => !seen.has(account));
    faults.push(...left.map(({ account }) => `${account}: it was left out`));
    const spent = numberIn(completed, "spent");
    if (spent !== totals.interest + totals.principal)
      faults.push(`${spent} was spent, ${totals.interest + totals.principal} was paid`);
  }
  const returned = completed === undefined ? undefined : numberIn(completed, "returned");
  return { holders, ...totals, returned, faults };
}

const EMPTY: PaymentProofs = {
  holders: [],
  interest: 0n,
  principal: 0n,
  nationalTax: 0n,
  localTax: 0n,
  net: 0n,
  kept: 0n,
  returned: undefined,
  faults: [],
};

/**
 * What the paying contract did with money right after each of its events: a transfer of the currency, or keeping it. By the
 * place of the event before it.
 */
async function moneyMoves(
  kessai: Kessai,
  { isin, currency }: BondSchedule,
): Promise<ReadonlyMap<string, ChainEvent>> {
  const agent = kessai.deployment.addresses.paymentAgent;
  const transfer = houseInterface.getEvent("Transfer")?.topicHash ?? null;
  const [own, transfers] = await Promise.all([
    servicingEvents(kessai, {
      contract: "paymentAgent",
      isin,
      names: ["HolderPaid", "TaxPaid", "PaymentSuspended", "PaymentCompleted"],
    }),
    queryLogs(kessai, { address: currency.address, topics: [transfer, zeroPadValue(agent, 32)] }),
  ]);
  const all = inLogOrder([...own, ...decodeLogs(transfers)]);
  const pairs = all.slice(1).flatMap((event, index): readonly (readonly [string, ChainEvent])[] => {
    const before = all[index];
    return before?.transactionHash === event.transactionHash ? [[placeKey(before), event]] : [];
  });
  return new Map(pairs);
}

function placeKey({ blockNumber, logIndex }: Pick<ChainEvent, "blockNumber" | "logIndex">): string {
  return `${blockNumber}/${logIndex}`;
}
