import { ZeroAddress } from "ethers";

import type { Kessai } from "../../../sdk/client/Kessai.ts";
import type { AllotmentRecord } from "../../../sdk/client/readers/offeringAllotments.ts";
import { offeringEvents } from "../../../sdk/client/readers/offeringEvents.ts";
import type { OfferingStatus } from "../../../sdk/client/readers/offeringStatus.ts";
import { setFaults } from "../../../sdk/client/readers/setFaults.ts";
import { TokenAddresses } from "../../../sdk/client/readers/TokenAddresses.ts";
import { FINAL_EVENTS } from "../../../sdk/client/readers/tradeHistory.ts";
import { textOf } from "../../../sdk/encoding/textOf.ts";
import type { ChainEvent } from "../../../sdk/events/ChainEvent.ts";
import { decodeLogs } from "../../../sdk/events/decodeLogs.ts";
import type { ClosingProceeds } from "../../../sdk/offering/ClosingProceeds.ts";
import { closingTrades } from "../../../sdk/offering/closingTrades.ts";
import { proceedsOfClosing } from "../../../sdk/offering/proceedsOfClosing.ts";
import { tradeId } from "../../../sdk/trade/tradeHash.ts";

/** By how much a closing has changed what an account has. */
export interface Moved {
  readonly account: string;
  readonly units: bigint;
  readonly money: bigint;
}

/** What the log shows of a closing. */
export interface ClosingProof {
  readonly transactionHash: string;
  readonly blockNumber: number;
  readonly trades: number;
  /** Who pays what, by this library's own arithmetic. */
  readonly proceeds: ClosingProceeds;
  readonly moved: readonly Moved[];
  /** What does not hold; empty when everything is proven. */
  readonly faults: readonly string[];
}

/** What `closingProof` works on. */
export interface ClosingProofOptions {
  /** Of an offering that is closed. */
  readonly status: OfferingStatus;
  readonly allotments: readonly AllotmentRecord[];
  readonly currency: string;
  readonly issuer: string;
}

/**
 * Proves a closing from its transaction: every trade that follows from terms, price and allotments is final once, and no other;
 * units came into being and were cancelled as said; what each account has changed by exactly what these trades add up to; and
 * proceeds and fees are those of this library's own arithmetic.
 *
 * @returns `undefined` when the node does not have the transaction
 */
export async function closingProof(
  kessai: Kessai,
  options: ClosingProofOptions,
): Promise<ClosingProof | undefined> {
  const { status, currency, issuer } = options;
  const { isin } = status.terms;
  const [closed] = await offeringEvents(kessai, { isin, number: status.number, names: ["OfferingClosed"] });
  const receipt =
    closed === undefined ? null : await kessai.provider.getTransactionReceipt(closed.transactionHash);
  if (receipt === null) return undefined;
  const events = decodeLogs(receipt);
  const [bond, money] = await Promise.all([
    kessai.bondAddress(isin),
    kessai.currencyAddress({ currency, settlementBank: status.terms.settlementBank }),
  ]);
  const allotments = options.allotments.filter(({ state }) => state === "settled" || state === "failed");
  const closing = {
    terms: status.terms,
    currency,
    issuer,
    venue: kessai.deployment.addresses.offering,
    pricePerUnit: status.pricing?.pricePerUnit ?? 0n,
    proceedsSequence: status.proceedsSequence,
    allotments,
    failures: allotments.filter(({ state }) => state === "failed"),
  };
  const trades = closingTrades(closing);
  const proceeds = proceedsOfClosing(closing);
  const transfers = events.filter(
    ({ name, address }) => name === "Transfer" && [bond, money].includes(address),
  );
  const recorded = events.filter(({ address }) => address === kessai.deployment.addresses.escrow);
  const final = recorded.filter(({ name }) => FINAL_EVENTS.some((each) => each === name)).length;
  const members = trades.map((trade) => ({ id: tradeId(trade), moved: trade }));
  const moves = transfers.filter((event) => !isIssuance(event));
  const minted = transfers.filter(isIssuance);
  return {
    transactionHash: receipt.hash,
    blockNumber: receipt.blockNumber,
    trades: trades.length,
    proceeds,
    moved: movedBy(transfers, { bond, money }),
    faults: [
      ...(receipt.status === 1 ? [] : ["the transaction failed"]),
      ...(await setFaults(new TokenAddresses(kessai), members, { recorded, moves })),
      ...(final === trades.length ? [] : [`${final} trades are final in it, not ${trades.length}`]),
      ...issuanceFaults(minted, {
        bond,
        issuer,
        issued: status.terms.units,
        cancelled: proceeds.cancelledUnits,
      }),
      ...figureFaults(events, proceeds, options),
    ],
  };
}

