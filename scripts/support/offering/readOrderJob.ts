import { z } from "zod";

import type { SignedOrder } from "../../../sdk/offering/Order.ts";
import type { OrderTicket } from "../../../sdk/offering/OrderTicket.ts";
import { UsageError } from "../UsageError.ts";
import { loadOffering } from "./loadOffering.ts";
import { readSignedOrders } from "./ordersAtHand.ts";
import { ordersBeside, readOffering } from "./readOffering.ts";
import type { ReadOffering } from "./readOffering.ts";

const orderOptions = z.object({
  orders: z.string().optional(),
  investor: z.array(z.string()).default([]),
  withdraw: z.boolean().default(false),
  direct: z.boolean().default(false),
  offerees: z.boolean().default(false),
  signed: z.string().optional(),
  handOver: z.string().optional(),
});

/** What the order job is asked to do. */
export interface OrderJob {
  readonly read: ReadOffering;
  /** Of the investors that are named, or all of them. */
  readonly tickets: readonly OrderTicket[];
  readonly investors: readonly string[];
  readonly does: "enter" | "withdraw" | "count";
  /** Whether investors enter their orders themselves. */
  readonly direct: boolean;
  /** Orders that were signed elsewhere; left out: the tickets are signed here. */
  readonly signed: readonly SignedOrder[] | undefined;
  /** Where the signed orders go. */
  readonly handOver: string | undefined;
}

/** Reads and checks what the command line asks of the order job. */
export function readOrderJob(written: unknown): OrderJob {
  const options = orderOptions.parse(written);
  refuseContradictions(options);
  const { orders, investor: investors, withdraw, direct, offerees, ...files } = options;
  const read = readOffering(written);
  const { scenario, path, isTap } = read;
  const signed = files.signed === undefined ? undefined : readSignedOrders(files.signed);
  const tickets = orders ?? ordersBeside(path);
  const { tickets: all } = loadOffering(
    { offering: path, orders: signed === undefined ? tickets : undefined },
    { termSheet: scenario.terms, isTap },
  );
  const known = [...new Set(all.map((ticket) => ticket.investor))];
  for (const ticket of all) requireParty(read, ticket.investor);
  for (const investor of investors) {
    requireParty(read, investor);
    if (!withdraw && !offerees && !known.includes(investor))
      throw new UsageError(
        `${tickets} has no order of ${investor}.`,
        `It has orders of ${known.join(", ")}.`,
      );
  }
  return {
    read,
    tickets: all.filter(({ investor }) => investors.length === 0 || investors.includes(investor)),
    investors,
    does: withdraw ? "withdraw" : offerees ? "count" : "enter",
    direct,
    signed,
    handOver: files.handOver,
  };
}

function refuseContradictions(options: z.infer<typeof orderOptions>): void {
  const { orders, investor, withdraw, direct, offerees, signed } = options;
  const isChosen = orders !== undefined || investor.length > 0 || withdraw || direct || offerees;
  if (signed !== undefined && isChosen)
    throw new UsageError(
      "--signed takes the orders of its file, and goes with no other choice of orders.",
      "Leave out --orders, --investor, --withdraw, --direct and --offerees.",
    );
  if (withdraw && (investor.length === 0 || direct || offerees))
    throw new UsageError(
      "--withdraw is for the investors named, and goes with neither --direct nor --offerees.",
      "Name them: --investor <party...>.",
    );
}

function requireParty({ scenario: { parties } }: ReadOffering, id: string): void {
  const known = parties.map((party) => party.id);
  if (!known.includes(id))
    throw new UsageError(`There is no party ${id} in the party list.`, `There are ${known.join(", ")}.`);
}
