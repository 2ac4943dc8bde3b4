import type { SignedAcknowledgement } from "../../trading/Acknowledgement.ts";
import type { ReceivedPass, ReceivedQuote } from "../../trading/EvidenceFile.ts";
import type { NoticeCode } from "../messages/noticeCodes.ts";
import type { SignedWithdrawal } from "../Withdrawal.ts";
import type { Refusal } from "./Refusal.ts";

/** What happens while a request is open, and until what belongs to it is together. Everything of dealers is signed by them. */
export type BookEvent =
  | ({ readonly kind: "quote"; readonly id: string } & ReceivedQuote)
  | ({ readonly kind: "pass"; readonly id: string } & ReceivedPass)
  | ({ readonly kind: "acknowledgement"; readonly receivedAt: bigint } & SignedAcknowledgement)
  | ({ readonly kind: "withdrawal"; readonly receivedAt: bigint } & SignedWithdrawal)
  | { readonly kind: "refusal"; readonly refusal: Refusal }
  /** The hub says why it did not do what it was asked to. Nobody signs that. */
  | { readonly kind: "notice"; readonly code: NoticeCode; readonly text: string }
  /** No more answers are taken: the book waits for the last acknowledgements. */
  | { readonly kind: "closing"; readonly closedAt: bigint };
