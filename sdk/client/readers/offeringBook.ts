import { textOf } from "../../encoding/textOf.ts";
import type { ChainEvent } from "../../events/ChainEvent.ts";
import type { BookEntry, OfferingBook, Revocation } from "../../offering/OfferingBook.ts";
import type { Kessai } from "../Kessai.ts";
import { offeringEvents, positionOf } from "./offeringEvents.ts";

/** Which book to read. */
export interface OfferingBookOptions {
  readonly isin: string;
  /** The offering, as the chain counts them: from 0. */
  readonly number: bigint;
}

/**
 * The book of an offering, rebuilt from its events alone: every commitment that was entered, by whom, and whether it was
 * withdrawn or taken back.
 */
export async function offeringBook(
  kessai: Kessai,
  { isin, number }: OfferingBookOptions,
): Promise<OfferingBook> {
  const names = ["OfferingOpened", "OrderEntered", "OrderAmended", "OrderWithdrawn", "OrderRevoked"] as const;
  const events = await offeringEvents(kessai, { isin, number, names });
  const entries = new Map<bigint, BookEntry>();
  for (const event of events) {
    if (event.name === "OfferingOpened" || event.name === "OrderRevoked") continue;
    const entry = entryAfter(event, entries.get(positionOf(event)));
    entries.set(entry.position, entry);
  }
  const opened = events.find(({ name }) => name === "OfferingOpened");
  const syndicate = opened?.args["syndicate"];
  return {
    isin,
    offering: number,
    issuer: textOf(opened?.args["issuer"]),
    syndicate: Array.isArray(syndicate) ? syndicate.map(firmOf) : [],
    entries: [...entries.values()],
    revocations: events.flatMap(revokedBy),
  };
}

function entryAfter(event: ChainEvent, before: BookEntry | undefined): BookEntry {
  const { name, args } = event;
  if (name === "OrderWithdrawn" && before !== undefined) return { ...before, isWithdrawn: true };
  const commitment = textOf(args[name === "OrderAmended" ? "commitmentAfter" : "commitment"]);
  return { position: positionOf(event), commitment, enteredBy: textOf(args["account"]), isWithdrawn: false };
}

/** What an event takes back: the order that it names, or the one that stood there before. */
function revokedBy({ name, args }: ChainEvent): readonly Revocation[] {
  if (name === "OfferingOpened" || name === "OrderEntered") return [];
  const commitment = textOf(args[name === "OrderAmended" ? "commitmentBefore" : "commitment"]);
  return [{ account: textOf(args["account"]), commitment }];
}

function firmOf(member: unknown): string {
  return typeof member === "object" && member !== null && "firm" in member ? textOf(member.firm) : "";
}
