import type { ReceivedQuote } from "../../trading/EvidenceFile.ts";
import type { BookEvent } from "./BookEvent.ts";
import type { ClosedBook } from "./ClosedBook.ts";

/** A request that is open: what comes of it, as it comes. The stream ends when everything is together. */
export interface OpenBook extends AsyncIterable<BookEvent> {
  /** Id of the request. */
  readonly id: string;
  /** Quotes that can be accepted now, in order of receipt. */
  readonly standing: readonly ReceivedQuote[];
  /** Everything, once the request has closed and its dealers have acknowledged that, or had time to. */
  readonly closed: Promise<ClosedBook>;
  /** Closes the request before its time: the answers that are there are enough. */
  close(): void;
  /** Takes the request back: nothing comes of it. */
  cancel(): void;
}