/** Whether units or money come into being, or end. */
function isIssuance({ args }: ChainEvent): boolean {
  return textOf(args["from"]) === ZeroAddress || textOf(args["to"]) === ZeroAddress;
}

function issuanceFaults(
  events: readonly ChainEvent[],
  said: {
    readonly bond: string;
    readonly issuer: string;
    readonly issued: bigint;
    readonly cancelled: bigint;
  },
): readonly string[] {
  const { bond, issuer, issued, cancelled } = said;
  const expected = [
    `${bond} ${ZeroAddress} -> ${issuer}: ${issued}`,
    ...(cancelled === 0n ? [] : [`${bond} ${issuer} -> ${ZeroAddress}: ${cancelled}`]),
  ];
  const found = events.map(
    ({ address, args }) =>
      `${address} ${textOf(args["from"])} -> ${textOf(args["to"])}: ${textOf(args["value"])}`,
  );
  const isSame = expected.length === found.length && expected.every((each) => found.includes(each));
  return isSame
    ? []
    : [`issued and cancelled is ${found.join(", ") || "nothing"}, not ${expected.join(", ")}`];
}

/** Whether the contract has recorded the figures that follow from terms, price and allotments. */
function figureFaults(
  events: readonly ChainEvent[],
  proceeds: ClosingProceeds,
  { status: { terms } }: ClosingProofOptions,
): readonly string[] {
  const { issuedUnits, cancelledUnits } = proceeds;
  const closed = events.find(({ name }) => name === "OfferingClosed")?.args;
  const faults: string[] = [];
  const compare = (what: string, said: unknown, expected: bigint): void => {
    if (said !== expected) faults.push(`${what} is recorded as ${textOf(said)}, and should be ${expected}`);
  };
  compare("the number of units issued", closed?.["issuedUnits"], issuedUnits);
  compare("the number of units cancelled", closed?.["cancelledUnits"], cancelledUnits);
  compare("the sum of proceeds", closed?.["proceeds"], proceeds.proceeds);
  compare("the sum of fees", closed?.["fees"], proceeds.fees);
  for (const [index, { firm }] of terms.syndicate.entries()) {
    const paid = events.find(({ name, args }) => name === "ProceedsPaid" && args["firm"] === firm)?.args;
    const member = proceeds.members[index];
    for (const field of ["units", "retained", "amount", "fee"] as const)
      compare(`${field} of ${firm}`, paid?.[field], member?.[field] ?? 0n);
  }
  return faults;
}

/** By how much every account has more or less of both; those that only passed something on are left out. */
function movedBy(
  transfers: readonly ChainEvent[],
  { bond }: { readonly bond: string; readonly money: string },
): readonly Moved[] {
  const changes = new Map<string, { units: bigint; money: bigint }>();
  const add = (account: string, field: "units" | "money", amount: bigint): void => {
    const change = changes.get(account) ?? { units: 0n, money: 0n };
    change[field] += amount;
    changes.set(account, change);
  };
  for (const { address, args } of transfers) {
    const amount = typeof args["value"] === "bigint" ? args["value"] : 0n;
    const field = address === bond ? "units" : "money";
    add(textOf(args["from"]), field, -amount);
    add(textOf(args["to"]), field, amount);
  }
  changes.delete(ZeroAddress);
  return [...changes]
    .map(([account, change]) => ({ account, ...change }))
    .filter(({ units, money }) => units !== 0n || money !== 0n);
}
