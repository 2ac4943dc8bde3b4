import type { OfferingSheet } from "../../../sdk/offering/OfferingSheet.ts";
import type { OrderTicket } from "../../../sdk/offering/OrderTicket.ts";
import { parseOfferingSheet } from "../../../sdk/offering/parseOfferingSheet.ts";
import { parseOrderTickets } from "../../../sdk/offering/parseOrderTickets.ts";
import { readDocument } from "../../../sdk/terms/readDocument.ts";
import type { TermSheet } from "../../../sdk/terms/TermSheet.ts";
import { readNamedFile } from "../files.ts";

/** Where the files of an offering are. */
export interface OfferingFiles {
  readonly offering: string;
  /** Left out: no orders. */
  readonly orders?: string | undefined;
}

/** An offering of a bond and what was ordered from it. */
export interface LoadedOffering {
  readonly sheet: OfferingSheet;
  readonly tickets: readonly OrderTicket[];
}

/**
 * Reads and checks an offering sheet and its order file against the term sheet of the bond.
 *
 * @throws InvalidInputError with every issue found
 */
export function loadOffering(
  files: OfferingFiles,
  { termSheet, isTap = false }: { readonly termSheet: TermSheet; readonly isTap?: boolean },
): LoadedOffering {
  const sheet = parseOfferingSheet(readDocument(readNamedFile(files.offering), files.offering), {
    termSheet,
    isTap,
  });
  const tickets =
    files.orders === undefined
      ? []
      : parseOrderTickets(readDocument(readNamedFile(files.orders), files.orders), { sheet, termSheet });
  return { sheet, tickets };
}
