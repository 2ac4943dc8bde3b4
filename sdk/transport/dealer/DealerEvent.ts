import type { Request } from "../../trading/Request.ts";
import type {
  AcknowledgementMessage,
  PassMessage,
  QuoteMessage,
  WithdrawalMessage,
} from "../messages/ClientMessage.ts";
import type { NoticeCode } from "../messages/noticeCodes.ts";

/**
 * Why a dealer does not answer a request. late: its time is over. forged: it names an asker that has not signed it. unchecked:
 * whether it is signed could not be found out. too many: as many others are in mind as the dealer wants.
 */
export type RequestRefusalReason = "late" | "forged" | "unchecked" | "too many";

/** What a dealer's program does and hears, for its records. `id` is that of the request. */
export type DealerEvent =
  | { readonly kind: "request"; readonly id: string; readonly request: Request }
  | {
      readonly kind: "refused";
      readonly id: string;
      readonly reason: RequestRefusalReason;
      /** More about it, where there is more to say; else empty. */
      readonly text: string;
    }
  /** Signed and recorded here; it is sent now, and again should the connection break. */
  | {
      readonly kind: "said";
      readonly id: string;
      readonly message: QuoteMessage | PassMessage | AcknowledgementMessage | WithdrawalMessage;
    }
  /** No more answers are wanted. */
  | { readonly kind: "ended"; readonly id: string; readonly how: "time" | "closed" | "cancelled" }
  /**
   * What came of a request, as the hub tells it: own quotes that were taken. Proven are those of which the chain says so too; what
   * is not proven is hearsay.
   */
  | {
      readonly kind: "outcome";
      readonly id: string;
      readonly quotes: readonly string[];
      readonly proven: readonly string[];
    }
  /** The hub says why it did not do what it was asked to. Nobody signs that. */
  | { readonly kind: "notice"; readonly id: string; readonly code: NoticeCode; readonly text: string }
  /** Pricing or signing has failed; the request was passed if that could be signed. */
  | { readonly kind: "failed"; readonly id: string; readonly error: unknown };
